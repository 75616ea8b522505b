import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Outlet, useOutletContext, useParams } from 'react-router';

import { Badge, ErrorState, Loading, Notice, Skeleton, TabsNav } from '@/components';
import { paths } from '@/config/paths';
import { useLocale } from '@/lib/i18n';

import '../messages';
import { figuresQuery } from '../eventOverview/queries';
import { useOrganization } from '../organization';
import { Head, Page } from '../shell/Page';

import { EventActions } from './EventActions';
import { eventQuery } from './queries';
import { EVENT_TONE, isLocked } from './status';
import { clockIn, dayIn, zoneAt } from './zoned';

import type { EventFigures, StaffEvent } from '@/api';

const TABS = [
  'overview',
  'details',
  'programme',
  'tickets',
  'registrations',
  'waiting',
  'messages',
  'attendance',
  'gate',
  'certificates',
  'survey',
] as const;

export interface EventContext {
  event: StaffEvent;
  /** What is over or called off is looked at, not changed. */
  locked: boolean;
}

export function useEvent(): EventContext {
  return useOutletContext<EventContext>();
}

/** One event: its head and tabs stay while its parts change below. */
export function EventFrame() {
  const { t } = useTranslation('console');
  const organization = useOrganization();
  const { event: slug = '' } = useParams();
  const event = useQuery(eventQuery(organization.slug, slug));
  return (
    <Page
      title={event.data?.title ?? t('events.event')}
      trail={[{ to: paths.org(organization.slug, 'events'), label: t('nav.events') }]}
      needs={['manage_events']}
    >
      {event.isPending && (
        <Loading>
          <Skeleton className="h-10 w-2/3" />
          <Skeleton className="mt-4 h-5 w-64" />
          <Skeleton className="mt-9 h-56 w-full" />
        </Loading>
      )}
      {event.isError && !event.data && (
        <ErrorState
          title={t('events.oneErrorTitle')}
          error={event.error}
          retry={() => void event.refetch()}
        />
      )}
      {event.data && <Workspace event={event.data} />}
    </Page>
  );
}

function Workspace({ event }: { event: StaffEvent }) {
  const { t } = useTranslation('console');
  const { slug } = useOrganization();
  // As it was opened, by its name or by its id: so the tab where one is can be told.
  const { event: opened = event.slug } = useParams();
  const { data: figures } = useQuery(figuresQuery(slug, event.id));
  const locked = isLocked(event);
  return (
    <>
      <Head title={event.title} actions={<EventActions event={event} />} />
      <p className="num mt-3 flex flex-wrap items-center gap-x-4 gap-y-2 text-ui text-ink-2">
        <Badge tone={EVENT_TONE[event.status]}>{t(`events.state.${event.status}`)}</Badge>
        <When event={event} />
        <span>
          {t(`events.formatOf.${event.format}`)}
          {event.venue.city && `, ${event.venue.city}`}
        </span>
      </p>
      <TabsNav
        label={t('events.tabs')}
        className="mt-[26px] wide:mx-0 wide:px-0"
        tabs={TABS.map((tab) => ({
          to: paths.orgEvent(slug, opened, tab),
          label: t(`events.tab.${tab}`),
          ...(figures && countOf(figures, tab)),
        }))}
      />
      {event.status === 'cancelled' && (
        <Notice tone="danger" title={t('events.lockedNotice.cancelled')} className="mt-6">
          {event.cancel_reason}
        </Notice>
      )}
      {(event.status === 'completed' || event.status === 'archived') && (
        <Notice tone="info" className="mt-6">
          {t(`events.lockedNotice.${event.status}`)}
        </Notice>
      )}
      <div className="mt-7">
        <Outlet key={event.id} context={{ event, locked } satisfies EventContext} />
      </div>
    </>
  );
}

/** What stands beside a tab's name: nothing where there is nothing yet. */
function countOf({ places, has_begun: begun, issued, answered }: EventFigures, tab: (typeof TABS)[number]) {
  const counts: Partial<Record<typeof tab, number>> = {
    registrations: places.registered,
    // Once it has begun nobody waits for a place any more.
    waiting: begun ? 0 : places.waiting,
    certificates: issued,
    survey: answered,
  };
  const count = counts[tab];
  return count ? { count } : null;
}

function When({ event }: { event: StaffEvent }) {
  const { t } = useTranslation('console');
  const locale = useLocale();
  const { starts_at: start, ends_at: end, time_zone: zone } = event;
  if (!start || !end) return <span>{t('events.noTimes')}</span>;
  const day = dayIn(start, zone, locale);
  const last = dayIn(end, zone, locale);
  const from = `${day}, ${clockIn(start, zone, locale)}`;
  const until = clockIn(end, zone, locale);
  return (
    <span>
      {t('events.span', {
        from,
        until: last === day ? until : `${last}, ${until}`,
        zone: zoneAt(start, zone, locale),
      })}
    </span>
  );
}
