import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { Button, ErrorState, Loading, Skeleton } from '@/components';
import { paths } from '@/config/paths';
import { formatAmount } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import { clockIn, dayIn } from '../events/zoned';
import { useOrganization } from '../organization';

import './messages';
import { activityQuery } from './queries';

import type { EventAct, StaffEvent } from '@/api';

const AT_FIRST = 6;

/** What happened lately, latest first: a few, and on demand the last twenty. */
export function Recent({ event }: { event: Pick<StaffEvent, 'id' | 'slug' | 'time_zone'> }) {
  const { t } = useTranslation('eventOverview');
  const { slug: org } = useOrganization();
  const activity = useQuery(activityQuery(org, event.id));
  const [all, setAll] = useState(false);
  const acts = activity.data?.results ?? [];
  if (activity.isSuccess && acts.length === 0) return null;
  return (
    <section>
      <h2 className="d4">{t('recent.title')}</h2>
      {activity.isPending && (
        <Loading>
          <Skeleton className="mt-3 h-24 w-full" />
        </Loading>
      )}
      {activity.isError && !activity.data && (
        <ErrorState
          title={t('recent.errorTitle')}
          error={activity.error}
          retry={() => void activity.refetch()}
        />
      )}
      {acts.length > 0 && (
        <ul className="mt-2">
          {acts.slice(0, all ? acts.length : AT_FIRST).map((act, index) => (
            <li
              // Two of a kind at one instant, such as places that were bought together, differ by their place here.
              key={`${act.kind} ${act.at} ${act.registration} ${index}`}
              className="flex justify-between gap-4 border-b border-line py-2.5 text-ui"
            >
              <Words act={act} event={event} />
              <When at={act.at} zone={event.time_zone} />
            </li>
          ))}
        </ul>
      )}
      {!all && acts.length > AT_FIRST && (
        <Button variant="ghost" size="sm" className="mt-2" onClick={() => setAll(true)}>
          {t('recent.more', { count: acts.length - AT_FIRST })}
        </Button>
      )}
    </section>
  );
}

function Words({ act, event }: { act: EventAct; event: Pick<StaffEvent, 'slug'> }) {
  const { t } = useTranslation('eventOverview');
  const locale = useLocale();
  const { slug: org } = useOrganization();
  const said = t(`recent.${act.kind}`, { amount: act.amount ? formatAmount(act.amount, locale) : '' });
  if (!act.name) return <span>{said}</span>;
  const search = new URLSearchParams({ search: act.name }).toString();
  return (
    <span className="min-w-0">
      <Link
        to={`${paths.orgEvent(org, event.slug, 'registrations')}?${search}`}
        className="link font-medium break-words"
      >
        {act.name}
      </Link>{' '}
      <span className="text-ink-2">{said}</span>
    </span>
  );
}

function When({ at, zone }: { at: string; zone: string }) {
  const locale = useLocale();
  return (
    <time dateTime={at} className="num flex-none text-sm text-ink-3">
      {dayIn(at, zone, locale)}, {clockIn(at, zone, locale)}
    </time>
  );
}
