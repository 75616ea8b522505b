import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';

import { isApiError, useSession, type EventDetail, type EventSpeaker, type MyWaiting } from '@/api';
import {
  Avatar,
  BandSkeleton,
  ButtonLink,
  EmptyState,
  ErrorState,
  Loading,
  Notice,
  Outcomes,
  PageTitle,
  PriceText,
  Skeleton,
} from '@/components';
import { paths } from '@/config/paths';
import { ActivityRoom } from '@/features/community';
import { useLocale } from '@/lib/i18n';
import { useNow } from '@/lib/useNow';

import { EventBand } from '../components/EventBand';
import { Programme } from '../components/Programme';
import { EventAction, TicketCard, type TicketCardProps } from '../components/TicketCard';
import '../messages';
import { availabilityQuery, eventQuery, registrationsQuery, unlockedQuery } from '../queries';
import { isWindowOpen, saleOf, withAvailability } from '../sale';
import { myWaitingQuery, stillOpen } from '../waitingQueries';
import { dayIn, ownZone, zonesOf } from '../when';

const MINUTE_MS = 60_000;
const STANDING = ['pending_approval', 'pending_payment', 'confirmed', 'attended', 'absent'];

export function EventPage() {
  const { t } = useTranslation('events');
  const { slug = '' } = useParams();
  const { data: event, error, isPending, refetch } = useQuery(eventQuery(slug));

  if (isPending) return <EventSkeleton />;
  if (isApiError(error) && error.isNotFound) {
    return (
      <div className="wrap">
        <EmptyState
          level="h1"
          title={t('page.notFound')}
          action={
            <ButtonLink to={paths.events} variant="primary">
              {t('page.others')}
            </ButtonLink>
          }
        >
          {t('page.notFoundText')}
        </EmptyState>
      </div>
    );
  }
  if (!event) {
    return <ErrorState page title={t('page.errorTitle')} error={error} retry={() => void refetch()} />;
  }
  return <Event event={event} />;
}

function Event({ event }: { event: EventDetail }) {
  const { t } = useTranslation('events');
  const now = useNow(MINUTE_MS);
  const running = event.status === 'published';
  const seats = useQuery({ ...availabilityQuery(event.slug), enabled: running });
  const [params, setParams] = useSearchParams();
  const code = params.get('code') ?? '';
  const unlocked = useQuery({ ...unlockedQuery(event.slug, code), enabled: running && code !== '' });
  const shown = unlocked.data?.tickets ?? [];
  const tickets = [...withAvailability(event.tickets, seats.data), ...shown];
  const sale = saleOf(event, tickets, now);
  const [picked, setPicked] = useState<string | null>(null);
  const buyable = tickets.filter(({ state }) => state === 'on_sale');
  const first = shown.find(({ state }) => state === 'on_sale') ?? buyable[0];
  const chosen = sale === 'open' ? (buyable.find(({ id }) => id === picked) ?? first)?.id : undefined;
  const about: TicketCardProps = {
    event,
    tickets,
    sale,
    chosen: chosen ?? null,
    onChoose: setPicked,
    place: useOwnPlace(event.id),
    waiting: useOwnWaiting(event.id),
    code: isWindowOpen(event, now)
      ? {
          applied: code,
          shown: shown.length,
          error: unlocked.error,
          onChange: (next) => {
            setPicked(null);
            setParams(next ? { code: next } : {}, { replace: true, preventScrollReset: true });
          },
        }
      : null,
  };
  return (
    <>
      <PageTitle title={event.title} />
      <EventBand event={event} />
      <div className="wrap grid grid-cols-1 gap-9 pt-7 wide:grid-cols-[minmax(0,1fr)_384px] wide:gap-20 wide:pt-[52px]">
        <div className="min-w-0">
          {sale === 'cancelled' && (
            <Notice tone="warning" title={t('page.cancelled')} className="mb-9">
              {event.cancel_reason}
            </Notice>
          )}
          {sale === 'ended' && (
            <Notice tone="info" className="mb-9">
              {t('page.ended')}
            </Notice>
          )}
          <Programme event={event} />
          {event.outcomes.length > 0 && <Outcomes title={t('page.outcomes')} outcomes={event.outcomes} />}
          {event.description_html && (
            <section className="mt-14 first:mt-0">
              <h2 className="d3">{t('page.about')}</h2>
              <div
                className="prose mt-4 text-ink-2"
                lang={event.language}
                // Markdown rendered and cleaned by the server.
                dangerouslySetInnerHTML={{ __html: event.description_html }}
              />
            </section>
          )}
          {event.speakers.length > 0 && <Speakers speakers={event.speakers} />}
        </div>
        <aside
          aria-label={t('card.title')}
          className="z-2 max-wide:order-first wide:sticky wide:top-[92px] wide:-mt-[208px] wide:self-start"
        >
          <TicketCard {...about} />
          {about.place && (
            <Suspense>
              <ActivityRoom activity={event.id} className="mt-5" />
            </Suspense>
          )}
        </aside>
      </div>
      <BuyBar {...about} />
    </>
  );
}

