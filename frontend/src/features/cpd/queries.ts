import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';

import { api, expectOk, nextQuery, unwrap, useIdempotencyKey } from '@/api';

import type { CycleStart, CycleTerms, OwnActivityReport } from '@/api';

export const cpdKeys = {
  all: ['cpd'] as const,
  ledger: ['cpd', 'ledger'] as const,
  summary: ['cpd', 'summary'] as const,
  cycles: ['cpd', 'cycles'] as const,
  activity: (id: string) => ['cpd', 'activity', id] as const,
};

export function ledgerQuery() {
  return infiniteQueryOptions({
    queryKey: cpdKeys.ledger,
    queryFn: ({ pageParam, signal }) =>
      unwrap(api.GET('/api/cpd/ledger/', { params: { query: pageParam }, signal })),
    initialPageParam: {},
    getNextPageParam: nextQuery,
  });
}

export function summaryQuery() {
  return queryOptions({
    queryKey: cpdKeys.summary,
    queryFn: ({ signal }) => unwrap(api.GET('/api/cpd/summary/', { signal })),
  });
}

export function cyclesQuery() {
  return queryOptions({
    queryKey: cpdKeys.cycles,
    queryFn: ({ signal }) => unwrap(api.GET('/api/cpd/cycles/', { signal })),
  });
}

export function activityQuery(id: string) {
  return queryOptions({
    queryKey: cpdKeys.activity(id),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/cpd/activities/{activity_id}/', { params: { path: { activity_id: id } }, signal }),
      ),
  });
}

export function accreditorsQuery() {
  return queryOptions({
    queryKey: ['accreditation', 'accreditors'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/accreditation/accreditors/', { signal })),
    staleTime: 600_000,
  });
}

export function useSaveCycle(id: string | null) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (cycle: CycleStart) => {
      if (id === null) return unwrap(api.POST('/api/cpd/cycles/', { body: cycle }));
      const terms: CycleTerms = cycle;
      return unwrap(
        api.PUT('/api/cpd/cycles/{cycle_id}/', { params: { path: { cycle_id: id } }, body: terms }),
      );
    },
    onSuccess: () => client.invalidateQueries({ queryKey: cpdKeys.cycles }),
  });
}

export function useDeleteCycle() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      expectOk(api.DELETE('/api/cpd/cycles/{cycle_id}/', { params: { path: { cycle_id: id } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: cpdKeys.cycles }),
  });
}

/** `revision` is that of the activity as it was read; null for a new one. */
export function useSaveActivity(id: string | null, revision: number | null) {
  const client = useQueryClient();
  const { keyFor } = useIdempotencyKey();
  return useMutation({
    mutationFn: (report: OwnActivityReport) =>
      unwrap(
        id === null || revision === null
          ? api.POST('/api/cpd/activities/', { body: report, headers: { 'Idempotency-Key': keyFor(report) } })
          : api.PUT('/api/cpd/activities/{activity_id}/', {
              params: { path: { activity_id: id } },
              body: { ...report, revision },
            }),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: cpdKeys.all }),
  });
}

export function useWithdrawActivity() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      expectOk(api.DELETE('/api/cpd/activities/{activity_id}/', { params: { path: { activity_id: id } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: cpdKeys.all }),
  });
}

export type TranscriptScope = { cycle: string } | { first: string; last: string };

export function useTranscript() {
  return useMutation({
    mutationFn: ({ scope, kind }: { scope: TranscriptScope; kind: 'pdf' | 'csv' }) =>
      unwrap(
        kind === 'pdf'
          ? api.GET('/api/cpd/transcript/', { params: { query: scope }, parseAs: 'blob' })
          : api.GET('/api/cpd/transcript.csv', { params: { query: scope }, parseAs: 'blob' }),
      ),
  });
}
