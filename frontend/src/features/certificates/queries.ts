import { infiniteQueryOptions, queryOptions, useMutation } from '@tanstack/react-query';

import { api, nextQuery, unwrap } from '@/api';
import { useMePatch } from '@/features/accounts';

export const certificateKeys = {
  all: ['certificates'] as const,
  mine: ['certificates', 'mine'] as const,
  verify: (code: string) => ['certificates', 'verify', code] as const,
  requirements: (courseId: string) => ['certificates', 'requirements', courseId] as const,
  replacement: (id: string) => ['certificates', 'replacement', id] as const,
  gate: (courseId: string) => ['certificates', 'gate', courseId] as const,
};

const POLL_MS = 2000;
const POLLS_AT_MOST = 30;

export function myCertificatesQuery() {
  return infiniteQueryOptions({
    queryKey: certificateKeys.mine,
    queryFn: ({ pageParam, signal }) =>
      unwrap(api.GET('/api/certificates/', { params: { query: pageParam }, signal })),
    initialPageParam: {},
    getNextPageParam: nextQuery,
  });
}

export function verifyQuery(code: string) {
  return queryOptions({
    queryKey: certificateKeys.verify(code),
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/certificates/verify/{code}/', { params: { path: { code } }, signal })),
    // A check is a check now, not one of half a minute ago.
    staleTime: 0,
    refetchInterval: ({ state }) =>
      state.data?.status === 'pending' && state.dataUpdateCount < POLLS_AT_MOST ? POLL_MS : false,
  });
}

/** What the course's gate still asks for. Between "met" and the certificate it is asked again. */
export function gateProgressQuery(courseId: string) {
  return queryOptions({
    queryKey: certificateKeys.gate(courseId),
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/certificates/progress/', { params: { query: { course: courseId } }, signal })),
    refetchInterval: ({ state }) =>
      state.data?.met && !state.data.certificate_code && state.dataUpdateCount < POLLS_AT_MOST
        ? POLL_MS
        : false,
  });
}

/** What the gate of a course asks for, for anybody. */
export function requirementsQuery(courseId: string) {
  return queryOptions({
    queryKey: certificateKeys.requirements(courseId),
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/certificates/requirements/', { params: { query: { course: courseId } }, signal })),
  });
}

/** Writes the legal name down, then asks for the certificate under it; answers with the one that is being made. */
export function useCorrectName(certificateId: string) {
  const saveName = useMePatch();
  return useMutation({
    mutationFn: async (name: string) => {
      await saveName.mutateAsync({ legal_name: name, legal_name_confirmed: true });
      return unwrap(
        api.POST('/api/certificates/{certificate_id}/correct-name/', {
          params: { path: { certificate_id: certificateId } },
        }),
      );
    },
  });
}

/** How far a certificate has come that is to replace another: it is the newest of the holder's own. */
export function replacementQuery(id: string) {
  return queryOptions({
    queryKey: certificateKeys.replacement(id),
    queryFn: async ({ signal }) => {
      const { results } = await unwrap(api.GET('/api/certificates/', { signal }));
      return results.find((one) => one.id === id) ?? null;
    },
    refetchInterval: ({ state }) => (state.data && state.data.status !== 'pending' ? false : POLL_MS),
  });
}

/** Asks for a short-lived address of the PDF and follows it. */
export function useDownload() {
  return useMutation({
    mutationFn: (id: string) =>
      unwrap(
        api.GET('/api/certificates/{certificate_id}/download/', { params: { path: { certificate_id: id } } }),
      ),
    onSuccess: ({ url }) => window.location.assign(url),
  });
}
