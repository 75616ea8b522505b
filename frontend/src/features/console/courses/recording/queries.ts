import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';

import { api, inTenant, nextQuery, unwrap, type StaffEventCard } from '@/api';

import { eventKeys } from '../../events/queries';
import { useOrganization } from '../../organization';
import { consoleKeys } from '../../queries';

const PAGES_AT_MOST = 5;
const RECORDED: readonly StaffEventCard['status'][] = ['published', 'completed', 'archived'];

/** The event that a course is made of; null: none. */
export function recordingQuery(org: string, course: string) {
  return queryOptions({
    queryKey: [...consoleKeys.outline(org, course), 'recording'] as const,
    queryFn: async ({ signal }) => {
      const { event } = await unwrap(
        api.GET('/api/cpd/recordings/{slug_or_id}/', {
          ...inTenant(org),
          params: { path: { slug_or_id: course } },
          signal,
        }),
      );
      return event;
    },
  });
}

/** Events that take place or took place, the latest first: of these a course can be the recording. */
export function recordableQuery(org: string) {
  return queryOptions({
    queryKey: [...eventKeys.all(org), 'recordable'] as const,
    queryFn: async ({ signal }) => {
      const all: StaffEventCard[] = [];
      let query: Record<string, string | number> | undefined = { page_size: 100 };
      for (let page = 0; query && page < PAGES_AT_MOST; page++) {
        const answer: { results: readonly StaffEventCard[]; next: string | null } = await unwrap(
          api.GET('/api/events/', { ...inTenant(org), params: { query }, signal }),
        );
        all.push(...answer.results);
        query = nextQuery(answer);
      }
      return all.filter(({ status }) => RECORDED.includes(status));
    },
  });
}

export function useRecording(course: string) {
  const { slug: org } = useOrganization();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (event: string | null) =>
      unwrap(
        api.PUT('/api/cpd/recordings/{slug_or_id}/', {
          ...inTenant(org),
          params: { path: { slug_or_id: course } },
          body: { event },
        }),
      ),
    onSuccess: ({ event }) => client.setQueryData(recordingQuery(org, course).queryKey, event),
  });
}
