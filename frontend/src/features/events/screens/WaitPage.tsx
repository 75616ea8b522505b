import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';

import { isApiError, useSession, type MyWaiting } from '@/api';
import { ButtonLink, EmptyState, ErrorState, Loading, Main, SimpleHead, Skeleton } from '@/components';
import { paths } from '@/config/paths';
import { useNow } from '@/lib/useNow';

import { JoinDone } from '../components/JoinDone';
import { JoinForm } from '../components/JoinForm';
import '../messages';
import { availabilityQuery, eventQuery } from '../queries';
import { saleOf, withAvailability } from '../sale';
import { myWaitingQuery, stillOpen } from '../waitingQueries';

const MINUTE_MS = 60_000;

/** Joining the waiting list of an event, with an account or without. */
export function WaitPage() {
  const { t } = useTranslation('events');
  const { slug = '' } = useParams();
  return (
    <>
      <SimpleHead narrow>
        <Link to={paths.event(slug)} className="link py-2 text-sm">
          {t('register.back')}
        </Link>
      </SimpleHead>
      <Main className="wrap max-w-[1140px] pb-20">
        <Wait key={slug} slug={slug} />
      </Main>
    </>
  );
}

function Wait({ slug }: { slug: string }) {
  const { t } = useTranslation('events');
  const session = useSession();
  const signedIn = session === 'signed-in';
  const now = useNow(MINUTE_MS);
  const event = useQuery(eventQuery(slug));
  const seats = useQuery(availabilityQuery(slug));
  const mine = useQuery({ ...myWaitingQuery(), enabled: signedIn });
  const [joined, setJoined] = useState<MyWaiting | null>(null);

  if (isApiError(event.error) && event.error.isNotFound) {
    return (
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
    );
  }
  if (event.isError && !event.data) {
    return (
      <ErrorState page title={t('page.errorTitle')} error={event.error} retry={() => void event.refetch()} />
    );
  }
  if (!event.data || seats.isPending || session === 'restoring' || (signedIn && mine.isPending)) {
    return (
      <Loading>
        <Skeleton className="mt-7 h-11 w-72" />
        <Skeleton className="mt-8 h-40 w-full max-w-[640px]" />
        <Skeleton className="mt-6 h-24 w-full max-w-[640px]" />
      </Loading>
    );
  }
  if (joined) return <JoinDone entry={joined} signedIn={signedIn} />;

  const already = mine.data?.results.find((one) => one.event.id === event.data.id && stillOpen(one));
  if (signedIn && already) {
    return (
      <EmptyState
        level="h1"
        title={t('wait.already')}
        action={
          <ButtonLink to={paths.waiting(already.id)} variant="primary">
            {t(already.status === 'offered' ? 'wait.seeOffer' : 'wait.see')}
          </ButtonLink>
        }
      >
        {t('wait.alreadyText')}
      </EmptyState>
    );
  }
  const tickets = withAvailability(event.data.tickets, seats.data);
  const sale = saleOf(event.data, tickets, now);
  const taken = tickets.filter(({ state }) => state === 'sold_out');
  if ((sale !== 'sold_out' && sale !== 'open') || taken.length === 0) {
    const free = sale === 'open';
    return (
      <EmptyState
        level="h1"
        title={t(free ? 'wait.freeTitle' : 'register.closedTitle')}
        action={
          <ButtonLink to={free ? paths.eventRegister(slug) : paths.event(slug)} variant="primary">
            {t(free ? 'action.register' : 'register.back')}
          </ButtonLink>
        }
      >
        {t(free ? 'wait.freeText' : `sale.${sale}`)}
      </EmptyState>
    );
  }
  return <JoinForm event={event.data} tickets={taken} signedIn={signedIn} onJoined={setJoined} />;
}
