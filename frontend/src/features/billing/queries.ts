import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';

import { api, isApiError, unwrap, useIdempotencyKey, type OrderStatus, type QuoteItem } from '@/api';

export const billingKeys = {
  order: (id: string) => ['billing', 'order', id] as const,
  quote: (items: QuoteItem[], promoCode: string) => ['billing', 'quote', items, promoCode] as const,
};

const POLL_MS = 1500;
const WAITING: readonly OrderStatus[] = ['open', 'pending'];

export function isWaiting(status: OrderStatus): boolean {
  return WAITING.includes(status);
}

export function orderQuery(id: string) {
  return queryOptions({
    queryKey: billingKeys.order(id),
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/billing/orders/{order_id}/', { params: { path: { order_id: id } }, signal })),
  });
}

/** The order after payment: asked again until the webhook has come. */
export function awaitedOrderQuery(id: string) {
  return queryOptions({
    ...orderQuery(id),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data && isWaiting(state.data.status) ? POLL_MS : false),
  });
}

/** Prices come from the server at this moment; they are never carried over from an earlier page. */
export function quoteQuery(items: QuoteItem[], promoCode: string) {
  return queryOptions({
    queryKey: billingKeys.quote(items, promoCode),
    queryFn: ({ signal }) =>
      unwrap(api.POST('/api/billing/quote/', { body: { items, promo_code: promoCode }, signal })),
    staleTime: 0,
  });
}

export type CheckoutSubject =
  | { course: string; promo_code: string }
  | { order: string; promo_code: '' }
  /** What of the cart costs this currency. */
  | { currency: string; promo_code: string };

/** Asks what the order comes to with a code; a code that does not count is an error to show beside it. */
export function useApplyCode(items: QuoteItem[]) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (promoCode: string) => client.query(quoteQuery(items, promoCode)),
  });
}

/** Opens the payment. A retry carries the same key, so that nobody pays twice. */
export function useStartCheckout() {
  const { keyFor, renew } = useIdempotencyKey();
  return useMutation({
    mutationFn: (subject: CheckoutSubject) => {
      const headers = { 'Idempotency-Key': keyFor(subject) };
      return unwrap(
        'currency' in subject
          ? api.POST('/api/payments/stripe_cart/', { body: subject, headers })
          : api.POST('/api/payments/stripe/', { body: subject, headers }),
      );
    },
    // Refused for good: the next try is another one. Without an answer it is the same.
    onError: (error) => {
      if (isApiError(error) && error.status >= 400 && error.status < 500) renew();
    },
  });
}
