import { infiniteQueryOptions, queryOptions, useMutation } from '@tanstack/react-query';

import {
  api,
  inTenant,
  isApiError,
  nextQuery,
  unwrap,
  useIdempotencyKey,
  type EventClauseKind,
  type PeopleImportInput,
  type ShortMessageInput,
  type StaffMessage,
  type StaffMessageInput,
  type TransferInput,
} from '@/api';

import { eventKeys, useEventStep, type PeopleFilter } from '../events/queries';

type PageQuery = Record<string, string | number>;

const SENDING_EVERY_MS = 3000;
const ASKED_AT_MOST = 200;

export function onItsWay({ waiting }: Pick<StaffMessage, 'waiting'>): boolean {
  return waiting > 0;
}

/** What was written, the latest first; asked for again while something is on its way. */
export function messagesQuery(org: string, eventId: string) {
  const first: PageQuery = { page_size: 50 };
  return infiniteQueryOptions({
    queryKey: [...eventKeys.all(org), 'messages', eventId] as const,
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/api/registrations/event/{event_id}/messages/', {
          ...inTenant(org),
          params: { path: { event_id: eventId }, query: pageParam },
          signal,
        }),
      ),
    initialPageParam: first,
    getNextPageParam: nextQuery,
    refetchInterval: ({ state }) =>
      state.dataUpdateCount < ASKED_AT_MOST && state.data?.pages.some(({ results }) => results.some(onItsWay))
        ? SENDING_EVERY_MS
        : false,
  });
}

/** Sends it. A retry carries the same key, so that nobody is written to twice. */
export function useSendMessage(eventId: string) {
  const { keyFor, renew } = useIdempotencyKey();
  return useEventStep((org, body: StaffMessageInput) =>
    keeping(
      renew,
      unwrap(
        api.POST('/api/registrations/event/{event_id}/messages/', {
          headers: { ...inTenant(org).headers, 'Idempotency-Key': keyFor(body) },
          params: { path: { event_id: eventId } },
          body,
        }),
      ),
    ),
  );
}

/** How many are not yet eligible for a certificate, or lack something of one kind. */
export function shortQuery(org: string, eventId: string, lacks: EventClauseKind | null) {
  return queryOptions({
    queryKey: [...eventKeys.all(org), 'short', eventId, lacks] as const,
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/certificates/events/{event_id}/short/', {
          ...inTenant(org),
          params: { path: { event_id: eventId }, query: lacks ? { lacks } : {} },
          signal,
        }),
      ),
  });
}

/** Sends it to those who are not yet eligible; who that is, is found out then. A retry carries the same key. */
export function useSendToShort(eventId: string) {
  const { keyFor, renew } = useIdempotencyKey();
  return useEventStep((org, body: ShortMessageInput) =>
    keeping(
      renew,
      unwrap(
        api.POST('/api/certificates/events/{event_id}/short/', {
          headers: { ...inTenant(org).headers, 'Idempotency-Key': keyFor(body) },
          params: { path: { event_id: eventId } },
          body,
        }),
      ),
    ),
  );
}

/** Says what a file would do, and changes nothing. */
export function usePeopleCheck(org: string, eventId: string) {
  return useMutation({
    mutationFn: (content: string) =>
      unwrap(
        api.POST('/api/registrations/event/{event_id}/import/', {
          ...inTenant(org),
          params: { path: { event_id: eventId } },
          body: { content, dry_run: true, skip_wrong: false },
        }),
      ),
  });
}

/** Gives the people of a file their places. A retry carries the same key. */
export function usePeopleImport(eventId: string) {
  const { keyFor, renew } = useIdempotencyKey();
  return useEventStep((org, body: PeopleImportInput) =>
    keeping(
      renew,
      unwrap(
        api.POST('/api/registrations/event/{event_id}/import/', {
          headers: { ...inTenant(org).headers, 'Idempotency-Key': keyFor(body) },
          params: { path: { event_id: eventId } },
          body,
        }),
      ),
    ),
  );
}

/** Somebody else has the place from now on. A retry carries the same key. */
export function useReassign(registrationId: string) {
  const { keyFor, renew } = useIdempotencyKey();
  return useEventStep((org, body: TransferInput) =>
    keeping(
      renew,
      unwrap(
        api.POST('/api/registrations/{registration_id}/reassign/', {
          headers: { ...inTenant(org).headers, 'Idempotency-Key': keyFor(body) },
          params: { path: { registration_id: registrationId } },
          body,
        }),
      ),
    ),
  );
}

/** Everybody who fits the filter, with their answers, as a file. */
export function usePeopleExport(org: string, eventId: string) {
  return useMutation({
    mutationFn: (filter: PeopleFilter) =>
      unwrap(
        api.GET('/api/registrations/event/{event_id}/export.csv', {
          ...inTenant(org),
          params: { path: { event_id: eventId }, query: filter },
          parseAs: 'blob',
        }),
      ),
  });
}

/** What the server refused is a new try next time. */
async function keeping<Output>(renew: () => void, answer: Promise<Output>): Promise<Output> {
  try {
    return await answer;
  } catch (error) {
    if (isApiError(error) && error.status >= 400 && error.status < 500) renew();
    throw error;
  }
}
