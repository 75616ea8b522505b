import { infiniteQueryOptions } from '@tanstack/react-query';

import {
  api,
  inTenant,
  nextQuery,
  unwrap,
  type DoorAnswer,
  type DoorManifest,
  type DoorScanInput,
} from '@/api';

const ROOT = '/api/registrations/check-in/';

/** Events whose door may be open, soonest first. */
export function doorEventsQuery(org: string) {
  return infiniteQueryOptions({
    queryKey: ['checkin', org, 'events'] as const,
    queryFn: ({ pageParam, signal }) =>
      unwrap(api.GET(ROOT, { ...inTenant(org), params: { query: pageParam }, signal })),
    initialPageParam: {},
    getNextPageParam: nextQuery,
  });
}

export function fetchManifest(org: string, event: string): Promise<DoorManifest> {
  return unwrap(
    api.GET('/api/registrations/check-in/{event_id}/manifest/', {
      ...inTenant(org),
      params: { path: { event_id: event } },
    }),
  );
}

export async function fetchInside(org: string, event: string): Promise<number> {
  const { inside } = await unwrap(
    api.GET('/api/registrations/check-in/{event_id}/inside/', {
      ...inTenant(org),
      params: { path: { event_id: event } },
    }),
  );
  return inside;
}

export function sendScans(org: string, event: string, scans: DoorScanInput[]): Promise<DoorAnswer> {
  return unwrap(api.POST(ROOT, { ...inTenant(org), body: { event, scans } }));
}
