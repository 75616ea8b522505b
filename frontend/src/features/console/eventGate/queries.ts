import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';

import { api, inTenant, unwrap, type EventClauseInput, type EventGateInput } from '@/api';

import { useOrganization } from '../organization';
import { consoleKeys } from '../queries';

/** All that hangs on the gate of an event, also who is due and what is to be decided. */
export const eventGateKeys = {
  all: (org: string, event: string) => [...consoleKeys.of(org), 'event-gate', event] as const,
  gate: (org: string, event: string) => [...eventGateKeys.all(org, event), 'gate'] as const,
  dryRun: (org: string, event: string, clauses: EventClauseInput[]) =>
    [...eventGateKeys.all(org, event), 'dry-run', clauses] as const,
};

export function eventGateQuery(org: string, event: string) {
  return queryOptions({
    queryKey: eventGateKeys.gate(org, event),
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/certificates/events/{event_id}/gate/', { ...at(org, event), signal })),
  });
}

/** Who would gain or lose by these clauses. It changes nothing, so it is read like a page. */
export function dryRunQuery(org: string, event: string, clauses: EventClauseInput[]) {
  return queryOptions({
    queryKey: eventGateKeys.dryRun(org, event, clauses),
    queryFn: ({ signal }) =>
      unwrap(
        api.POST('/api/certificates/events/{event_id}/gate/dry-run/', {
          ...at(org, event),
          body: { clauses },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
}

export function useGateSave(event: string) {
  const { slug: org } = useOrganization();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: EventGateInput) =>
      unwrap(api.PUT('/api/certificates/events/{event_id}/gate/', { ...at(org, event), body })),
    onSuccess: (saved) => client.setQueryData(eventGateKeys.gate(org, event), saved),
    onSettled: () => client.invalidateQueries({ queryKey: eventGateKeys.all(org, event) }),
  });
}

function at(org: string, event: string) {
  return { ...inTenant(org), params: { path: { event_id: event } } };
}
