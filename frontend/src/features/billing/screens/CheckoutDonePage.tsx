import { useQuery } from '@tanstack/react-query';
import { Check, Hourglass, Info } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';

import { isApiError, useSession, type Order } from '@/api';
import { Button, ButtonLink, EmptyState, ErrorState, Loading, PageTitle, Skeleton } from '@/components';
import { paths } from '@/config/paths';
import { courseQuery } from '@/features/learning';
import { cx } from '@/lib/cx';

import { CheckoutFrame } from '../components/CheckoutFrame';
import { OrderSummary } from '../components/OrderSummary';
import { awaitedOrderQuery, isWaiting } from '../queries';

const SLOW_AFTER_MS = 45_000;
const ENROLLED_POLL_MS = 1500;
const ENROLLED_POLLS = 20;

export function CheckoutDonePage() {
  const { t } = useTranslation('billing');
  const { order: id = '' } = useParams();
  const session = useSession();
  const order = useQuery({ ...awaitedOrderQuery(id), enabled: session === 'signed-in' });
  if (session === 'signed-out') {
    return (
      <CheckoutFrame>
        <div className="pt-6 wide:pt-14">
          <Guest id={id} />
        </div>
      </CheckoutFrame>
    );
  }
  return (
    <CheckoutFrame>
      {order.isPending && <DoneSkeleton />}
      {order.isError && !order.data && <Failed error={order.error} retry={() => void order.refetch()} />}
      {order.data && (
        <div className="grid grid-cols-1 gap-9 pt-6 wide:grid-cols-[minmax(0,1fr)_424px] wide:gap-[88px] wide:pt-14">
          <section aria-live="polite">
            <Outcome order={order.data} />
          </section>
          <aside>
            <p className="num mb-3 text-sm text-ink-3 max-wide:hidden">
              {t('done.receipt', { number: order.data.number })}
            </p>
            <OrderSummary summary={order.data} />
          </aside>
        </div>
      )}
    </CheckoutFrame>
  );
}

/** Without an account there is no order to look at: Stripe brought them here, and the seller has their names. */
function Guest({ id }: { id: string }) {
  const { t } = useTranslation('billing');
  return (
    <Words tone="info" title={t('done.guestTitle')} text={t('done.guestText')}>
      <ButtonLink to={paths.signIn(paths.checkoutDone(id))} size="lg">
        {t('done.guestSignIn')}
      </ButtonLink>
    </Words>
  );
}

function isOfPlaces(order: Order): boolean {
  return order.lines.some((line) => line.item_kind === 'registration');
}

function Outcome({ order }: { order: Order }) {
  const { t } = useTranslation('billing');
  const { number, status } = order;
  if (order.settling && isWaiting(status)) {
    return (
      <Words tone="waiting" title={t('done.settlingTitle')} text={t('done.settlingText', { number })}>
        <MineLink places={isOfPlaces(order)} />
      </Words>
    );
  }
  if (isWaiting(status)) return <Confirming places={isOfPlaces(order)} />;
  switch (status) {
    case 'expired':
    case 'cancelled': {
      const course = order.lines.find((line) => line.item_kind === 'course');
      return (
        <Words tone="info" title={t('done.expiredTitle')} text={t('done.expiredText', { number })}>
          {course && (
            <ButtonLink to={paths.checkout(course.item_id)} variant="primary" size="lg">
              {t('done.again')}
            </ButtonLink>
          )}
          {isOfPlaces(order) && (
            <ButtonLink to={paths.events} variant="primary" size="lg">
              {t('done.events')}
            </ButtonLink>
          )}
        </Words>
      );
    }
    case 'refunded':
      return <Words tone="info" title={t('done.refundedTitle')} text={t('done.refundedText', { number })} />;
    case 'disputed':
      return <Words tone="info" title={t('done.disputedTitle')} text={t('done.disputedText', { number })} />;
    default:
      return isOfPlaces(order) ? <PaidPlaces order={order} /> : <Paid order={order} />;
  }
}

function MineLink({ places }: { places: boolean }) {
  const { t } = useTranslation('billing');
  return (
    <ButtonLink to={places ? paths.registrations : paths.learning} size="lg">
      {t(places ? 'done.myEvents' : 'done.myLearning')}
    </ButtonLink>
  );
}

