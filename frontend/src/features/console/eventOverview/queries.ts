import { queryOptions } from '@tanstack/react-query';

import { api, inTenant, unwrap } from '@/api';

import { eventKeys } from '../events/queries';

const FRESH_MS = 20_000;

/** What stands beside an event's tabs and above its lists: counted, nobody held against the gate. */
export function figuresQuery(org: string, event: string) {
  return queryOptions({
    queryKey: [...eventKeys.all(org), 'figures', event] as const,
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/events/{event_id}/figures/', {
          ...inTenant(org),
          params: { path: { event_id: event } },
          signal,
        }),
      ),
    staleTime: FRESH_MS,
  });
}

/** What has happened in an event lately. */
export function activityQuery(org: string, event: string) {
  return queryOptions({
    queryKey: [...eventKeys.all(org), 'activity', event] as const,
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/events/{event_id}/activity/', {
          ...inTenant(org),
          params: { path: { event_id: event } },
          signal,
        }),
      ),
    staleTime: FRESH_MS,
  });
}

/** An event in figures, also how everybody stands before the gate: for the overview alone. Every write to the event or its people asks for them again. */
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
