import { infiniteQueryOptions } from '@tanstack/react-query';

import { api, inTenant, nextQuery, unwrap, type RefundStatus, type Sale } from '@/api';
import { papersDue } from '@/features/billing';

import { consoleKeys } from '../queries';

type PageQuery = Record<string, string | number>;
const FIRST_PAGE: PageQuery = { page_size: 50 };
const POLL_MS = 3000;
const ASKED_LATELY_MS = 5 * 60_000;

/** Whether a refund was asked for so lately that Stripe's word may come any second. A bank may take days: not waited for. */
function justAsked({ status, created_at: at }: { status: RefundStatus; created_at: string }): boolean {
  return status === 'requested' && Date.parse(at) > Date.now() - ASKED_LATELY_MS;
}

/** What was sold, or the lines of one order; asked again while a refund or a PDF of it is on its way. */
export function salesQuery(org: string, order: string) {
  return infiniteQueryOptions({
    queryKey: [...consoleKeys.sales(org), order] as const,
    queryFn: ({ pageParam, signal }) =>
      unwrap(api.GET('/api/billing/sales/', { ...inTenant(org), params: { query: pageParam }, signal })),
    initialPageParam: { ...FIRST_PAGE, ...(order && { order }) },
    getNextPageParam: nextQuery,
    refetchInterval: ({ state }) => {
      const sales: Sale[] = state.data?.pages.flatMap((page) => page.results) ?? [];
      if (sales.some((sale) => sale.refunds.some(justAsked))) return POLL_MS;
      return papersDue(sales.flatMap((sale) => sale.documents));
    },
  });
}

export function refundsQuery(org: string, status: RefundStatus | undefined) {
  return infiniteQueryOptions({
    queryKey: [...consoleKeys.of(org), 'refunds', status ?? ''] as const,
    queryFn: ({ pageParam, signal }) =>
      unwrap(api.GET('/api/billing/refunds/', { ...inTenant(org), params: { query: pageParam }, signal })),
    initialPageParam: { ...FIRST_PAGE, ...(status && { status }) },
    getNextPageParam: nextQuery,
    refetchInterval: ({ state }) => {
      const refunds = state.data?.pages.flatMap((page) => page.results) ?? [];
      if (refunds.some(justAsked)) return POLL_MS;
      return papersDue(refunds.flatMap((refund) => refund.documents));
    },
  });
}

export function invoicesQuery(org: string) {
  return infiniteQueryOptions({
    queryKey: [...consoleKeys.of(org), 'invoices'] as const,
    queryFn: ({ pageParam, signal }) =>
      unwrap(api.GET('/api/billing/invoices/', { ...inTenant(org), params: { query: pageParam }, signal })),
    initialPageParam: FIRST_PAGE,
    getNextPageParam: nextQuery,
    refetchInterval: ({ state }) => papersDue(state.data?.pages.flatMap((page) => page.results) ?? []),
  });
}