function PaidPlaces({ order }: { order: Order }) {
  const { t } = useTranslation('billing');
  return (
    <Words
      tone="paid"
      title={t('done.placesTitle', { count: order.lines.length })}
      text={t('done.placesText', { number: order.number })}
    >
      <ButtonLink to={paths.registrations} variant="primary" size="lg">
        {t('done.myEvents')}
      </ButtonLink>
    </Words>
  );
}

function Confirming({ places }: { places: boolean }) {
  const { t } = useTranslation('billing');
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => setSlow(true), SLOW_AFTER_MS);
    return () => window.clearTimeout(timer);
  }, []);
  return (
    <Words
      tone="waiting"
      title={t('done.confirmingTitle')}
      text={t(slow ? (places ? 'done.slowPlacesText' : 'done.slowText') : 'done.confirmingText')}
    >
      {slow && <MineLink places={places} />}
    </Words>
  );
}

/** Paid, and a moment later enrolled: the button waits for the second. */
function Paid({ order }: { order: Order }) {
  const { t } = useTranslation('billing');
  const courseId = order.lines.find((line) => line.item_kind === 'course')?.item_id ?? '';
  const course = useQuery({
    ...courseQuery(courseId),
    enabled: courseId !== '',
    staleTime: 0,
    refetchInterval: ({ state }) =>
      !state.data?.viewer?.enrolled && state.dataUpdateCount < ENROLLED_POLLS ? ENROLLED_POLL_MS : false,
  });
  const enrolled = course.data?.viewer?.enrolled ?? false;
  return (
    <Words tone="paid" title={t('done.paidTitle')} text={t('done.paidText', { number: order.number })}>
      {enrolled && course.data ? (
        <ButtonLink
          to={paths.learn(course.data.slug, course.data.viewer?.resume_lesson_id)}
          variant="primary"
          size="lg"
        >
          {t('done.start')}
        </ButtonLink>
      ) : (
        <Button variant="primary" size="lg" busy={t('done.preparing')} />
      )}
      <ButtonLink to={paths.learning} size="lg">
        {t('done.myLearning')}
      </ButtonLink>
    </Words>
  );
}

const LOOKS = {
  paid: {
    seal: 'bg-success text-white shadow-[0_0_0_8px_var(--success-bg)] dark:text-[#0f1711]',
    Icon: Check,
  },
  waiting: { seal: 'bg-tint text-primary-text', Icon: Hourglass },
  info: { seal: 'bg-info-bg text-info', Icon: Info },
} as const;

interface WordsProps {
  tone: keyof typeof LOOKS;
  title: string;
  text: string;
  children?: React.ReactNode;
}

function Words({ tone, title, text, children }: WordsProps) {
  const { seal, Icon } = LOOKS[tone];
  return (
    <>
      <PageTitle title={title} />
      <span aria-hidden className={cx('ms-1 grid size-[68px] place-items-center rounded-full', seal)}>
        <Icon size={30} strokeWidth={1.75} />
      </span>
      <h1 className="d2 mt-7">{title}</h1>
      <p className="lede mt-2.5">{text}</p>
      {children && <div className="mt-7 flex flex-wrap gap-3">{children}</div>}
    </>
  );
}

function Failed({ error, retry }: { error: unknown; retry: () => void }) {
  const { t } = useTranslation('billing');
  if (isApiError(error) && error.isNotFound) {
    return (
      <>
        <PageTitle title={t('done.unknownTitle')} />
        <EmptyState level="h1" title={t('done.unknownTitle')}>
          {t('done.unknownText')}
        </EmptyState>
      </>
    );
  }
  return <ErrorState page title={t('done.errorTitle')} error={error} retry={retry} />;
}

function DoneSkeleton() {
  return (
    <Loading>
      <div className="grid gap-9 pt-6 wide:grid-cols-[minmax(0,1fr)_424px] wide:gap-[88px] wide:pt-14">
        <div>
          <Skeleton className="size-[68px] !rounded-full" />
          <Skeleton className="mt-7 h-11 w-72" />
          <Skeleton className="mt-4 h-14 w-full" />
        </div>
        <Skeleton className="h-[320px] !rounded-xl" />
      </div>
    </Loading>
  );
}
