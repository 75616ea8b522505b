import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';

import {
  api,
  inTenant,
  nextQuery,
  unwrap,
  useIdempotencyKey,
  type CertificateVerdict,
  type EventIssuing,
} from '@/api';

import { eventGateKeys } from '../eventGate/queries';
import { eventKeys } from '../events/queries';
import { useOrganization } from '../organization';
import { consoleKeys } from '../queries';

import { isRunning } from './run';

const POLL_MS = 2000;
const PAGE_SIZE = 25;

type PageQuery = Record<string, string | number>;

const keys = {
  issuing: (org: string, event: string) => [...eventGateKeys.all(org, event), 'issuing'] as const,
  decisions: (org: string, event: string, verdict?: CertificateVerdict) =>
    [...eventGateKeys.all(org, event), 'decisions', verdict ?? 'all'] as const,
};

/** How many are due, and the latest run; asked again for as long as that is under way. */
export function issuingQuery(org: string, event: string) {
  return queryOptions({
    queryKey: keys.issuing(org, event),
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/certificates/events/{event_id}/issue/', { ...at(org, event), signal })),
    refetchInterval: ({ state }) => (isRunning(state.data?.run) ? POLL_MS : false),
  });
}

export function useIssue(event: string) {
  const { slug: org } = useOrganization();
  const client = useQueryClient();
  const { keyFor, renew } = useIdempotencyKey();
  return useMutation({
    mutationFn: () => {
      const headers = { ...inTenant(org).headers, 'Idempotency-Key': keyFor(event) };
      return unwrap(api.POST('/api/certificates/events/{event_id}/issue/', { ...at(org, event), headers }));
    },
    onSuccess: (run) => {
      renew();
      client.setQueryData<EventIssuing>(keys.issuing(org, event), (before) => ({
        due: before?.due ?? 0,
        run,
      }));
    },
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: keys.issuing(org, event) }),
        client.invalidateQueries({ queryKey: eventKeys.all(org) }),
      ]),
  });
}

/** Certificates that somebody has to decide on, or has. */
export function decisionsQuery(org: string, event: string, verdict?: CertificateVerdict) {
  const first: PageQuery = { event, page_size: PAGE_SIZE, ...(verdict && { verdict }) };
  return infiniteQueryOptions({
    queryKey: keys.decisions(org, event, verdict),
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/api/certificates/decisions/', { ...inTenant(org), params: { query: pageParam }, signal }),
      ),
    initialPageParam: first,
    getNextPageParam: nextQuery,
  });
}

export interface DecideInput {
  verdict: 'kept' | 'revoked';
  reason: string;
}

export function useDecide(decision: string) {
  const { slug: org } = useOrganization();
  const client = useQueryClient();
  const { keyFor } = useIdempotencyKey();
  return useMutation({
    mutationFn: (body: DecideInput) =>
      unwrap(
        api.POST('/api/certificates/decisions/{decision_id}/decide/', {
          headers: { ...inTenant(org).headers, 'Idempotency-Key': keyFor(body) },
          params: { path: { decision_id: decision } },
          body,
        }),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: consoleKeys.of(org) }),
  });
}

function at(org: string, event: string) {
  return { ...inTenant(org), params: { path: { event_id: event } } };
}
