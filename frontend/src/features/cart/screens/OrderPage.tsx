import { useQuery } from '@tanstack/react-query';
import { ArrowLeft, Printer } from 'lucide-react';
import { Suspense, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useParams } from 'react-router';

import { isApiError, type IssuedDocument, type Money, type Order, type OrderLine } from '@/api';
import {
  Badge,
  Button,
  ButtonLink,
  DateText,
  EmptyState,
  ErrorState,
  Loading,
  MoneyText,
  Notice,
  PageTitle,
  Skeleton,
} from '@/components';
import { paths } from '@/config/paths';
import { DocumentDownload } from '@/features/billing';
import { cx } from '@/lib/cx';
import { formatClock, formatDay } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import '../messages';
import { ORDER_TONE } from '../orderStatus';
import { orderQuery } from '../queries';

export function OrderPage() {
  const { t } = useTranslation('cart');
  const { order: id = '' } = useParams();
  const order = useQuery(orderQuery(id));
  return (
    <div className="wrap max-w-[calc(46rem+2*var(--gutter))] pt-3 wide:pt-8">
      <Link
        to={paths.orders}
        className="inline-flex min-h-11 items-center gap-2 text-sm text-ink-2 hover:text-ink print:hidden"
      >
        <ArrowLeft size={16} strokeWidth={1.75} aria-hidden />
        {t('order.back')}
      </Link>
      {order.isPending && (
        <Loading>
          <Skeleton className="mt-3 h-10 w-64" />
          <Skeleton className="mt-8 h-24 w-full" />
          <Skeleton className="mt-4 h-40 w-full" />
        </Loading>
      )}
      {order.isError && <Failed error={order.error} retry={() => void order.refetch()} />}
      {order.data && <Receipt order={order.data} />}
    </div>
  );
}

function Receipt({ order }: { order: Order }) {
  const { t } = useTranslation('cart');
  const locale = useLocale();
  const unpaid = order.status === 'open' || order.status === 'pending';
  const refunded = order.lines.reduce((sum, line) => sum + line.refunded.amount, 0);
  return (
    <>
      <PageTitle title={t('order.title', { number: order.number })} />
      <header className="mt-2 flex flex-wrap items-end justify-between gap-x-8 gap-y-4">
        <div>
          <h1 className="d2">{t('order.title', { number: order.number })}</h1>
          <p className="mt-2.5 flex flex-wrap items-center gap-x-3.5 gap-y-2 text-ui text-ink-2">
            <Badge tone={ORDER_TONE[order.status]}>{t(`orderStatus.${order.status}`)}</Badge>
            <DateText value={order.paid_at ?? order.created_at} />
          </p>
        </div>
        {unpaid && !order.settling ? (
          <ButtonLink to={`/checkout?order=${order.id}`} variant="primary">
            {t('order.pay')}
          </ButtonLink>
        ) : (
          <Button className="print:hidden" onClick={() => window.print()}>
            <Printer size={16} strokeWidth={1.75} aria-hidden />
            {t('order.print')}
          </Button>
        )}
      </header>
      {order.settling && (
        <Notice tone="info" className="mt-6">
          {t('order.settling')}
        </Notice>
      )}
      {unpaid && !order.settling && order.hold_expires_at && (
        <Notice tone="warning" className="mt-6">
          {t('order.held', { time: formatClock(order.hold_expires_at, locale) })}
        </Notice>
      )}
      <ul className="mt-8 border-t border-line">
        {order.lines.map((line) => (
          <Line key={line.id} line={line} />
        ))}
      </ul>
      <dl className="num ms-auto mt-5 max-w-[22rem] text-ui">
        <Row label={t('order.subtotal')} money={order.subtotal} />
        {order.discount.amount > 0 && (
          <Row
            label={order.promo_code ? t('order.code', { code: order.promo_code }) : t('order.discount')}
            money={{ ...order.discount, amount: -order.discount.amount }}
            tone="text-success"
          />
        )}
        {order.tax.amount > 0 && !order.tax_inclusive && <Row label={t('tax')} money={order.tax} />}
        <div className="mt-2.5 flex items-baseline justify-between border-t border-line pt-4">
          <dt className="font-semibold">{t('order.total')}</dt>
          <dd className="font-serif text-[1.9rem] leading-none font-[440] tracking-[-.02em]">
            <MoneyText money={order.total} />
          </dd>
        </div>
        {refunded > 0 && (
          <Row label={t('order.refunded')} money={{ amount: -refunded, currency: order.currency }} />
        )}
      </dl>
      {order.documents.length > 0 && <Documents documents={order.documents} />}
    </>
  );
}

