import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { ButtonLink, EmptyState, ErrorState, LoadMore, Loading, PageHead, Skeleton } from '@/components';
import { paths } from '@/config/paths';
import { useNow } from '@/lib/useNow';

import { CalendarSection } from '../components/CalendarSection';
import { PlaceStatus } from '../components/PlaceStatus';
import { WhenText } from '../components/WhenText';
import { WaitingSection } from '../components/WaitingSection';
import '../messages';
import { registrationsQuery } from '../queries';
import { myWaitingQuery, stillOpen } from '../waitingQueries';

import type { MyRegistration } from '@/api';

const MINUTE_MS = 60_000;
const ENDED = ['expired', 'cancelled', 'transferred'];

/** One's own places and those booked for others: what is to come, then what was. */
export function RegistrationsPage() {
  const { t } = useTranslation('events');
  const now = useNow(MINUTE_MS);
  const list = useInfiniteQuery(registrationsQuery());
  const waiting = useQuery(myWaitingQuery());
  const waits = waiting.data?.results.filter(stillOpen) ?? [];
  const rows = list.data?.pages.flatMap((page) => page.results) ?? [];
  const upcoming = rows.filter((row) => isToCome(row, now)).sort(soonestFirst);
  const past = rows.filter((row) => !isToCome(row, now));
  return (
    <div className="wrap max-w-[900px]">
      <PageHead
        title={t('mine.title')}
        action={rows.length > 0 && <ButtonLink to={paths.events}>{t('mine.find')}</ButtonLink>}
      />
      {list.isPending && (
        <Loading>
          {[0, 1, 2].map((row) => (
            <Skeleton key={row} className="mb-4 h-20 w-full" />
          ))}
        </Loading>
      )}
      {list.isError && (
        <ErrorState title={t('mine.errorTitle')} error={list.error} retry={() => void list.refetch()} />
      )}
      <WaitingSection entries={waits} />
      {list.isSuccess && rows.length === 0 && waits.length === 0 && !waiting.isPending && (
        <EmptyState
          title={t('mine.emptyTitle')}
          action={
            <ButtonLink to={paths.events} variant="primary">
              {t('mine.find')}
            </ButtonLink>
          }
        >
          {t('mine.emptyText')}
        </EmptyState>
      )}
      {rows.length > 0 && (
        <section>
          <h2 className="d4">{t('mine.upcoming')}</h2>
          {upcoming.length > 0 ? (
            <Places rows={upcoming} />
          ) : (
            <p className="mt-3 text-ui text-ink-3">{t('mine.noneToCome')}</p>
          )}
        </section>
      )}
      {past.length > 0 && (
        <section className="mt-12">
          <h2 className="d4">{t('mine.past')}</h2>
          <Places rows={past} />
        </section>
      )}
      <LoadMore
        hasMore={list.hasNextPage}
        loading={list.isFetchingNextPage}
        onLoad={() => void list.fetchNextPage()}
      />
      {list.isSuccess && <CalendarSection />}
    </div>
  );
}

function Places({ rows }: { rows: readonly MyRegistration[] }) {
  const { t } = useTranslation('events');
  return (
    <ul className="mt-3.5 border-t border-line">
      {rows.map((row) => (
        <li
          key={row.id}
          className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-b border-line py-4"
        >
          <div className="min-w-0">
            <p className="font-[550]">
              <Link
                to={paths.registration(row.id)}
                className="inline-block py-0.5 decoration-1 underline-offset-4 hover:underline"
              >
                {row.event.title}
              </Link>
            </p>
            <p className="num mt-1 text-sm text-ink-3">
              <WhenText event={row.event} />
            </p>
            {row.for_another && (
              <p className="mt-0.5 text-sm font-medium text-ink-2">{t('mine.for', { name: row.name })}</p>
            )}
            <p className="mt-0.5 text-sm text-ink-3">
              {row.ticket_type.name}
              {row.event.format !== 'online' && row.event.place && ` · ${row.event.place}`}
            </p>
          </div>
          {row.event.status === 'cancelled' ? (
            <span className="text-sm font-medium text-warning">{t('mine.calledOff')}</span>
          ) : (
            <PlaceStatus status={row.status} />
          )}
        </li>
      ))}
    </ul>
  );
}

function isToCome({ status, event }: MyRegistration, now: number): boolean {
  const over = event.ends_at !== null && Date.parse(event.ends_at) <= now;
  return !over && event.status === 'published' && !ENDED.includes(status);
}

function soonestFirst(a: MyRegistration, b: MyRegistration): number {
  return (a.event.starts_at ?? '').localeCompare(b.event.starts_at ?? '');
}
