import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useLocation, useParams, useSearchParams } from 'react-router';

import { isApiError, useSession, type RegistrationDetail, type TransferInput } from '@/api';
import {
  Button,
  ButtonLink,
  Card,
  EmptyState,
  ErrorState,
  Loading,
  MoneyText,
  Notice,
  PageHead,
  Progress,
  Skeleton,
  toasts,
} from '@/components';
import { paths } from '@/config/paths';
import { formatDuration, formatPercent } from '@/lib/format';

import { AnswersSection } from '../components/AnswersSection';
import { CancelDialog } from '../components/CancelDialog';
import { CertificateSection } from '../components/CertificateSection';
import { Fact } from '../components/Fact';
import { PassedOn } from '../components/PassedOn';
import { PayPlace } from '../components/PayPlace';
import { PlaceStatus } from '../components/PlaceStatus';
import { TicketPdf } from '../components/TicketPdf';
import { TicketQr } from '../components/TicketQr';
import { TransferDialog } from '../components/TransferDialog';
import { MomentText, WhenText } from '../components/WhenText';
import '../messages';
import { registrationQuery, type PlaceRef } from '../queries';
import { ownZone } from '../when';

const ADMITTED = ['confirmed', 'attended', 'absent'];

/** One place: the ticket, where to be and when, what is still lacking, passing it on and giving it up. */
export function RegistrationPage() {
  const { t } = useTranslation('events');
  const { registration: id = '' } = useParams();
  const [params] = useSearchParams();
  const { pathname, search } = useLocation();
  const session = useSession();
  const of: PlaceRef = { id, token: params.get('token') };
  const place = useQuery({
    ...registrationQuery(of),
    enabled: session === 'signed-in' || (session === 'signed-out' && of.token !== null),
  });
  if (session === 'signed-out' && of.token === null) {
    return <Navigate to={paths.signIn(pathname + search)} replace />;
  }
  return (
    <div className="wrap max-w-[1000px]">
      {place.isPending && <PlaceSkeleton />}
      {place.isError && !place.data && isApiError(place.error) && place.error.isNotFound && (
        <EmptyState
          level="h1"
          title={t('place.notFound')}
          action={
            <ButtonLink to={paths.registrations} variant="primary">
              {t('mine.title')}
            </ButtonLink>
          }
        >
          {t('place.notFoundText')}
        </EmptyState>
      )}
      {place.isError && !place.data && !(isApiError(place.error) && place.error.isNotFound) && (
        <ErrorState
          page
          title={t('place.errorTitle')}
          error={place.error}
          retry={() => void place.refetch()}
        />
      )}
      {place.data && <Place place={place.data} of={of} />}
    </div>
  );
}

interface PlaceProps {
  place: RegistrationDetail;
  of: PlaceRef;
}

function Place({ place, of }: PlaceProps) {
  const { t } = useTranslation('events');
  const [asking, setAsking] = useState<'cancel' | 'transfer' | null>(null);
  const [passedTo, setPassedTo] = useState<TransferInput | null>(null);
  const { event } = place;
  const passedOn = (to: TransferInput) => {
    setAsking(null);
    // A guest's link has ended with the place; who is signed in sees what became of it.
    if (of.token === null) toasts.show(t('transfer.done', { name: to.name }));
    else setPassedTo(to);
  };
  if (passedTo) return <PassedOn event={event} to={passedTo} />;
  return (
    <>
      <PageHead
        title={event.title}
        documentTitle={t('place.documentTitle', { event: event.title })}
        over={
          of.token === null && (
            <Link to={paths.registrations} className="link py-1">
              {t('mine.title')}
            </Link>
          )
        }
        lede={<WhenText event={event} span />}
        action={<PlaceStatus status={place.status} />}
      />
      <StateNotice place={place} of={of} />
      <div className="grid grid-cols-1 gap-10 wide:grid-cols-[minmax(0,1fr)_340px] wide:gap-16">
        <div className="min-w-0">
          <dl className="grid gap-x-8 gap-y-4 text-ui wide:grid-cols-2">
            <Fact label={t('place.name')}>
              {place.name}
              <span className="block text-sm font-normal text-ink-3">{place.email}</span>
              {place.for_another && (
                <span className="block text-sm font-normal text-ink-3">{t('place.forAnother')}</span>
              )}
            </Fact>
            <Fact label={t('place.ticketType')}>
              {place.ticket_type.name}
              {place.price && place.price.amount > 0 && (
                <span className="num block text-sm text-ink-3">
                  <MoneyText money={place.price} />
                </span>
              )}
            </Fact>
            <Fact label={t('place.where')}>
              {place.ticket_type.mode === 'online' ? t('card.online') : event.place || event.title}
              <Link to={paths.event(event.slug)} className="link mt-0.5 block w-fit py-1 text-sm">
                {t('place.event')}
              </Link>
            </Fact>
            {place.order && of.token === null && (
              <Fact label={t('place.order')}>
                <Link to={paths.order(place.order)} className="link block w-fit py-1">
                  {t('place.receipt')}
                </Link>
              </Fact>
            )}
          </dl>
          {ADMITTED.includes(place.status) && of.token === null && !place.for_another && (
            <CertificateSection event={event.id} />
          )}
          <Attendance place={place} />
          <AnswersSection place={place} of={of} />
          {place.can_transfer && (
            <section className="mt-10 border-t border-line pt-7">
              <h2 className="d4">{t('transfer.section')}</h2>
              <p className="mt-1.5 text-ui text-ink-2">{t('transfer.lede')}</p>
              <Button className="mt-4" onClick={() => setAsking('transfer')}>
                {t('transfer.open')}
              </Button>
            </section>
          )}
          {place.can_cancel && (
            <section className="mt-10 border-t border-line pt-7">
              <h2 className="d4">{t('cancel.section')}</h2>
              <p className="mt-1.5 text-ui text-ink-2">{t('cancel.lede')}</p>
              <Button className="mt-4" onClick={() => setAsking('cancel')}>
                {t('cancel.open')}
              </Button>
            </section>
          )}
        </div>
        <TicketSide place={place} of={of} />
      </div>
      {asking === 'cancel' && <CancelDialog place={place} of={of} onClose={() => setAsking(null)} />}
      {asking === 'transfer' && (
        <TransferDialog place={place} of={of} onPassedOn={passedOn} onClose={() => setAsking(null)} />
      )}
    </>
  );
}

