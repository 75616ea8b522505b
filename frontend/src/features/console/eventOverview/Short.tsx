import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { Progress } from '@/components';
import { paths } from '@/config/paths';
import { formatCount } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import { useOrganization } from '../organization';

import './messages';

import type { EventOverview, StaffEvent } from '@/api';

interface ShortProps {
  event: Pick<StaffEvent, 'slug'>;
  gate: NonNullable<EventOverview['gate']>;
}

/** What those lack who are not past the gate, most of them first; and the way to write to them. */
export function Short({ event, gate: { short, clauses } }: ShortProps) {
  const { t } = useTranslation('eventOverview');
  const locale = useLocale();
  const { slug: org } = useOrganization();
  if (short === 0) return null;
  return (
    <section>
      <h2 className="d4">{t('whyTitle', { count: short })}</h2>
      {clauses.length > 1 && <p className="mt-1 text-sm text-ink-3">{t('whyText')}</p>}
      <ul className="mt-1.5">
        {clauses.map(({ kind, text, people }) => (
          <li
            key={`${kind}:${text}`}
            className="grid grid-cols-[1fr_auto] items-center gap-x-5 gap-y-2 border-b border-line py-[13px] wide:grid-cols-[1fr_180px_44px]"
          >
            <div className="min-w-0">
              <h3 className="text-ui font-[550]">{text}</h3>
              <Link
                to={`${paths.orgEvent(org, event.slug, 'messages')}?short=${kind}`}
                aria-label={t('writeAbout', { text })}
                className="link inline-block py-1 text-sm"
              >
                {t('write')}
              </Link>
            </div>
            <Progress
              percent={(people / short) * 100}
              label={t('lackShare', { text })}
              className="max-wide:col-span-2 max-wide:row-start-2"
            />
            <span className="num text-end text-ui font-semibold max-wide:col-start-2 max-wide:row-start-1">
              {formatCount(people, locale)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
