import { useTranslation } from 'react-i18next';

import { Avatar, Progress, Status, Table, Td, Th, Tr, type Tone } from '@/components';
import { formatDay, formatPercent } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import '../messages';

import type { LearnerState } from './queries';
import type { Learner } from '@/api';

const TONE: Record<LearnerState, Tone> = {
  active: 'info',
  completed: 'success',
  withdrawn: 'neutral',
  revoked: 'danger',
};

/** A table on a desk; on a phone two lines and a bar for each. */
export function LearnerRows({ rows }: { rows: readonly Learner[] }) {
  const { t } = useTranslation('console');
  const locale = useLocale();
  const day = (value: string) => formatDay(value, locale, new Date());
  return (
    <>
      <div className="max-wide:hidden">
        <Table>
          <thead>
            <Tr>
              <Th>{t('learners.person')}</Th>
              <Th>{t('learners.progress')}</Th>
              <Th>{t('learners.state')}</Th>
              <Th numeric>{t('learners.enrolled')}</Th>
              <Th numeric>{t('learners.lastActive')}</Th>
            </Tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Tr key={row.id}>
                <Td>
                  <Person row={row} />
                </Td>
                <Td className="w-[240px]">
                  <How row={row} />
                </Td>
                <Td>
                  <State row={row} />
                </Td>
                <Td numeric>{day(row.enrolled_at)}</Td>
                <Td numeric>{day(row.last_active_at)}</Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      </div>
      <ul className="border-t border-line wide:hidden">
        {rows.map((row) => (
          <li key={row.id} className="border-b border-line py-3.5">
            <div className="flex items-start justify-between gap-3">
              <Person row={row} />
              <State row={row} />
            </div>
            <div className="mt-2.5 ps-[48px]">
              <How row={row} />
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}

function Person({ row: { person } }: { row: Learner }) {
  return (
    <div className="flex min-w-0 items-center gap-3.5">
      <Avatar name={person.display_name} url={person.avatar_url} />
      <div className="min-w-0">
        <b className="block truncate font-[550]">{person.display_name}</b>
        {person.email && <small className="block truncate text-xs text-ink-3">{person.email}</small>}
      </div>
    </div>
  );
}

function How({ row }: { row: Learner }) {
  const { t } = useTranslation('console');
  return (
    <div className="flex items-center gap-3.5">
      <Progress
        percent={row.progress_percent}
        label={t('learners.progressOf', { name: row.person.display_name })}
        className="w-20 flex-none !h-[5px]"
      />
      <span className="num text-sm whitespace-nowrap text-ink-3">
        <b className="font-semibold text-ink">{formatPercent(row.progress_percent)}</b>{' '}
        {t('learners.lessons', { done: row.lessons_done, total: row.lessons_total })}
      </span>
    </div>
  );
}

function State({ row }: { row: Learner }) {
  const { t } = useTranslation('console');
  const locale = useLocale();
  return (
    <Status tone={TONE[row.status]}>
      {row.status === 'completed' && row.completed_at
        ? t('learners.finishedOn', { date: formatDay(row.completed_at, locale, new Date()) })
        : t(`learners.status.${row.status}`)}
    </Status>
  );
}
