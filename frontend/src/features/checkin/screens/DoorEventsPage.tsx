import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { ChevronRight, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';

import { isApiError, type DoorEvent } from '@/api';
import { EmptyState, ErrorState, IconLink, LoadMore, Loading, Main, PageTitle, Skeleton } from '@/components';
import { paths } from '@/config/paths';
import { organizationsQuery } from '@/features/console';
import { formatDay, formatRelativeDay } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import { DoorName } from '../components/DoorName';
import { keepOfPhone } from '../keep';
import '../messages';
import { doorEventsQuery } from '../queries';

import type { Act, Kept } from '../acts';

/** Whose door: what the server says, or, without it, what this phone keeps. */
export function DoorEventsPage() {
  const { t } = useTranslation('checkin');
  const { org = '' } = useParams();
  const list = useInfiniteQuery(doorEventsQuery(org));
  const organizations = useQuery(organizationsQuery());
  const organization = organizations.data?.find((one) => one.slug === org);
  const phone = usePhone(org);
  const listed = list.data?.pages.flatMap((page) => page.results) ?? [];
  const denied = isApiError(list.error) && list.error.status === 403;
  const gone = isApiError(list.error) && list.error.isNotFound;
  const kept = denied || gone ? [] : phone.events;
  const rows = [
    ...listed,
    ...kept.filter((one) => (list.isError || phone.waiting(one.id) > 0) && !has(listed, one)),
  ];
  const onlyDoor = organization ? organization.permissions.length === 1 : false;
  return (
    <Main className="mx-auto min-h-dvh max-w-[40rem] px-5 pt-[max(10px,env(safe-area-inset-top))] pb-16 wide:pt-10">
      <PageTitle title={t('events.title')} />
      <header className="flex items-start justify-between gap-4 pt-3 pb-5">
        <div>
          {organization && <p className="mb-1 text-sm text-ink-3">{organization.name}</p>}
          <h1 className="d2">{t('events.title')}</h1>
          <p className="mt-2 leading-relaxed text-ink-2">{t('events.lede')}</p>
        </div>
        <IconLink
          to={onlyDoor ? paths.learning : paths.org(org)}
          label={t('events.back')}
          className="!size-12"
        >
          <X size={21} strokeWidth={1.75} aria-hidden />
        </IconLink>
      </header>
      {list.isPending && (
        <Loading>
          <Skeleton className="h-20 w-full" />
          <Skeleton className="mt-3 h-20 w-full" />
        </Loading>
      )}
      {denied && <EmptyState title={t('deniedTitle')}>{t('deniedText')}</EmptyState>}
      {gone && <EmptyState title={t('goneTitle')}>{t('goneText')}</EmptyState>}
      {list.isError && !denied && !gone && rows.length === 0 && (
        <ErrorState title={t('events.errorTitle')} error={list.error} retry={() => void list.refetch()} />
      )}
      {list.isError && rows.length > 0 && (
        <p role="status" className="mb-4 rounded-md bg-tint px-4 py-3 leading-relaxed text-ink-2">
          {t('events.offline')}
        </p>
      )}
      {list.isSuccess && rows.length === 0 && (
        <EmptyState title={t('events.emptyTitle')}>{t('events.emptyText')}</EmptyState>
      )}
      <ul>
        {rows.map((event) => (
          <Row key={event.id} org={org} event={event} waiting={phone.waiting(event.id)} />
        ))}
      </ul>
      <LoadMore
        hasMore={list.hasNextPage}
        loading={list.isFetchingNextPage}
        onLoad={() => void list.fetchNextPage()}
      />
      {rows.length > 0 && <DoorName />}
    </Main>
  );
}

type KeptEvent = Pick<DoorEvent, 'id' | 'title'> & Partial<DoorEvent>;

function Row({ org, event, waiting }: { org: string; event: KeptEvent; waiting: number }) {
  const { t } = useTranslation('checkin');
  const locale = useLocale();
  const { starts_at: from, ends_at: until, time_zone: timeZone } = event;
  const clock = (at: string) =>
    new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', timeZone }).format(new Date(at));
  const date = (at: string) =>
    new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'short', timeZone }).format(
      new Date(at),
    );
  // "Sun 22 Nov (today)"; farther away the day says it all.
  const dayWords = (at: string) => {
    const now = new Date();
    const relative = formatRelativeDay(at, locale, now);
    return relative === formatDay(at, locale, now) ? date(at) : `${date(at)} (${relative})`;
  };
  return (
    <li className="border-b border-line">
      <Link
        to={paths.checkIn(org, event.id)}
        className="flex min-h-20 items-center justify-between gap-4 rounded-md px-1 py-3.5 hover:bg-tint"
      >
        <span className="min-w-0">
          <b className="block text-read font-semibold">{event.title || t('events.unnamed')}</b>
          {from && until && (
            <span className="num mt-0.5 block text-sm text-ink-2">
              {dayWords(from)}, {t('events.time', { from: clock(from), until: clock(until) })}
              {timeZone && ` ${zoneName(timeZone)}`}
            </span>
          )}
          {waiting > 0 && (
            <span className="num mt-1 block text-sm font-[550] text-warning">
              {t('events.waiting', { count: waiting })}
            </span>
          )}
        </span>
        <ChevronRight size={19} strokeWidth={1.75} aria-hidden className="flex-none text-ink-3" />
      </Link>
    </li>
  );
}

/** "London" of "Europe/London". */
function zoneName(timeZone: string): string {
  return timeZone.split('/').at(-1)?.replaceAll('_', ' ') ?? timeZone;
}

function has(events: readonly KeptEvent[], { id }: KeptEvent): boolean {
  return events.some((one) => one.id === id);
}

/** Events that this phone has a list of or scans for, and how many of those wait. */
function usePhone(org: string): { events: KeptEvent[]; waiting: (event: string) => number } {
  const [lists, setLists] = useState<readonly Kept[]>([]);
  const [acts, setActs] = useState<readonly Act[]>([]);
  useEffect(() => {
    let gone = false;
    void keepOfPhone()
      .then((keep) => Promise.all([keep.lists(), keep.acts()]))
      .then(([allLists, allActs]) => {
        if (gone) return;
        setLists(allLists.filter((one) => one.org === org));
        setActs(allActs.filter((one) => one.org === org && one.state === 'waiting'));
      })
      .catch(() => undefined);
    return () => {
      gone = true;
    };
  }, [org]);
  const known = lists.map(({ event, manifest }) => eventOf(event, manifest));
  const unnamed = [...new Set(acts.map((act) => act.event))]
    .filter((id) => !known.some((one) => one.id === id))
    .map((id) => ({ id, title: '' }));
  return {
    events: [...known, ...unnamed],
    waiting: (event) => acts.filter((act) => act.event === event).length,
  };
}

function eventOf(
  id: string,
  { title, starts_at: from, ends_at: until, time_zone }: Kept['manifest'],
): KeptEvent {
  return {
    id,
    title,
    time_zone,
    ...(from ? { starts_at: from } : {}),
    ...(until ? { ends_at: until } : {}),
  };
}
