import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';

import { api, unwrap, type WorkDraft } from '@/api';

import { useProgressed } from './queries';

export const workKey = (lessonId: string) => ['learning', 'work', lessonId] as const;

/** My work for an assignment, every version of it. Addresses of its files are good for an hour. */
export function workQuery(lessonId: string) {
  return queryOptions({
    queryKey: workKey(lessonId),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/courses/assignment/{lesson_id}/work/', {
          params: { path: { lesson_id: lessonId } },
          signal,
        }),
      ),
  });
}

/** Keeps what there is so far. `leaving`: the page may be gone before the answer comes. */
export function saveDraft(lessonId: string, body: WorkDraft, leaving = false) {
  return unwrap(
    api.PUT('/api/courses/assignment/{lesson_id}/draft/', {
      params: { path: { lesson_id: lessonId } },
      body,
      keepalive: leaving,
    }),
  );
}

export function useHandIn(slug: string, lessonId: string) {
  const client = useQueryClient();
  const progressed = useProgressed(slug);
  return useMutation({
    mutationFn: (body: WorkDraft) =>
      unwrap(
        api.POST('/api/courses/assignment/{lesson_id}/submit/', {
          params: { path: { lesson_id: lessonId } },
          body,
        }),
      ),
    onSuccess: async (work) => {
      client.setQueryData(workKey(lessonId), work);
      await progressed();
    },
  });
}
