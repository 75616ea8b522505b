import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router';

import { isApiError, useSession, type Placed } from '@/api';
import { ButtonLink, EmptyState, ErrorState, Loading, Main, SimpleHead, Skeleton } from '@/components';
import { paths } from '@/config/paths';
import { meQuery } from '@/features/accounts';
import { useNow } from '@/lib/useNow';

import { RegisterDone } from '../components/RegisterDone';
import { RegisterForm } from '../components/RegisterForm';
import '../messages';
import { availabilityQuery, eventQuery, unlockedQuery } from '../queries';
import { saleOf, withAvailability } from '../sale';

const MINUTE_MS = 60_000;

export function RegisterPage() {
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
        <Register key={slug} slug={slug} />
      </Main>
    </>
  );
}

function Register({ slug }: { slug: string }) {
  const { t } = useTranslation('events');
  const [params, setParams] = useSearchParams();
  const code = params.get('code') ?? '';
  const session = useSession();
  const signedIn = session === 'signed-in';
  const now = useNow(MINUTE_MS);
  const event = useQuery(eventQuery(slug));
  const seats = useQuery(availabilityQuery(slug));
  const unlocked = useQuery({ ...unlockedQuery(slug, code), enabled: code !== '' });
  const me = useQuery({ ...meQuery(), enabled: signedIn });
  const [placed, setPlaced] = useState<Placed | null>(null);
  const [begun, setBegun] = useState(false);

  if (isApiError(event.error) && event.error.isNotFound) {
    return (
      <Closed
        title={t('page.notFound')}
        text={t('page.notFoundText')}
        to={paths.events}
        label={t('page.others')}
      />
    );
  }
  if (event.isError && !event.data) {
    return (
      <ErrorState page title={t('page.errorTitle')} error={event.error} retry={() => void event.refetch()} />
    );
  }
  const waits =
    seats.isPending || unlocked.isLoading || session === 'restoring' || (signedIn && me.isPending);
  // Who has begun keeps the form, whatever is asked for anew meanwhile.
  if (!event.data || (waits && !begun)) return <RegisterSkeleton />;
  if (placed) return <RegisterDone event={event.data} placed={placed} signedIn={signedIn} />;

  const shown = unlocked.data?.tickets ?? [];
  const tickets = [...withAvailability(event.data.tickets, seats.data), ...shown];
  const setCode = (next: string) =>
    setParams(
      (before) => {
        const after = new URLSearchParams(before);
        if (next) after.set('code', next);
        else after.delete('code');
        return after;
      },
      { replace: true, preventScrollReset: true },
    );
  const sale = saleOf(event.data, tickets, now);
  if (sale !== 'open' && !begun) {
    return (
      <Closed
        title={t('register.closedTitle')}
        text={t(`sale.${sale}`)}
        to={paths.event(slug)}
        label={t('register.back')}
      />
    );
  }
  return (
    <RegisterForm
      event={event.data}
      tickets={tickets}
      chosen={params.get('ticket')}
      me={signedIn ? me.data : undefined}
      signedIn={signedIn}
      code={{ applied: code, shown: shown.length, error: unlocked.error, onChange: setCode }}
      onBegin={() => setBegun(true)}
      onPlaced={setPlaced}
    />
  );
}

function Closed({ title, text, to, label }: { title: string; text: string; to: string; label: string }) {
  return (
    <EmptyState
      level="h1"
      title={title}
      action={
        <ButtonLink to={to} variant="primary">
          {label}
        </ButtonLink>
      }
    >
      {text}
    </EmptyState>
  );
}

function RegisterSkeleton() {
  return (
    <Loading>
      <div className="grid gap-6 wide:grid-cols-[minmax(0,1fr)_424px] wide:gap-[88px] wide:pt-7">
        <div>
          <Skeleton className="h-11 w-72" />
          <Skeleton className="mt-[34px] h-40 w-full" />
          <Skeleton className="mt-[34px] h-64 w-full" />
        </div>
        <Skeleton className="h-[300px] !rounded-xl" />
      </div>
    </Loading>
  );
}
