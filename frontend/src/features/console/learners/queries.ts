import { infiniteQueryOptions, useMutation } from '@tanstack/react-query';

import { api, inTenant, nextQuery, unwrap } from '@/api';
import { saveFile } from '@/lib/saveFile';

import { useOrganization } from '../organization';

export const STATES = ['active', 'completed', 'withdrawn', 'revoked'] as const;
export const ORDERS = ['-enrolled_at', 'name', '-last_active_at'] as const;

export type LearnerState = (typeof STATES)[number];
export type LearnerOrder = (typeof ORDERS)[number];

export interface LearnerFilter {
  status?: LearnerState;
  search?: string;
}

type PageQuery = Record<string, string | number>;

export function learnersQuery(org: string, course: string, filter: LearnerFilter, ordering: LearnerOrder) {
  const first: PageQuery = { ...filter, ordering, page_size: 50 };
  return infiniteQueryOptions({
    queryKey: ['console', org, 'learners', course, first] as const,
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/api/courses/course/{slug_or_id}/learners/', {
          ...inTenant(org),
          params: { path: { slug_or_id: course }, query: pageParam },
          signal,
        }),
      ),
    initialPageParam: first,
    getNextPageParam: nextQuery,
  });
}

/** The learners that are looked at, as a file for a spreadsheet. */
export function useExport(course: string) {
  const { slug: org } = useOrganization();
  return useMutation({
    mutationFn: async (filter: LearnerFilter) => {
      const file = await unwrap(
        api.GET('/api/courses/course/{slug_or_id}/learners.csv', {
          ...inTenant(org),
          params: { path: { slug_or_id: course }, query: filter },
          parseAs: 'blob',
        }),
      );
      saveFile(file, `learners-${course}.csv`);
    },
  });
}
