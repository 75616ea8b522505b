import { useQueries, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { useSession, type CartAnswer } from '@/api';
import {
  ButtonLink,
  EmptyState,
  ErrorState,
  Loading,
  Notice,
  PageHead,
  Skeleton,
  toasts,
} from '@/components';
import { paths } from '@/config/paths';

import { CartRow, type CartRowItem } from '../components/CartRow';
import { CartSummary, type Sum } from '../components/CartSummary';
import { localCart } from '../localCart';
import '../messages';
import { cartQuery, localItemQuery, useAddToCart, useLocalCart, useRemoveFromCart } from '../queries';

/** Kept on the server once somebody is signed in, in the browser before that. */
export function CartPage() {
  const { t } = useTranslation('cart');
  const status = useSession();
  return (
    <div className="wrap">
      <PageHead title={t('title')} />
      {status === 'restoring' && <CartSkeleton />}
      {status === 'signed-in' && <OwnCart />}
      {status === 'signed-out' && <StrangersCart />}
    </div>
  );
}

function OwnCart() {
  const { t } = useTranslation('cart');
  const cart = useQuery(cartQuery());
  const remove = useRemoveFromCart();
  const add = useAddToCart();
  if (cart.isError) {
    return <ErrorState title={t('errorTitle')} error={cart.error} retry={() => void cart.refetch()} />;
  }
  if (!cart.data) return <CartSkeleton />;
  const takeOut = (row: CartRowItem) =>
    remove.mutate(row.key, {
      onSuccess: () =>
        toasts.show(t('removed', { title: row.title }), {
          label: t('undo'),
          run: () => add.mutate({ item_kind: row.kind, item_id: row.itemId }),
        }),
    });
  return <Cart rows={rowsOf(cart.data)} sums={sumsOf(cart.data)} onRemove={takeOut} stranger={false} />;
}

function StrangersCart() {
  const { t } = useTranslation('cart');
  const items = useLocalCart();
  const answers = useQueries({ queries: items.map((item) => localItemQuery(item)) });
  const failed = answers.find((answer) => answer.isError);
  if (failed) {
    return <ErrorState title={t('errorTitle')} error={failed.error} retry={() => void failed.refetch()} />;
  }
  if (answers.some((answer) => answer.isPending)) return <CartSkeleton />;
  const rows = items.map((item, index): CartRowItem => {
    const course = answers[index]?.data ?? null;
    return {
      key: item.item_id,
      itemId: item.item_id,
      kind: item.item_kind,
      title: course?.title ?? t('item'),
      organization: course?.organization.name ?? null,
      price: course?.price ?? null,
      available: course?.price != null,
    };
  });
  const takeOut = (row: CartRowItem) => {
    localCart.remove(row.itemId);
    toasts.show(t('removed', { title: row.title }), {
      label: t('undo'),
      run: () => localCart.add({ item_kind: row.kind, item_id: row.itemId }),
    });
  };
  return <Cart rows={rows} sums={sumsOfRows(rows)} onRemove={takeOut} stranger />;
}

interface CartProps {
  rows: CartRowItem[];
  sums: Sum[];
  onRemove: (row: CartRowItem) => void;
  stranger: boolean;
}

function Cart({ rows, sums, onRemove, stranger }: CartProps) {
  const { t } = useTranslation('cart');
  if (rows.length === 0) {
    return (
      <EmptyState
        title={t('emptyTitle')}
        action={
          <ButtonLink to={paths.catalogue} variant="primary">
            {t('discover')}
          </ButtonLink>
        }
      >
        {t('emptyText')}
      </EmptyState>
    );
  }
  const gone = rows.filter((row) => !row.available);
  const several = sums.length > 1;
  return (
    <>
      {several && (
        <Notice tone="info" className="mb-6">
          {t('currencies')}
        </Notice>
      )}
      <div className="grid gap-12">
        {gone.length > 0 && <Rows rows={gone} onRemove={onRemove} />}
        {sums.map((sum) => (
          <div
            key={sum.currency}
            className="grid grid-cols-1 gap-6 wide:grid-cols-[minmax(0,1fr)_380px] wide:gap-16"
          >
            <Rows
              rows={rows.filter((row) => row.available && row.price?.currency === sum.currency)}
              onRemove={onRemove}
            />
            <CartSummary sum={sum} several={several} blocked={gone.length > 0} stranger={stranger} />
          </div>
        ))}
      </div>
    </>
  );
}

function Rows({ rows, onRemove }: { rows: CartRowItem[]; onRemove: (row: CartRowItem) => void }) {
  return (
    <ul className="self-start border-t border-line">
      {rows.map((row) => (
        <CartRow key={row.key} item={row} onRemove={() => onRemove(row)} />
      ))}
    </ul>
  );
}

function rowsOf(cart: CartAnswer): CartRowItem[] {
  return cart.results.map((item) => ({
    key: item.id,
    itemId: item.item_id,
    kind: item.item_kind,
    title: item.title,
    organization: item.organization?.name ?? null,
    price: item.price,
    available: item.available,
  }));
}

function sumsOf(cart: CartAnswer): Sum[] {
  return cart.totals.map((quote) => ({
    currency: quote.currency,
    count: quote.lines.length,
    subtotal: quote.subtotal,
    total: quote.total,
    quote,
  }));
}

/** A stranger sees the prices added up; taxes that are added come with the account. */
function sumsOfRows(rows: readonly CartRowItem[]): Sum[] {
  const sums = new Map<string, Sum>();
  for (const { price } of rows) {
    if (!price) continue;
    const { currency } = price;
    const before = sums.get(currency);
    const money = { currency, amount: (before?.total.amount ?? 0) + price.amount };
    sums.set(currency, {
      currency,
      count: (before?.count ?? 0) + 1,
      subtotal: money,
      total: money,
      quote: null,
    });
  }
  return [...sums.values()].sort((a, b) => a.currency.localeCompare(b.currency));
}

function CartSkeleton() {
  return (
    <Loading>
      <div className="grid gap-6 wide:grid-cols-[minmax(0,1fr)_380px] wide:gap-16">
        <div>
          {[0, 1].map((row) => (
            <div key={row} className="flex gap-5 border-t border-line py-5">
              <Skeleton className="h-[66px] w-[88px] !rounded-[12px]" />
              <div className="flex-1">
                <Skeleton className="h-4 w-1/2" />
                <Skeleton className="mt-2 h-3.5 w-1/3" />
              </div>
            </div>
          ))}
        </div>
        <Skeleton className="h-[260px] !rounded-xl" />
      </div>
    </Loading>
  );
}