/** The id of the place that whoever looks has in this event. */
function useOwnPlace(event: string): string | null {
  const signedIn = useSession() === 'signed-in';
  const mine = useInfiniteQuery({ ...registrationsQuery(), enabled: signedIn });
  const rows = signedIn ? (mine.data?.pages.flatMap((page) => page.results) ?? []) : [];
  const own = rows.find((row) => row.event.id === event && !row.for_another && STANDING.includes(row.status));
  return own?.id ?? null;
}

/** Where whoever looks waits for a place in this event. */
function useOwnWaiting(event: string): MyWaiting | null {
  const signedIn = useSession() === 'signed-in';
  const mine = useQuery({ ...myWaitingQuery(), enabled: signedIn });
  const rows = signedIn ? (mine.data?.results ?? []) : [];
  return rows.find((one) => one.event.id === event && stillOpen(one)) ?? null;
}

function Speakers({ speakers }: { speakers: readonly EventSpeaker[] }) {
  const { t } = useTranslation('events');
  return (
    <section className="mt-14">
      <h2 className="d3">{t('page.speakers')}</h2>
      {speakers.map((person) => (
        <div key={person.id} className="mt-[18px] flex items-center gap-5">
          <Avatar name={person.name} url={person.photo_url} size={72} />
          <div className="min-w-0">
            <h3 className="heading">{person.name}</h3>
            {person.headline && <p className="text-sm text-ink-3">{person.headline}</p>}
            {person.bio && <p className="mt-1.5 max-w-[58ch] leading-relaxed text-ink-2">{person.bio}</p>}
          </div>
        </div>
      ))}
    </section>
  );
}

/** On a phone the price and the button stay in reach; the tab bar makes room for them. */
function BuyBar(about: TicketCardProps) {
  const { t } = useTranslation('events');
  const locale = useLocale();
  const now = useNow(MINUTE_MS);
  const { event, tickets, sale, chosen, place } = about;
  const price = tickets.find(({ id }) => id === chosen)?.price ?? event.price_from;
  const day = event.starts_at && dayIn(event.starts_at, locale, zonesOf(event, ownZone()).first, now);
  return (
    <div className="fixed inset-x-0 bottom-0 z-(--z-nav) flex min-h-[74px] items-center justify-between gap-4 border-t border-line bg-surface px-5 pt-3 pb-[max(14px,env(safe-area-inset-bottom))] wide:hidden">
      <div className="num min-w-0">
        {sale === 'open' || place ? (
          <b className="block font-semibold">{place ? t('action.have') : <PriceText price={price} />}</b>
        ) : (
          <b className="block text-sm font-semibold">{t(`sale.${sale}`)}</b>
        )}
        {day && <span className="text-sm text-ink-3">{day}</span>}
      </div>
      <EventAction {...about} />
    </div>
  );
}

function EventSkeleton() {
  return (
    <>
      <BandSkeleton />
      <Loading>
        <div className="wrap grid gap-9 pt-7 wide:grid-cols-[minmax(0,1fr)_384px] wide:gap-20 wide:pt-[52px]">
          <div>
            <Skeleton className="h-7 w-56" />
            <Skeleton className="mt-5 h-64 w-full" />
            <Skeleton className="mt-14 h-7 w-40" />
            <Skeleton className="mt-5 h-40 w-full" />
          </div>
          <Skeleton className="h-[480px] !rounded-lg wide:-mt-[208px]" />
        </div>
      </Loading>
    </>
  );
}
