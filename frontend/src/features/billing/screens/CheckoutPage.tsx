import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';

import { ButtonLink, EmptyState, ErrorState, Loading, PageTitle, Skeleton } from '@/components';
import { paths } from '@/config/paths';
import { meQuery } from '@/features/accounts';
import { cartQuery } from '@/features/cart';
import { courseQuery } from '@/features/learning';

import { CheckoutForm } from '../components/CheckoutForm';
import { CheckoutFrame } from '../components/CheckoutFrame';
import { OrderSummary, type Summary } from '../components/OrderSummary';
import { PromoCode } from '../components/PromoCode';
import { isWaiting, orderQuery, quoteQuery, type CheckoutSubject } from '../queries';

import type { ReactNode } from 'react';

/** One course, the cart, or an order whose payment was left. */
export function CheckoutPage() {
  const { t } = useTranslation('billing');
  const [params] = useSearchParams();
  const course = params.get('course');
  const order = params.get('order');
  const cart = params.get('cart');
  return (
    <CheckoutFrame>
      {order ? (
        <OrderCheckout id={order} />
      ) : course ? (
        <CourseCheckout slug={course} />
      ) : cart ? (
        <CartCheckout currency={cart} />
      ) : (
        <Dead title={t('checkout.nothingTitle')} text={t('checkout.nothingText')} />
      )}
    </CheckoutFrame>
  );
}

function CourseCheckout({ slug }: { slug: string }) {
  const { t } = useTranslation('billing');
  const course = useQuery(courseQuery(slug));
  const items = course.data ? [{ item_kind: 'course', item_id: course.data.id }] : [];
  const [code, setCode] = useState('');
  const quote = useQuery({ ...quoteQuery(items, code), enabled: course.isSuccess });
  const failed = course.error ?? quote.error;
  if (failed) {
    const retry = course.isError ? course.refetch : quote.refetch;
    return <ErrorState page title={t('checkout.errorTitle')} error={failed} retry={() => void retry()} />;
  }
  if (!course.data || !quote.data) return <CheckoutSkeleton />;
  const credits = Number(course.data.credits.total) > 0 ? course.data.credits.total : undefined;
  return (
    <Checkout
      subject={{ course: course.data.id, promo_code: code }}
      summary={quote.data}
      credits={credits}
      promo={<PromoCode items={items} applied={quote.data.promo_code} onChange={setCode} />}
    />
  );
}

/** Everything in the cart that costs this currency. */
function CartCheckout({ currency }: { currency: string }) {
  const { t } = useTranslation('billing');
  const cart = useQuery({ ...cartQuery(), staleTime: 0 });
  const items = (cart.data?.results ?? [])
    .filter((item) => item.available && item.price?.currency === currency)
    .map(({ item_kind, item_id }) => ({ item_kind, item_id }));
  const [code, setCode] = useState('');
  const quote = useQuery({ ...quoteQuery(items, code), enabled: items.length > 0 });
  const failed = cart.error ?? quote.error;
  if (failed) {
    const retry = cart.isError ? cart.refetch : quote.refetch;
    return <ErrorState page title={t('checkout.errorTitle')} error={failed} retry={() => void retry()} />;
  }
  if (cart.data && items.length === 0) {
    return <Dead title={t('checkout.nothingTitle')} text={t('checkout.nothingText')} />;
  }
  if (!quote.data) return <CheckoutSkeleton />;
  return (
    <Checkout
      subject={{ currency, promo_code: code }}
      summary={quote.data}
      promo={<PromoCode items={items} applied={quote.data.promo_code} onChange={setCode} />}
    />
  );
}

function OrderCheckout({ id }: { id: string }) {
  const { t } = useTranslation('billing');
  const order = useQuery(orderQuery(id));
  if (order.error) {
    return (
      <ErrorState
        page
        title={t('checkout.errorTitle')}
        error={order.error}
        retry={() => void order.refetch()}
      />
    );
  }
  if (!order.data) return <CheckoutSkeleton />;
  if (!isWaiting(order.data.status)) {
    return <Dead title={t('checkout.notOpenTitle')} text={t('checkout.notOpenText')} />;
  }
  return <Checkout subject={{ order: id, promo_code: '' }} summary={order.data} />;
}

interface CheckoutProps {
  subject: CheckoutSubject;
  summary: Summary;
  credits?: string | undefined;
  promo?: ReactNode;
}

function Checkout({ subject, summary, credits, promo }: CheckoutProps) {
  const { t } = useTranslation('billing');
  const me = useQuery(meQuery());
  if (me.isError) {
    return (
      <ErrorState page title={t('checkout.errorTitle')} error={me.error} retry={() => void me.refetch()} />
    );
  }
  if (!me.data) return <CheckoutSkeleton />;
  return (
    <div className="grid grid-cols-1 gap-6 wide:grid-cols-[minmax(0,1fr)_424px] wide:gap-[88px] wide:pt-7">
      <CheckoutForm me={me.data} subject={subject} summary={summary} />
      <OrderSummary summary={summary} credits={credits}>
        {promo}
      </OrderSummary>
    </div>
  );
}

function Dead({ title, text }: { title: string; text: string }) {
  const { t } = useTranslation('billing');
  return (
    <>
      <PageTitle title={title} />
      <EmptyState
        level="h1"
        title={title}
        action={
          <ButtonLink to={paths.catalogue} variant="primary">
            {t('checkout.discover')}
          </ButtonLink>
        }
      >
        {text}
      </EmptyState>
    </>
  );
}

function CheckoutSkeleton() {
  return (
    <Loading>
      <div className="grid gap-6 wide:grid-cols-[minmax(0,1fr)_424px] wide:gap-[88px] wide:pt-7">
        <div>
          <Skeleton className="h-11 w-48" />
          <Skeleton className="mt-[34px] h-40 w-full" />
          <Skeleton className="mt-[34px] h-40 w-full" />
        </div>
        <Skeleton className="h-[360px] !rounded-xl" />
      </div>
    </Loading>
  );
}
