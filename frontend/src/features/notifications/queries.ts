import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';

import { api, expectOk, nextQuery, unwrap, type Preference } from '@/api';

export const notificationKeys = {
  all: ['notifications'] as const,
  bell: ['notifications', 'bell'] as const,
  unread: ['notifications', 'unread'] as const,
  preferences: ['notifications', 'preferences'] as const,
};

const ASK_AGAIN_MS = 60_000;

export function unreadQuery() {
  return queryOptions({
    queryKey: notificationKeys.unread,
    queryFn: ({ signal }) => unwrap(api.GET('/api/notifications/unread-count/', { signal })),
    refetchInterval: ASK_AGAIN_MS,
  });
}

export function bellQuery() {
  return infiniteQueryOptions({
    queryKey: notificationKeys.bell,
    queryFn: ({ pageParam, signal }) =>
      unwrap(api.GET('/api/notifications/', { params: { query: pageParam }, signal })),
    initialPageParam: {},
    getNextPageParam: nextQuery,
    staleTime: 0,
  });
}

export function preferencesQuery() {
  return queryOptions({
    queryKey: notificationKeys.preferences,
    queryFn: ({ signal }) => unwrap(api.GET('/api/notifications/preferences/', { signal })),
  });
}

export function useMarkRead() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      expectOk(
        api.POST('/api/notifications/{notification_id}/read/', { params: { path: { notification_id: id } } }),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: notificationKeys.all }),
  });
}

export function useMarkAllRead() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => expectOk(api.POST('/api/notifications/read-all/')),
    onSuccess: () => client.invalidateQueries({ queryKey: notificationKeys.all }),
  });
}

/** Shown at once, and put back when the server does not take it. */
export function useChoose() {
  const client = useQueryClient();
  const key = preferencesQuery().queryKey;
  return useMutation({
    mutationFn: ({ kind, mail, bell }: Pick<Preference, 'kind' | 'mail' | 'bell'>) =>
      unwrap(
        api.PUT('/api/notifications/preferences/{kind}/', {
          params: { path: { kind } },
          body: { mail, bell },
        }),
      ),
    onMutate: async (choice) => {
      await client.cancelQueries({ queryKey: key });
      const before = client.getQueryData(key);
      client.setQueryData(
        key,
        before && {
          results: before.results.map((row) => (row.kind === choice.kind ? { ...row, ...choice } : row)),
        },
      );
      return before;
    },
    onError: (_error, _choice, before) => client.setQueryData(key, before),
    onSuccess: (row) =>
      client.setQueryData(
        key,
        (now) => now && { results: now.results.map((one) => (one.kind === row.kind ? row : one)) },
      ),
  });
}
