import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useLocation, useParams, useSearchParams } from 'react-router';

import { isApiError, useSession, type MyWaiting, type Placed } from '@/api';
import {
  Button,
  ButtonLink,
  EmptyState,
  ErrorState,
  Loading,
  MoneyText,
  Notice,
  PageHead,
  Skeleton,
} from '@/components';
import { paths } from '@/config/paths';
import { meQuery } from '@/features/accounts';
import { useNow } from '@/lib/useNow';

import { LeaveWaitingDialog } from '../components/LeaveWaitingDialog';
import { OfferForm } from '../components/OfferForm';
import { RegisterDone } from '../components/RegisterDone';
import { WaitingFacts } from '../components/WaitingFacts';
import { WaitingStatusText } from '../components/WaitingStatusText';
import { MomentText, WhenText } from '../components/WhenText';
import '../messages';
import { eventQuery, type PlaceRef } from '../queries';
import { timeLeft } from '../waiting';
import { stillOpen, waitingQuery } from '../waitingQueries';
import { cityOf } from '../when';

import type { ReactNode } from 'react';

const TICK_MS = 15_000;

/** One entry of a waiting list: where it stands, what is offered until when, and leaving. */
export function WaitingPage() {
  const { t } = useTranslation('events');
  const { entry: id = '' } = useParams();
  const [params] = useSearchParams();
  const { pathname, search } = useLocation();
  const session = useSession();
  const of: PlaceRef = { id, token: params.get('token') };
  const entry = useQuery({
    ...waitingQuery(of),
    enabled: session === 'signed-in' || (session === 'signed-out' && of.token !== null),
  });
  const [placed, setPlaced] = useState<Placed | null>(null);
  if (session === 'signed-out' && of.token === null) {
    return <Navigate to={paths.signIn(pathname + search)} replace />;
  }
  const missing = isApiError(entry.error) && entry.error.isNotFound;
  return (
    <div className="wrap max-w-[1000px]">
      {entry.isPending && <EntrySkeleton />}
      {!entry.data && missing && (
        <EmptyState
          level="h1"
          title={t('waiting.notFound')}
          action={
            <ButtonLink to={paths.events} variant="primary">
              {t('page.others')}
            </ButtonLink>
          }
        >
          {t('waiting.notFoundText')}
        </EmptyState>
      )}
      {entry.isError && !entry.data && !missing && (
        <ErrorState
          page
          title={t('waiting.errorTitle')}
          error={entry.error}
          retry={() => void entry.refetch()}
        />
      )}
      {entry.data &&
        (placed ? (
          <RegisterDone
            event={entry.data.event}
            placed={placed}
            signedIn={session === 'signed-in' && of.token === null}
          />
        ) : (
          <Entry entry={entry.data} of={of} onPlaced={setPlaced} />
        ))}
    </div>
  );
}

interface EntryProps {
  entry: MyWaiting;
  of: PlaceRef;
}

function Entry({ entry, of, onPlaced }: EntryProps & { onPlaced: (placed: Placed) => void }) {
  const { t } = useTranslation('events');
  const now = useNow(TICK_MS);
  const [leaving, setLeaving] = useState(false);
  const { event, offer } = entry;
  const live = event.status === 'published';
  const left = offer && timeLeft(offer.expires_at, now);
  return (
    <>
      <PageHead
        title={event.title}
        documentTitle={t('waiting.documentTitle', { event: event.title })}
        over={
          of.token === null && (
            <Link to={paths.registrations} className="link py-1">
              {t('mine.title')}
            </Link>
          )
        }
        lede={<WhenText event={event} span />}
        action={<WaitingStatusText status={offer && !left ? 'expired' : entry.status} />}
      />
      {event.status === 'cancelled' ? (
        <Notice tone="warning" title={t('page.cancelled')}>
          {t('waiting.calledOff')}
        </Notice>
      ) : entry.status === 'offered' && offer && left ? (
        <Offered
          entry={entry}
          offer={offer}
          of={of}
          onPlaced={onPlaced}
          onPass={() => setLeaving(true)}
          left={t(`waiting.leftFor.${left.unit}`, { count: left.count })}
        />
      ) : entry.status === 'waiting' ? (
        <Waits entry={entry} onLeave={() => setLeaving(true)} />
      ) : (
        <Ended entry={entry} of={of} again={live} />
      )}
      {leaving && stillOpen(entry) && (
        <LeaveWaitingDialog entry={entry} of={of} onClose={() => setLeaving(false)} />
      )}
    </>
  );
}