/** Each seller's invoice, then the credit notes. */
function Documents({ documents }: { documents: readonly IssuedDocument[] }) {
  const { t } = useTranslation('cart');
  const locale = useLocale();
  const section = useRef<HTMLElement>(null);
  const { hash } = useLocation();
  // The order comes after the page, so that the browser has nothing to go to by itself.
  useEffect(() => {
    if (hash === '#documents') section.current?.scrollIntoView();
  }, [hash]);
  return (
    <section ref={section} id="documents" className="mt-11 scroll-mt-20 print:hidden">
      <h2 className="d4">{t('order.papers')}</h2>
      <p className="mt-1.5 text-ui text-ink-2">{t('order.papersLede')}</p>
      <ul className="mt-4 border-t border-line">
        {documents.map((one) => (
          <li key={one.id} className="flex items-center justify-between gap-6 border-b border-line py-2.5">
            <div className="min-w-0">
              <Suspense fallback={<Skeleton className="h-9 w-48" />}>
                <DocumentDownload document={one} named />
              </Suspense>
              <p className="num text-sm text-ink-3">
                {t('order.issuedOn', {
                  organization: one.organization.name,
                  date: formatDay(one.issued_on, locale, new Date()),
                })}
              </p>
            </div>
            <b className="num font-semibold">
              <MoneyText money={one.total} />
            </b>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Line({ line }: { line: OrderLine }) {
  const { t } = useTranslation('cart');
  const rate = line.tax_rate_basis_points / 100;
  return (
    <li className="grid grid-cols-[1fr_auto] gap-x-6 border-b border-line py-4">
      <div className="min-w-0">
        {line.item_kind === 'course' ? (
          <Link
            to={paths.course(line.item_id)}
            className="font-semibold decoration-1 underline-offset-4 hover:underline"
          >
            {line.title}
          </Link>
        ) : (
          <b className="font-semibold">{line.title}</b>
        )}
        <p className="mt-0.5 text-sm text-ink-3">
          {t('order.soldBy', { organization: line.organization.name })}
        </p>
        {line.tax.amount > 0 && (
          <p className="num mt-0.5 text-sm text-ink-3">
            {t(line.tax_inclusive ? 'order.includes' : 'order.taxAt', {
              label: line.tax_label || t('taxName'),
              rate,
            })}{' '}
            <MoneyText money={line.tax} />
          </p>
        )}
        {line.refunded.amount > 0 && (
          <p className="num mt-0.5 text-sm text-info">
            {t('order.refunded')} <MoneyText money={line.refunded} />
          </p>
        )}
      </div>
      <b className="num font-semibold">
        <MoneyText money={line.list_price} />
      </b>
    </li>
  );
}

function Row({ label, money, tone }: { label: string; money: Money; tone?: string }) {
  return (
    <div className="flex justify-between gap-6 py-[5px]">
      <dt className="text-ink-2">{label}</dt>
      <dd className={cx(tone)}>
        <MoneyText money={money} />
      </dd>
    </div>
  );
}

function Failed({ error, retry }: { error: unknown; retry: () => void }) {
  const { t } = useTranslation('cart');
  if (isApiError(error) && error.isNotFound) {
    return (
      <EmptyState level="h1" title={t('order.unknownTitle')}>
        {t('order.unknownText')}
      </EmptyState>
    );
  }
  return <ErrorState page title={t('order.errorTitle')} error={error} retry={retry} />;
}