function StateNotice({ place, of }: PlaceProps) {
  const { t } = useTranslation('events');
  const { status, event } = place;
  if (event.status === 'cancelled') {
    return (
      <Notice tone="warning" title={t('page.cancelled')} className="mb-8">
        {place.cancel_reason}
      </Notice>
    );
  }
  if (status === 'pending_payment') {
    return (
      <Notice tone="warning" className="mb-8" title={t('place.unpaid')} action={<PayPlace of={of} />}>
        {place.hold_expires_at && (
          <>
            {t('place.held')} <MomentText value={place.hold_expires_at} zone={ownZone()} />
          </>
        )}
      </Notice>
    );
  }
  if (status === 'pending_approval') {
    return (
      <Notice tone="info" className="mb-8">
        {t('done.askedText', { organization: event.organization.name })}
      </Notice>
    );
  }
  if (status === 'cancelled') {
    return (
      <Notice tone="info" className="mb-8" title={t(`ended.${place.cancelled_because || 'person'}`)}>
        {place.cancel_reason}
      </Notice>
    );
  }
  if (status === 'transferred') {
    return (
      <Notice tone="info" className="mb-8" title={t('ended.transferred')}>
        {t('ended.transferredText')}
      </Notice>
    );
  }
  if (status === 'expired') {
    return (
      <Notice
        tone="info"
        className="mb-8"
        title={t('ended.unpaid')}
        action={
          <ButtonLink to={paths.event(event.slug)} size="sm">
            {t('place.event')}
          </ButtonLink>
        }
      />
    );
  }
  return null;
}

function TicketSide({ place, of }: PlaceProps) {
  const { t } = useTranslation('events');
  const { ticket, join_url: link, join_opens_at: opens, status, event } = place;
  const online = place.ticket_type.mode === 'online' && ADMITTED.includes(status);
  if (event.status === 'cancelled' || (!ticket && !online)) return null;
  const title = place.for_another
    ? t('place.ticketOf', { name: place.name })
    : t(online ? 'place.join' : 'place.ticket');
  return (
    <aside aria-label={title} className="max-wide:order-first">
      <Card className="p-5">
        <h2 className="d4 mb-4">{title}</h2>
        {ticket && (
          <>
            <TicketQr text={ticket} name={place.name} />
            <TicketPdf of={of} />
          </>
        )}
        {online && (
          <div aria-live="polite" className="text-ui leading-relaxed text-ink-2">
            {link ? (
              <a
                href={link}
                target="_blank"
                rel="noreferrer"
                className="inline-flex h-12 w-full items-center justify-center rounded-md bg-primary px-5 font-[550] text-on-primary hover:bg-primary-hover"
              >
                {t('place.joinNow')}
              </a>
            ) : (
              <JoinWords opens={opens} event={event} />
            )}
          </div>
        )}
      </Card>
    </aside>
  );
}

function JoinWords({ opens, event }: { opens: string | null; event: RegistrationDetail['event'] }) {
  const { t } = useTranslation('events');
  if (event.status === 'completed') return <p>{t('page.ended')}</p>;
  if (!opens) return <p>{t('place.joinLater')}</p>;
  return (
    <p>
      {t('place.joinOpens')} <MomentText value={opens} zone={ownZone()} />. {t('place.joinWait')}
    </p>
  );
}

/** What has been counted so far, session by session. */
function Attendance({ place }: { place: RegistrationDetail }) {
  const { t } = useTranslation('events');
  if (place.attendance.length === 0) return null;
  return (
    <section className="mt-10 border-t border-line pt-7">
      <h2 className="d4">{t('attendance.title')}</h2>
      <p className="mt-1.5 text-sm text-ink-3">{t('attendance.text')}</p>
      <ul className="mt-4 grid gap-4">
        {place.attendance.map((session) => (
          <li key={session.session}>
            <p className="num flex justify-between gap-4 text-ui">
              <span className="min-w-0 font-[550]">{session.title}</span>
              <span className="flex-none text-ink-2">
                {session.counted_seconds === 0
                  ? t('attendance.none')
                  : t('attendance.of', {
                      counted: formatDuration(session.counted_seconds),
                      window: formatDuration(session.window_seconds),
                      percent: formatPercent(session.percent),
                    })}
              </span>
            </p>
            <Progress percent={session.percent} label={session.title} className="mt-2" />
          </li>
        ))}
      </ul>
    </section>
  );
}

function PlaceSkeleton() {
  return (
    <Loading>
      <Skeleton className="mt-8 h-11 w-80" />
      <Skeleton className="mt-4 h-5 w-64" />
      <div className="mt-10 grid gap-10 wide:grid-cols-[minmax(0,1fr)_340px]">
        <Skeleton className="h-48 w-full" />
        <Skeleton className="h-[380px] w-full !rounded-lg" />
      </div>
    </Loading>
  );
}
