import { queryOptions } from '@tanstack/react-query';

import { api, inTenant, unwrap } from '@/api';

import { eventKeys } from '../events/queries';

const FRESH_MS = 20_000;

/** An event in figures. Every write to the event or its people asks for them again. */
export function overviewQuery(org: string, event: string) {
  return queryOptions({
    queryKey: [...eventKeys.all(org), 'overview', event] as const,
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/events/{event_id}/overview/', {
          ...inTenant(org),
          params: { path: { event_id: event } },
          signal,
        }),
      ),
    staleTime: FRESH_MS,
  });
}
