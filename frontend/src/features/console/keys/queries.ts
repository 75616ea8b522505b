import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';

import { api, inTenant, isApiError, unwrap, useIdempotencyKey, type SigningKey } from '@/api';

import { consoleKeys } from '../queries';

import { fingerprintOf } from './fingerprint';

export type KeyRow = SigningKey & { fingerprint: string | null };

/** All keys, those in use first, then the retired ones, each the newest first. */
export function keysQuery(org: string) {
  return queryOptions({
    queryKey: [...consoleKeys.of(org), 'keys'] as const,
    queryFn: async ({ signal }): Promise<KeyRow[]> => {
      const { results } = await unwrap(api.GET('/api/certificates/keys/', { ...inTenant(org), signal }));
      const rows = await Promise.all(
        results.map(async (key) => ({
          ...key,
          fingerprint: key.certificate_pem ? await fingerprintOf(key.certificate_pem) : key.public_key,
        })),
      );
      const age = (key: KeyRow) => Date.parse(key.created_at);
      const retired = (key: KeyRow) => Number(key.retired_at !== null);
      return rows.sort((a, b) => retired(a) - retired(b) || age(b) - age(a));
    },
  });
}

/** Names the key that is to be retired, so that two clicks, or two people, do not rotate twice. */
export function useRotateKey(org: string) {
  const client = useQueryClient();
  const { keyFor, renew } = useIdempotencyKey();
  const refresh = () => client.invalidateQueries({ queryKey: keysQuery(org).queryKey });
  return useMutation({
    mutationFn: (id: string) =>
      unwrap(
        api.POST('/api/certificates/keys/{key_id}/rotate/', {
          headers: { ...inTenant(org).headers, 'Idempotency-Key': keyFor(id) },
          params: { path: { key_id: id } },
        }),
      ),
    onSuccess: refresh,
    onError: (error) => {
      if (!isApiError(error) || error.status < 400 || error.status >= 500) return undefined;
      renew();
      return refresh();
    },
  });
}
