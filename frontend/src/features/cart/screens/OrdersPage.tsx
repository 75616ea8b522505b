import { useInfiniteQuery } from '@tanstack/react-query';
import { Files } from 'lucide-react';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import {
  ButtonLink,
  EmptyState,
  ErrorState,
  LoadMore,
  Loading,
  MoneyText,
  PageHead,
  Skeleton,
  Status,
} from '@/components';
import { paths } from '@/config/paths';
import { DocumentDownload } from '@/features/billing';
import { formatDay } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import '../messages';
import { ORDER_TONE } from '../orderStatus';
import { ordersQuery } from '../queries';

import type { Order } from '@/api';

export function OrdersPage() {
  const { t } = useTranslation('cart');
  const list = useInfiniteQuery(ordersQuery());
  const orders = list.data?.pages.flatMap((page) => page.results) ?? [];
  return (
    <div className="wrap max-w-[calc(62rem+2*var(--gutter))]">
      <PageHead title={t('orders.title')} />
      {list.isPending && (
        <Loading>
          {[0, 1, 2, 3].map((row) => (
            <Skeleton key={row} className="mb-3 h-[58px] w-full" />
          ))}
        </Loading>
      )}
      {list.isError && (
        <ErrorState title={t('orders.errorTitle')} error={list.error} retry={() => void list.refetch()} />
      )}
      {list.isSuccess && orders.length === 0 && (
        <EmptyState
          title={t('orders.emptyTitle')}
          action={
            <ButtonLink to={paths.catalogue} variant="primary">
              {t('discover')}
            </ButtonLink>
          }
        >
          {t('orders.emptyText')}
        </EmptyState>
      )}
      {orders.length > 0 && (
        <ul className="border-t border-line">
          {orders.map((order) => (
            <OrderRow key={order.id} order={order} />
          ))}
        </ul>
      )}
      <LoadMore
        hasMore={list.hasNextPage}
        loading={list.isFetchingNextPage}
        onLoad={() => void list.fetchNextPage()}
      />
    </div>
  );
}

function OrderRow({ order }: { order: Order }) {
  const { t } = useTranslation('cart');
  const locale = useLocale();
  const [first, ...others] = order.lines;
  const title = first?.title ?? order.number;
  return (
    <li className="border-b border-line wide:grid wide:grid-cols-[minmax(0,1fr)_190px] wide:items-center wide:gap-x-5">
      <Link
        to={paths.order(order.id)}
        className="group grid min-h-[62px] grid-cols-[1fr_auto] items-center gap-x-5 gap-y-0.5 py-3 hover:bg-sunken wide:grid-cols-[minmax(0,1fr)_90px_140px_100px]"
      >
        <span className="min-w-0">
          <b className="block font-[550] decoration-1 underline-offset-4 group-hover:underline">
            {others.length > 0 ? t('orders.more', { title, count: others.length }) : title}
          </b>
          <span className="num block text-sm text-ink-3">
            {order.number}
            <span className="wide:hidden">
              {' · '}
              {formatDay(order.created_at, locale, new Date())}
            </span>
          </span>
        </span>
        <time dateTime={order.created_at} className="num text-sm text-ink-2 max-wide:hidden">
          {formatDay(order.created_at, locale, new Date())}
        </time>
        <span className="max-wide:order-last max-wide:col-span-2">
          <Status tone={ORDER_TONE[order.status]}>{t(`orderStatus.${order.status}`)}</Status>
        </span>
        <b className="num text-end font-semibold">
          <MoneyText money={order.total} />
        </b>
      </Link>
      {order.documents.length > 0 && (
        <div className="max-wide:pb-2">
          <Papers order={order} />
        </div>
      )}
    </li>
  );
}

/** One is fetched from here; several are told apart on the order's own page. */
function Papers({ order }: { order: Order }) {
  const { t } = useTranslation('cart');
  const [first, ...others] = order.documents;
  if (first && others.length === 0) {
    return (
      <Suspense fallback={null}>
        <DocumentDownload document={first} />
      </Suspense>
    );
  }
  return (
    <Link
      to={{ pathname: paths.order(order.id), hash: '#documents' }}
      aria-label={t('orders.papersOf', { count: order.documents.length, number: order.number })}
      className="num inline-flex min-h-9 items-center gap-1.5 text-sm font-medium text-ink-2 decoration-1 underline-offset-4 hover:text-ink hover:underline max-wide:min-h-11"
    >
      <Files size={15} strokeWidth={1.75} aria-hidden className="flex-none" />
      {t('orders.papers', { count: order.documents.length })}
    </Link>
  );
}
