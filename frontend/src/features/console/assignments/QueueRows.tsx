import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { Avatar, Badge, Status, Table, Td, Th, Tr } from '@/components';
import { paths } from '@/config/paths';
import { formatClock, formatDay, formatPercent } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import './messages';
import { useOrganization } from '../organization';

import type { QueueRow } from '@/api';

/** A table on a desk; on a phone a list of cards that open as a whole. */
export function QueueRows({ rows }: { rows: readonly QueueRow[] }) {
  const { t } = useTranslation('assignments');
  return (
    <>
      <div className="max-wide:hidden">
        <Table>
          <thead>
            <Tr>
              <Th>{t('queue.person')}</Th>
              <Th>{t('queue.work')}</Th>
              <Th>{t('queue.handedIn')}</Th>
              <Th>{t('queue.result')}</Th>
            </Tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Tr key={row.id}>
                <Td>
                  <Person row={row} />
                </Td>
                <Td>
                  <What row={row} />
                </Td>
                <Td className="whitespace-nowrap">
                  <When row={row} />
                </Td>
                <Td>
                  <Result row={row} />
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      </div>
      <ul className="border-t border-line wide:hidden">
        {rows.map((row) => (
          <li key={row.id} className="grid gap-2.5 border-b border-line py-3.5">
            <Person row={row} />
            <div className="grid gap-1.5 ps-[48px]">
              <What row={row} />
              <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
                <When row={row} />
                <Result row={row} />
              </div>
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}

function Person({ row }: { row: QueueRow }) {
  const { t } = useTranslation('assignments');
  const { slug } = useOrganization();
  return (
    <Link
      to={paths.orgSubmission(slug, row.id)}
      aria-label={t('queue.open', { name: row.learner.display_name })}
      className="flex min-h-11 min-w-0 items-center gap-3.5 hover:underline"
    >
      <Avatar name={row.learner.display_name} url={row.learner.avatar_url} />
      <b className="truncate font-[550]">{row.learner.display_name}</b>
    </Link>
  );
}

function What({ row }: { row: QueueRow }) {
  const { t } = useTranslation('assignments');
  return (
    <div className="min-w-0">
      <span className="block">{row.lesson_title}</span>
      <small className="block text-xs text-ink-3">
        {row.course_title}
        {row.number > 1 && <> · {t('queue.version', { number: row.number })}</>}
      </small>
    </div>
  );
}

function When({ row }: { row: QueueRow }) {
  const { t } = useTranslation('assignments');
  const locale = useLocale();
  return (
    <span className="num inline-flex items-center gap-2.5 text-sm text-ink-2">
      {formatDay(row.submitted_at, locale, new Date())}, {formatClock(row.submitted_at, locale)}
      {row.is_late && <Badge tone="warning">{t('queue.late')}</Badge>}
    </span>
  );
}

function Result({ row }: { row: QueueRow }) {
  const { t } = useTranslation('assignments');
  if (row.status === 'submitted') return <Status tone="info">{t('queue.waits')}</Status>;
  if (row.status === 'returned') return <Status>{t('queue.returned')}</Status>;
  const percent = formatPercent(row.score_percent ?? 0);
  return (
    <Status tone={row.passed ? 'success' : 'warning'}>
      {t(row.passed ? 'queue.passed' : 'queue.below', { percent })}
    </Status>
  );
}
