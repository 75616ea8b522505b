import { ChevronDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { Avatar, Button } from '@/components';
import { paths } from '@/config/paths';
import { useLocale } from '@/lib/i18n';

import { may, useOrganization } from '../organization';

import { useAuditWords } from './sentences';

import type { AuditFilterKey } from './filters';
import type { AuditEntry } from '@/api';

interface AuditRowProps {
  entry: AuditEntry;
  onFilter: (key: AuditFilterKey, value: string) => void;
}

/** One line of the trail; what a support case needs stands folded below it. */
export function AuditRow({ entry, onFilter }: AuditRowProps) {
  const { t } = useTranslation('console');
  const locale = useLocale();
  const { time_zone: timeZone } = useOrganization();
  const words = useAuditWords();
  const sentence = words.sentence(entry);
  const { actor } = entry;
  const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', timeZone });
  return (
    <li className="border-b border-line">
      <details className="group">
        <summary className="grid min-h-[54px] cursor-pointer grid-cols-[44px_1fr_20px] items-center gap-x-3 py-2 hover:bg-sunken wide:grid-cols-[56px_28px_1fr_20px]">
          <time dateTime={entry.occurred_at} className="num text-sm text-ink-3">
            {time.format(new Date(entry.occurred_at))}
          </time>
          <span className="max-wide:hidden">
            <Avatar name={actor ? words.nameOf(actor) : t('audit.system')} size={28} />
          </span>
          <span className="min-w-0 text-ui break-words">{sentence}</span>
          <ChevronDown
            size={17}
            strokeWidth={1.75}
            aria-hidden
            className="text-ink-3 group-open:rotate-180"
          />
        </summary>
        <div className="pb-4 wide:ps-[108px]">
          <div className="flex flex-wrap gap-2">
            <CourseLink entry={entry} />
            {actor && (
              <Button size="sm" onClick={() => onFilter('actor', actor.id)}>
                {t('audit.onlyPerson', { name: words.nameOf(actor) })}
              </Button>
            )}
            <Button size="sm" onClick={() => onFilter('kind', entry.name)}>
              {t('audit.onlyKind')}
            </Button>
          </div>
          <Facts entry={entry} />
        </div>
      </details>
    </li>
  );
}

function CourseLink({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation('console');
  const organization = useOrganization();
  const course = entry.payload['course_id'];
  if (typeof course !== 'string' || !may(organization, 'edit_courses')) return null;
  return (
    <Link to={paths.orgCourse(organization.slug, course)} className="link inline-flex items-center text-sm">
      {t('audit.course')}
    </Link>
  );
}

function Facts({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation('console');
  const locale = useLocale();
  const { time_zone: timeZone } = useOrganization();
  const words = useAuditWords();
  const exact = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'long', timeZone });
  const rows: [string, string][] = [
    [t('audit.when'), exact.format(new Date(entry.occurred_at))],
    [t('audit.name'), entry.name],
    ...Object.entries(entry.payload)
      .filter(([, value]) => value !== null && value !== '')
      .map(([key, value]): [string, string] => [words.fieldOf(key), String(value)]),
    ...(entry.request_id ? [[t('audit.request'), entry.request_id] satisfies [string, string]] : []),
  ];
  return (
    <dl className="num mt-3.5 grid grid-cols-[minmax(0,120px)_1fr] gap-x-4 gap-y-1.5 text-sm">
      {rows.map(([label, value]) => (
        <div key={label} className="contents">
          <dt className="text-ink-3">{label}</dt>
          <dd className="wrap-anywhere text-ink-2">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
