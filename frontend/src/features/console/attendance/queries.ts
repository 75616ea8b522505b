import { infiniteQueryOptions } from '@tanstack/react-query';

import { api, inTenant, nextQuery, unwrap, type ReconciliationItem } from '@/api';

import { integrationKeys } from '../integrations/queries';

type PageQuery = Record<string, string | number>;

export interface PeopleFilter {
  status: ReconciliationItem['status'];
  event?: string;
}

/** Participants whom neither their link nor a confirmed address names, and what was decided about them. */
export function itemsQuery(org: string, filter: PeopleFilter) {
  const first: PageQuery = { ...filter, page_size: 50 };
  return infiniteQueryOptions({
    queryKey: [...integrationKeys.people(org), filter] as const,
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/api/registrations/reconciliation/', {
          ...inTenant(org),
          params: { query: pageParam },
          signal,
        }),
      ),
    initialPageParam: first,
    getNextPageParam: nextQuery,
  });
}

/** A registration: this participant is that person. None: nobody who counts. */
export function decide(org: string, item: string, registration: string | null) {
  return unwrap(
    api.POST('/api/registrations/reconciliation/{item_id}/decide/', {
      ...inTenant(org),
      params: { path: { item_id: item } },
      body: registration ? { decision: 'assign', registration } : { decision: 'ignore' },
    }),
  );
}

export function undo(org: string, item: string) {
  return unwrap(
    api.POST('/api/registrations/reconciliation/{item_id}/undo/', {
      ...inTenant(org),
      params: { path: { item_id: item } },
    }),
  );
}