function Waits({ entry, onLeave }: { entry: MyWaiting; onLeave: () => void }) {
  const { t } = useTranslation('events');
  return (
    <>
      <section aria-live="polite">
        <h2 className="d3">
          {entry.position === null
            ? t('waiting.onList')
            : t('waiting.position', { position: entry.position })}
        </h2>
        <p className="mt-2.5 max-w-[60ch] leading-relaxed text-ink-2">
          {t('waiting.text', { count: entry.quantity, email: entry.email })}
        </p>
      </section>
      <WaitingFacts entry={entry} />
      <section className="mt-10 border-t border-line pt-7">
        <h2 className="d4">{t('waiting.leave.section')}</h2>
        <p className="mt-1.5 text-ui text-ink-2">{t('waiting.leave.lede')}</p>
        <Button className="mt-4" onClick={onLeave}>
          {t('waiting.leave.action')}
        </Button>
      </section>
    </>
  );
}

interface OfferedProps extends EntryProps {
  offer: NonNullable<MyWaiting['offer']>;
  /** How long it still lives, in words. */
  left: string;
  onPlaced: (placed: Placed) => void;
  onPass: () => void;
}

function Offered({ entry, offer, of, left, onPlaced, onPass }: OfferedProps) {
  const { t } = useTranslation('events');
  const signedIn = useSession() === 'signed-in';
  const event = useQuery(eventQuery(entry.event.slug));
  const me = useQuery({ ...meQuery(), enabled: signedIn && of.token === null });
  const { price, ticket_type: ticket } = offer;
  return (
    <div className="max-w-[760px]">
      <h2 className="d3">{t('waiting.offered', { count: entry.quantity })}</h2>
      <p className="num mt-2.5 leading-relaxed text-ink-2">
        {ticket.name}
        {price && price.amount > 0 && (
          <>
            {', '}
            <MoneyText money={price} />
            {entry.quantity > 1 && ` ${t('waiting.each')}`}
          </>
        )}
        {'. '}
        {t(`waiting.mode.${ticket.mode}`)}
      </p>
      <Notice tone="warning" title={left} className="mt-5">
        {t('waiting.until')} <MomentText value={offer.expires_at} zone={entry.event.time_zone} />{' '}
        {cityOf(entry.event.time_zone)}. {t('waiting.untilThen')}
      </Notice>
      {event.isPending || (signedIn && me.isLoading) ? (
        <Loading>
          <Skeleton className="mt-8 h-40 w-full" />
        </Loading>
      ) : (
        <OfferForm
          entry={entry}
          offer={offer}
          of={of}
          event={event.data}
          me={me.data}
          onPlaced={onPlaced}
          onPass={onPass}
        />
      )}
    </div>
  );
}

function Ended({ entry, of, again }: EntryProps & { again: boolean }) {
  const { t } = useTranslation('events');
  const status = entry.status === 'accepted' || entry.status === 'left' ? entry.status : 'expired';
  const mine = status === 'accepted' && of.token === null;
  let action: ReactNode = null;
  if (mine) {
    action = (
      <ButtonLink to={paths.registrations} variant="primary">
        {t('mine.title')}
      </ButtonLink>
    );
  } else if (again) {
    action = <ButtonLink to={paths.event(entry.event.slug)}>{t('place.event')}</ButtonLink>;
  }
  return (
    <section>
      <h2 className="d3">{t(`waiting.ended.${status}`)}</h2>
      <p className="mt-2.5 max-w-[60ch] leading-relaxed text-ink-2">
        {t(mine ? 'waiting.ended.acceptedMine' : `waiting.ended.${status}Text`)}
      </p>
      {action && <div className="mt-6">{action}</div>}
    </section>
  );
}

function EntrySkeleton() {
  return (
    <Loading>
      <Skeleton className="mt-8 h-11 w-80" />
      <Skeleton className="mt-4 h-5 w-64" />
      <Skeleton className="mt-10 h-8 w-72" />
      <Skeleton className="mt-5 h-40 w-full" />
    </Loading>
  );
}
