import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';

import { api, nextQuery, unwrap } from '@/api';

export const cpdKeys = {
  ledger: ['cpd', 'ledger'] as const,
  summary: ['cpd', 'summary'] as const,
};

export function ledgerQuery() {
  return infiniteQueryOptions({
    queryKey: cpdKeys.ledger,
    queryFn: ({ pageParam, signal }) =>
      unwrap(api.GET('/api/cpd/ledger/', { params: { query: pageParam }, signal })),
    initialPageParam: {},
    getNextPageParam: nextQuery,
  });
}

export function summaryQuery() {
  return queryOptions({
    queryKey: cpdKeys.summary,
    queryFn: ({ signal }) => unwrap(api.GET('/api/cpd/summary/', { signal })),
  });
}
