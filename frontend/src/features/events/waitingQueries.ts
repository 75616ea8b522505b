import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';

import {
  api,
  isApiError,
  unwrap,
  useIdempotencyKey,
  type MyWaiting,
  type WaitingAcceptInput,
  type WaitingInput,
} from '@/api';

import { eventsKeys } from './queries';

import type { PlaceRef } from './queries';

export const waitingKeys = {
  all: ['registrations', 'waiting'] as const,
  mine: ['registrations', 'waiting', 'mine'] as const,
  one: ({ id, token }: PlaceRef) => ['registrations', 'waiting', 'one', id, token] as const,
};

/** The list moves while somebody looks: an offer shows by itself. */
const AGAIN_MS = 60_000;
const MANY = { page_size: 100 };

export function stillOpen({ status }: Pick<MyWaiting, 'status'>): boolean {
  return status === 'waiting' || status === 'offered';
}

/** Where one waits or has waited, the latest first. */
export function myWaitingQuery() {
  return queryOptions({
    queryKey: waitingKeys.mine,
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/registrations/waiting-list/', { params: { query: MANY }, signal })),
  });
}

/** One entry, of whoever is signed in or has the mailed link. */
export function waitingQuery(of: PlaceRef) {
  return queryOptions({
    queryKey: waitingKeys.one(of),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/registrations/waiting-list/{entry_id}/', {
          params: paramsOf(of),
          signal,
        }),
      ),
    refetchInterval: ({ state }) => (state.data && stillOpen(state.data) ? AGAIN_MS : false),
  });
}

/** A retry carries the same key. */
export function useJoinWaiting() {
  const client = useQueryClient();
  const { keyFor, renew } = useIdempotencyKey();
  return useMutation({
    mutationFn: (body: WaitingInput) =>
      unwrap(
        api.POST('/api/registrations/waiting-list/', { body, headers: { 'Idempotency-Key': keyFor(body) } }),
      ),
    onError: (error) => {
      if (wasAnswered(error)) renew();
    },
    onSettled: () => client.invalidateQueries({ queryKey: waitingKeys.all }),
  });
}

/** Turns the offer into places. A retry carries the same key, so that nobody is registered or charged twice. */
export function useAcceptOffer(of: PlaceRef) {
  const client = useQueryClient();
  const { keyFor, renew } = useIdempotencyKey();
  return useMutation({
    mutationFn: (body: WaitingAcceptInput) =>
      unwrap(
        api.POST('/api/registrations/waiting-list/{entry_id}/accept/', {
          params: paramsOf(of),
          body,
          headers: { 'Idempotency-Key': keyFor(body) },
        }),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: eventsKeys.mine }),
    onError: (error) => {
      if (wasAnswered(error)) renew();
      return client.invalidateQueries({ queryKey: waitingKeys.all });
    },
  });
}

/** Wait no longer; what was offered goes to the next person. */
export function useLeaveWaiting(of: PlaceRef) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () =>
      unwrap(
        api.POST('/api/registrations/waiting-list/{entry_id}/leave/', {
          params: paramsOf(of),
        }),
      ),
    onSettled: () => client.invalidateQueries({ queryKey: waitingKeys.all }),
  });
}

function wasAnswered(error: unknown): boolean {
  return isApiError(error) && error.status >= 400 && error.status < 500;
}

function paramsOf({ id, token }: PlaceRef) {
  return { path: { entry_id: id }, query: token ? { token } : {} };
}
