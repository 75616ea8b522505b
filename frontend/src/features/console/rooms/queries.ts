import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';

import {
  api,
  inTenant,
  nextQuery,
  unwrap,
  type RoomPolicyChange,
  type StaffReportVerdict,
  type StaffRoomChange,
} from '@/api';

import { consoleKeys } from '../queries';

const keys = {
  all: (org: string) => [...consoleKeys.of(org), 'rooms'] as const,
  list: (org: string) => [...keys.all(org), 'list'] as const,
  reports: (org: string, open: boolean) => [...keys.all(org), 'reports', open] as const,
  log: (org: string) => [...keys.all(org), 'log'] as const,
  policy: (org: string) => [...keys.all(org), 'policy'] as const,
};

interface Paged {
  cursor?: string;
  page_size?: number;
}

const FIRST: Paged = { page_size: 50 };

export function staffRoomsQuery(org: string) {
  return infiniteQueryOptions({
    queryKey: keys.list(org),
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/api/community/staff/rooms/', { ...inTenant(org), params: { query: pageParam }, signal }),
      ),
    initialPageParam: FIRST,
    getNextPageParam: (last): Paged | undefined => nextQuery(last),
  });
}

/** The reports that wait, or those that were decided. */
export function reportsQuery(org: string, open: boolean) {
  return infiniteQueryOptions({
    queryKey: keys.reports(org, open),
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/api/community/staff/reports/', {
          ...inTenant(org),
          params: { query: { ...pageParam, is_open: open } },
          signal,
        }),
      ),
    initialPageParam: FIRST,
    getNextPageParam: (last): Paged | undefined => nextQuery(last),
  });
}

export function logQuery(org: string) {
  return infiniteQueryOptions({
    queryKey: keys.log(org),
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/api/community/staff/log/', { ...inTenant(org), params: { query: pageParam }, signal }),
      ),
    initialPageParam: FIRST,
    getNextPageParam: (last): Paged | undefined => nextQuery(last),
  });
}

export function policyQuery(org: string) {
  return queryOptions({
    queryKey: keys.policy(org),
    queryFn: ({ signal }) => unwrap(api.GET('/api/community/staff/policy/', { ...inTenant(org), signal })),
  });
}

export function usePolicyChange(org: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: RoomPolicyChange) =>
      unwrap(api.PATCH('/api/community/staff/policy/', { ...inTenant(org), body: change })),
    onSuccess: (policy) => client.setQueryData(policyQuery(org).queryKey, policy),
  });
}

export function useRoomChange(org: string, room: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: StaffRoomChange) =>
      unwrap(
        api.PATCH('/api/community/staff/rooms/{room_id}/', {
          ...inTenant(org),
          params: { path: { room_id: room } },
          body: change,
        }),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.all(org) }),
  });
}

export interface NewTopic {
  kind: 'course' | 'event';
  activity: string;
  name: string;
  isAnnouncements: boolean;
}

export function useNewTopic(org: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ kind, activity, name, isAnnouncements }: NewTopic) =>
      unwrap(
        api.POST('/api/community/staff/rooms/', {
          ...inTenant(org),
          body: {
            ...(kind === 'event' ? { event: activity } : { course: activity }),
            name,
            is_announcements: isAnnouncements,
          },
        }),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.all(org) }),
  });
}

export function useExport(org: string, room: string) {
  return useMutation({
    mutationFn: () =>
      unwrap(
        api.GET('/api/community/staff/rooms/{room_id}/export.csv', {
          ...inTenant(org),
          params: { path: { room_id: room } },
          parseAs: 'blob',
        }),
      ),
  });
}

export function useDecide(org: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({
      report,
      verdict,
      reason,
    }: {
      report: string;
      verdict: StaffReportVerdict;
      reason: string;
    }) =>
      unwrap(
        api.POST('/api/community/staff/reports/{report_id}/decide/', {
          ...inTenant(org),
          params: { path: { report_id: report } },
          body: { verdict, reason },
        }),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.all(org) }),
  });
}

/** The log after an act that was done elsewhere. */
export function useLogChanged(org: string): () => void {
  const client = useQueryClient();
  return () => void client.invalidateQueries({ queryKey: keys.log(org) });
}
