import { useMutation, useQueryClient } from '@tanstack/react-query';

import { api, isApiError, unwrap, useIdempotencyKey, type TransferInput } from '@/api';

import { eventsKeys, paramsOf, type PlaceRef } from './queries';

/** Somebody else has the place from now on. A retry carries the same key. The mailed link of a guest ends with it. */
export function useTransfer(of: PlaceRef) {
  const client = useQueryClient();
  const { keyFor, renew } = useIdempotencyKey();
  return useMutation({
    mutationFn: (body: TransferInput) =>
      unwrap(
        api.POST('/api/registrations/{registration_id}/transfer/', {
          params: paramsOf(of),
          body,
          headers: { 'Idempotency-Key': keyFor(body) },
        }),
      ),
    onSuccess: () =>
      of.token === null ? client.invalidateQueries({ queryKey: eventsKeys.mine }) : undefined,
    onError: (error) => {
      if (isApiError(error) && error.status >= 400 && error.status < 500) renew();
    },
  });
}

/** Puts these answers in the place of the earlier ones. */
export function useChangeAnswers(of: PlaceRef) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (answers: Record<string, unknown>) =>
      unwrap(
        api.PUT('/api/registrations/{registration_id}/answers/', {
          params: paramsOf(of),
          body: { answers },
        }),
      ),
    onSuccess: (place) => client.setQueryData(eventsKeys.registration(of), place),
  });
}
