import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';

import {
  api,
  inTenant,
  nextQuery,
  unwrap,
  type AssignmentInput,
  type GradeInput,
  type QueueRow,
} from '@/api';

import { useRefresh } from '../courses/queries';
import { useOrganization } from '../organization';

export const STATES = ['submitted', 'graded', 'returned'] as const satisfies readonly QueueRow['status'][];

export interface QueueFilter {
  status: QueueRow['status'];
  course?: string;
  search?: string;
}

const keys = {
  queue: (org: string) => ['console', org, 'submissions'] as const,
  one: (org: string, id: string) => ['console', org, 'submission', id] as const,
  assignment: (org: string, lesson: string) => ['console', org, 'assignment', lesson] as const,
};

export function queueQuery(org: string, filter: QueueFilter) {
  const first: Record<string, string | number> = { ...filter, page_size: 50 };
  return infiniteQueryOptions({
    queryKey: [...keys.queue(org), first],
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/api/courses/assignment/submissions/', {
          ...inTenant(org),
          params: { query: pageParam },
          signal,
        }),
      ),
    initialPageParam: first,
    getNextPageParam: nextQuery,
  });
}

/** One version of somebody's work. What is written about it is not thrown away by a load in the background. */
export function gradingQuery(org: string, id: string) {
  return queryOptions({
    queryKey: keys.one(org, id),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/courses/assignment/submissions/{submission_id}/', {
          ...inTenant(org),
          params: { path: { submission_id: id } },
          signal,
        }),
      ),
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}

export function useGrade(id: string) {
  const { slug: org } = useOrganization();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: GradeInput) =>
      unwrap(
        api.POST('/api/courses/assignment/submissions/{submission_id}/grade/', {
          ...inTenant(org),
          params: { path: { submission_id: id } },
          body,
        }),
      ),
    onSuccess: async (work) => {
      client.setQueryData(keys.one(org, id), work);
      await client.invalidateQueries({ queryKey: keys.queue(org) });
    },
  });
}

export function useGiveBack(id: string) {
  const { slug: org } = useOrganization();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { note: string; revision: number }) =>
      unwrap(
        api.POST('/api/courses/assignment/submissions/{submission_id}/return/', {
          ...inTenant(org),
          params: { path: { submission_id: id } },
          body,
        }),
      ),
    onSuccess: async (work) => {
      client.setQueryData(keys.one(org, id), work);
      await client.invalidateQueries({ queryKey: keys.queue(org) });
    },
  });
}

export function assignmentQuery(org: string, lesson: string) {
  return queryOptions({
    queryKey: keys.assignment(org, lesson),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/courses/assignment/{lesson_id}/', {
          ...inTenant(org),
          params: { path: { lesson_id: lesson } },
          signal,
        }),
      ),
    staleTime: Infinity,
  });
}

export function useAssignmentSave(course: string, lesson: string) {
  const { slug: org } = useOrganization();
  const client = useQueryClient();
  const refresh = useRefresh(course);
  return useMutation({
    mutationFn: (body: AssignmentInput) =>
      unwrap(
        api.PUT('/api/courses/assignment/{lesson_id}/', {
          ...inTenant(org),
          params: { path: { lesson_id: lesson } },
          body,
        }),
      ),
    onSuccess: async (assignment) => {
      client.setQueryData(keys.assignment(org, lesson), assignment);
      await refresh();
    },
  });
}
