import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';

import { api, inTenant, nextQuery, unwrap } from '@/api';

import { useOrganization } from '../organization';
import { consoleKeys } from '../queries';

export const integrationKeys = {
  all: (org: string) => [...consoleKeys.of(org), 'integrations'] as const,
  zoom: (org: string) => [...integrationKeys.all(org), 'zoom'] as const,
  event: (org: string, event: string) => [...integrationKeys.all(org), 'event', event] as const,
  people: (org: string) => [...integrationKeys.all(org), 'people'] as const,
};

/** How the organization stands with Zoom. */
export function zoomQuery(org: string) {
  return queryOptions({
    queryKey: integrationKeys.zoom(org),
    queryFn: ({ signal }) => unwrap(api.GET('/api/integrations/zoom/status/', { ...inTenant(org), signal })),
  });
}

/** An event's meetings at Zoom. */
export function eventZoomQuery(org: string, eventId: string) {
  return queryOptions({
    queryKey: integrationKeys.event(org, eventId),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/integrations/zoom/events/{event_id}/', {
          ...inTenant(org),
          params: { path: { event_id: eventId } },
          signal,
        }),
      ),
  });
}

/** What Zoom recorded of an event, without addresses. */
export function recordingsQuery(org: string, eventId: string) {
  const first: Record<string, string | number> = { page_size: 50 };
  return infiniteQueryOptions({
    queryKey: [...integrationKeys.event(org, eventId), 'recordings'] as const,
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/api/integrations/zoom/events/{event_id}/recordings/', {
          ...inTenant(org),
          params: { path: { event_id: eventId }, query: pageParam },
          signal,
        }),
      ),
    initialPageParam: first,
    getNextPageParam: nextQuery,
  });
}

/** A write about an outside service. Whatever comes of it, all that is shown of them is asked for again. */
export function useIntegrationStep<Input, Output>(run: (org: string, input: Input) => Promise<Output>) {
  const client = useQueryClient();
  const { slug: org } = useOrganization();
  return useMutation({
    mutationFn: (input: Input) => run(org, input),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: integrationKeys.all(org) }),
        client.invalidateQueries({ queryKey: [...consoleKeys.of(org), 'events'] }),
      ]),
  });
}
