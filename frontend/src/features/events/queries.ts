import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';

import {
  api,
  isApiError,
  nextQuery,
  unwrap,
  useIdempotencyKey,
  type EventsQuery,
  type RegisterInput,
  type RegistrationDetail,
} from '@/api';

/** A place of whoever is signed in, or of whoever has the mailed link. */
export interface PlaceRef {
  id: string;
  token: string | null;
}

export const eventsKeys = {
  list: (query: EventsQuery) => ['events', 'public', 'list', query] as const,
  event: (slug: string) => ['events', 'public', 'event', slug] as const,
  availability: (slug: string) => ['events', 'public', 'availability', slug] as const,
  quote: (tickets: readonly string[], code: string) => ['events', 'public', 'quote', tickets, code] as const,
  unlocked: (slug: string, code: string) => ['events', 'public', 'unlocked', slug, code] as const,
  progress: (event: string) => ['certificates', 'event-progress', event] as const,
  mine: ['registrations', 'mine'] as const,
  registration: ({ id, token }: PlaceRef) => ['registrations', 'mine', id, token] as const,
};

interface Paged {
  cursor?: string;
  page_size?: number;
}

/** What is to come is sorted out of them here, so that most people's all come at once. */
const MANY: Paged = { page_size: 100 };
const SEATS_EVERY_MS = 60_000;
const JOIN_EVERY_MS = 20_000;
const JOIN_NEAR_MS = 10 * 60_000;

/** Events to come, soonest first. */
export function eventsQuery(query: EventsQuery) {
  return infiniteQueryOptions({
    queryKey: eventsKeys.list(query),
    queryFn: ({ pageParam, signal }) =>
      unwrap(api.GET('/api/events/', { params: { query: pageParam }, signal })),
    initialPageParam: query,
    getNextPageParam: (last): EventsQuery | undefined => nextQuery(last),
    placeholderData: keepPreviousData,
  });
}

export function eventQuery(slug: string) {
  return queryOptions({
    queryKey: eventsKeys.event(slug),
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/events/{slug_or_id}/', { params: { path: { slug_or_id: slug } }, signal })),
  });
}

/** Which tickets can be had at this moment: asked anew while somebody looks. */
export function availabilityQuery(slug: string) {
  return queryOptions({
    queryKey: eventsKeys.availability(slug),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/events/{slug_or_id}/availability/', {
          params: { path: { slug_or_id: slug } },
          signal,
        }),
      ),
    staleTime: 0,
    refetchInterval: SEATS_EVERY_MS,
  });
}

/** What one of each of these tickets comes to, with the tax, and with a code. */
export function ticketQuoteQuery(tickets: readonly string[], code: string) {
  return queryOptions({
    queryKey: eventsKeys.quote(tickets, code),
    queryFn: ({ signal }) =>
      unwrap(
        api.POST('/api/billing/quote/', {
          body: {
            items: tickets.map((id) => ({ item_kind: 'ticket', item_id: id })),
            promo_code: code,
          },
          signal,
        }),
      ),
  });
}

/** The hidden tickets that a code shows; none for a word that shows nothing here. */
export function unlockedQuery(slug: string, code: string) {
  return queryOptions({
    queryKey: eventsKeys.unlocked(slug, code),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/registrations/unlocked-tickets/', {
          params: { query: { event: slug, promo_code: code } },
          signal,
        }),
      ),
  });
}

/** What a code does here: shows tickets, counts for those that are chosen, or nothing. */
export type CodeEffect = 'shows' | 'counts' | 'nothing';

/** Asks what a code does, with the tickets to pay that it may count for; one that cannot count is an error. */
export function useApplyCode(slug: string, tickets: readonly string[]) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (code: string): Promise<CodeEffect> => {
      const { tickets: shown } = await client.query({ ...unlockedQuery(slug, code), staleTime: 0 });
      if (shown.length > 0) return 'shows';
      if (tickets.length === 0) return 'nothing';
      await client.query({ ...ticketQuoteQuery(tickets, code), staleTime: 0 });
      return 'counts';
    },
  });
}

/** How far one is from the certificate of an event. */
export function eventProgressQuery(event: string) {
  return queryOptions({
    queryKey: eventsKeys.progress(event),
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/certificates/event-progress/', { params: { query: { event } }, signal })),
  });
}

/** All of them or nobody. A retry carries the same key, so that nobody is registered or charged twice. */
export function useRegister(slug: string) {
  const client = useQueryClient();
  const { keyFor, renew } = useIdempotencyKey();
  return useMutation({
    mutationFn: (body: RegisterInput) =>
      unwrap(
        api.POST('/api/registrations/register/', { body, headers: { 'Idempotency-Key': keyFor(body) } }),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: eventsKeys.mine }),
    onError: (error) => {
      if (isApiError(error) && error.status >= 400 && error.status < 500) renew();
    },
    onSettled: () => client.invalidateQueries({ queryKey: eventsKeys.availability(slug) }),
  });
}

/** One's own places, the latest first. */
export function registrationsQuery() {
  return infiniteQueryOptions({
    queryKey: eventsKeys.mine,
    queryFn: ({ pageParam, signal }) =>
      unwrap(api.GET('/api/registrations/', { params: { query: pageParam }, signal })),
    initialPageParam: MANY,
    getNextPageParam: (last): Paged | undefined => nextQuery(last),
  });
}

/** One place. Near the start of an online one it is asked for again, until the link is there. */
export function registrationQuery(ref: PlaceRef) {
  return queryOptions({
    queryKey: eventsKeys.registration(ref),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/registrations/{registration_id}/', {
          params: paramsOf(ref),
          signal,
        }),
      ),
    refetchInterval: ({ state }) => (state.data && linkDue(state.data, Date.now()) ? JOIN_EVERY_MS : false),
  });
}

function linkDue(place: RegistrationDetail, now: number): boolean {
  if (place.status !== 'confirmed' || place.join_url || !place.join_opens_at) return false;
  const over = place.event.ends_at !== null && Date.parse(place.event.ends_at) < now;
  return !over && Date.parse(place.join_opens_at) - now < JOIN_NEAR_MS;
}

/** Gives the place up; what the policy promised goes back. */
export function useCancelRegistration(ref: PlaceRef) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () =>
      unwrap(
        api.POST('/api/registrations/{registration_id}/cancel/', {
          params: paramsOf(ref),
        }),
      ),
    onSettled: () => client.invalidateQueries({ queryKey: eventsKeys.mine }),
  });
}

/** The address of the payment page of a place that waits for its money; null once it turns out to be paid. */
export function usePayRegistration(ref: PlaceRef) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () =>
      unwrap(api.POST('/api/registrations/{registration_id}/pay/', { params: paramsOf(ref) })),
    onSuccess: ({ checkout_url: url }) =>
      url ? undefined : client.invalidateQueries({ queryKey: eventsKeys.mine }),
  });
}

/** The ticket as a PDF. */
export function useTicketPdf(ref: PlaceRef) {
  return useMutation({
    mutationFn: () =>
      unwrap(
        api.GET('/api/registrations/{registration_id}/ticket/', {
          params: paramsOf(ref),
          parseAs: 'blob',
        }),
      ),
  });
}

export function paramsOf({ id, token }: PlaceRef) {
  return { path: { registration_id: id }, query: token ? { token } : {} };
}
