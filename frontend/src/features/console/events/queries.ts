import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';

import {
  api,
  inTenant,
  nextQuery,
  unwrap,
  type StaffEventStatus,
  type StaffRegistrationStatus,
  type StaffSpeaker,
  type WaitingStatus,
} from '@/api';

import { useOrganization } from '../organization';
import { consoleKeys } from '../queries';

const PAGES_AT_MOST = 20;

type PageQuery = Record<string, string | number>;

export const eventKeys = {
  all: (org: string) => [...consoleKeys.of(org), 'events'] as const,
  one: (org: string, event: string) => [...eventKeys.all(org), 'one', event] as const,
};

export interface EventFilter {
  status?: StaffEventStatus;
  search?: string;
}

/** With the organization's header the list holds drafts and what is over too. */
export function eventsQuery(org: string, filter: EventFilter) {
  const first: PageQuery = { ...filter, page_size: 50 };
  return infiniteQueryOptions({
    queryKey: [...eventKeys.all(org), 'list', filter] as const,
    queryFn: ({ pageParam, signal }) =>
      unwrap(api.GET('/api/events/', { ...inTenant(org), params: { query: pageParam }, signal })),
    initialPageParam: first,
    getNextPageParam: nextQuery,
  });
}

/** The event as its makers edit it. */
export function eventQuery(org: string, event: string) {
  return queryOptions({
    queryKey: eventKeys.one(org, event),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/events/{slug_or_id}/edit/', {
          ...inTenant(org),
          params: { path: { slug_or_id: event } },
          signal,
        }),
      ),
  });
}

/** Everybody who has a card; an organization has few. */
export function speakersQuery(org: string) {
  return queryOptions({
    queryKey: [...eventKeys.all(org), 'speakers'] as const,
    queryFn: async ({ signal }) => {
      const all: StaffSpeaker[] = [];
      let query: PageQuery | undefined = { page_size: 100 };
      for (let page = 0; query && page < PAGES_AT_MOST; page++) {
        const answer: { results: readonly StaffSpeaker[]; next: string | null } = await unwrap(
          api.GET('/api/events/speakers/', { ...inTenant(org), params: { query }, signal }),
        );
        all.push(...answer.results);
        query = nextQuery(answer);
      }
      return all;
    },
  });
}

export function eventCategoriesQuery() {
  return queryOptions({
    queryKey: ['events', 'category-list'] as const,
    queryFn: ({ signal }) => unwrap(api.GET('/api/events/categories/', { signal })),
  });
}

export interface PeopleFilter {
  status?: StaffRegistrationStatus;
  ticket_type?: string;
  search?: string;
}

export function registrationsQuery(org: string, eventId: string, filter: PeopleFilter) {
  const first: PageQuery = { ...filter, page_size: 50 };
  return infiniteQueryOptions({
    queryKey: [...eventKeys.all(org), 'registrations', eventId, filter] as const,
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/api/registrations/event/{event_id}/', {
          ...inTenant(org),
          params: { path: { event_id: eventId }, query: pageParam },
          signal,
        }),
      ),
    initialPageParam: first,
    getNextPageParam: nextQuery,
  });
}

/** Who waits, in the order in which offers are made. */
export function waitingQuery(org: string, eventId: string, status: WaitingStatus | null) {
  const first: PageQuery = { ...(status && { status }), page_size: 50 };
  return infiniteQueryOptions({
    queryKey: [...eventKeys.all(org), 'waiting', eventId, status] as const,
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/api/registrations/waiting-list/event/{event_id}/', {
          ...inTenant(org),
          params: { path: { event_id: eventId }, query: pageParam },
          signal,
        }),
      ),
    initialPageParam: first,
    getNextPageParam: nextQuery,
  });
}

export function lanesQuery(org: string, eventId: string, search: string) {
  const first: PageQuery = { ...(search && { search }), page_size: 50 };
  return infiniteQueryOptions({
    queryKey: [...eventKeys.all(org), 'lanes', eventId, search] as const,
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/api/registrations/attendance/{event_id}/', {
          ...inTenant(org),
          params: { path: { event_id: eventId }, query: pageParam },
          signal,
        }),
      ),
    initialPageParam: first,
    getNextPageParam: nextQuery,
  });
}

/** A write for one event or what belongs to it. Whatever comes of it, all that is shown of events is asked for again. */
export function useEventStep<Input, Output>(run: (org: string, input: Input) => Promise<Output>) {
  const client = useQueryClient();
  const { slug: org } = useOrganization();
  return useMutation({
    mutationFn: (input: Input) => run(org, input),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: eventKeys.all(org) }),
        client.invalidateQueries({ queryKey: ['events'], refetchType: 'none' }),
      ]),
  });
}
