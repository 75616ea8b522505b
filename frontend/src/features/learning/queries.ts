import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';

import { api, nextQuery, unwrap, type Answer, type Heartbeat } from '@/api';
import { certificateKeys } from '@/features/certificates';

export const learningKeys = {
  all: ['learning'] as const,
  course: (slug: string) => ['learning', 'course', slug] as const,
  learn: (slug: string) => ['learning', 'learn', slug] as const,
  lesson: (id: string) => ['learning', 'lesson', id] as const,
  playback: (lessonId: string) => ['learning', 'playback', lessonId] as const,
  document: (lessonId: string) => ['learning', 'document', lessonId] as const,
  mine: ['learning', 'mine'] as const,
  left: ['learning', 'mine', 'left'] as const,
  attempt: (id: string) => ['learning', 'attempt', id] as const,
  reviews: (courseId: string) => ['learning', 'reviews', courseId] as const,
};

export function courseQuery(slug: string) {
  return queryOptions({
    queryKey: learningKeys.course(slug),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/courses/course/{slug_or_id}/', { params: { path: { slug_or_id: slug } }, signal }),
      ),
  });
}

export function learnQuery(slug: string) {
  return queryOptions({
    queryKey: learningKeys.learn(slug),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/courses/course/{slug_or_id}/learn/', {
          params: { path: { slug_or_id: slug } },
          signal,
        }),
      ),
  });
}

export function lessonQuery(id: string) {
  return queryOptions({
    queryKey: learningKeys.lesson(id),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/courses/course_lessons/{lesson_id}/', { params: { path: { lesson_id: id } }, signal }),
      ),
  });
}

/** Signed addresses are good for hours; within a visit they are asked for once. */
const SIGNED = { staleTime: 50 * 60_000, gcTime: 50 * 60_000 } as const;

/** A film's addresses and what was watched of it. Read anew with every visit, so that it resumes where it stopped. */
export function playbackQuery(lessonId: string) {
  return queryOptions({
    queryKey: learningKeys.playback(lessonId),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/courses/course_video/{lesson_id}/playback/', {
          params: { path: { lesson_id: lessonId } },
          signal,
        }),
      ),
    ...SIGNED,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}

export function documentQuery(lessonId: string) {
  return queryOptions({
    queryKey: learningKeys.document(lessonId),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/courses/course_lessons/{lesson_id}/document/', {
          params: { path: { lesson_id: lessonId } },
          signal,
        }),
      ),
    ...SIGNED,
    refetchInterval: SIGNED.staleTime,
  });
}

/** `leaving`: the page may be gone before the answer comes, and the request outlives it. */
export function sendHeartbeat(lessonId: string, body: Heartbeat, leaving: boolean) {
  return unwrap(
    api.POST('/api/courses/course_lessons/{lesson_id}/heartbeat/', {
      params: { path: { lesson_id: lessonId } },
      body,
      keepalive: leaving,
    }),
  );
}

export function mineQuery() {
  return infiniteQueryOptions({
    queryKey: learningKeys.mine,
    queryFn: ({ pageParam, signal }) =>
      unwrap(api.GET('/api/courses/bought_courses/', { params: { query: pageParam }, signal })),
    initialPageParam: {},
    getNextPageParam: nextQuery,
  });
}

/** What I have left, and may come back to. */
export function leftQuery() {
  return infiniteQueryOptions({
    queryKey: learningKeys.left,
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/api/courses/bought_courses/', { params: { query: { left: true, ...pageParam } }, signal }),
      ),
    initialPageParam: {},
    getNextPageParam: nextQuery,
  });
}

export function reviewsQuery(courseId: string) {
  return infiniteQueryOptions({
    queryKey: learningKeys.reviews(courseId),
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/api/courses/review/', { params: { query: { course: courseId, ...pageParam } }, signal }),
      ),
    initialPageParam: {},
    getNextPageParam: nextQuery,
  });
}

/** What a step forward changes: the outline, the lesson, my courses and the gate. */
export function useProgressed(slug: string) {
  const client = useQueryClient();
  return useCallback(async () => {
    await Promise.all([
      client.invalidateQueries({ queryKey: learningKeys.learn(slug) }),
      client.invalidateQueries({ queryKey: ['learning', 'lesson'] }),
      client.invalidateQueries({ queryKey: learningKeys.mine }),
      client.invalidateQueries({ queryKey: certificateKeys.all }),
    ]);
  }, [client, slug]);
}

export function useEnroll(slug: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () =>
      unwrap(
        api.POST('/api/courses/course/{slug_or_id}/enroll/', { params: { path: { slug_or_id: slug } } }),
      ),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: learningKeys.course(slug) }),
        client.invalidateQueries({ queryKey: learningKeys.mine }),
      ]),
  });
}

/** Leaving a course, and coming back to it: everything that is shown of my courses may be another then. */
export function useWithdraw() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (enrollmentId: string) =>
      unwrap(
        api.POST('/api/courses/bought_courses/{enrollment_id}/withdraw/', {
          params: { path: { enrollment_id: enrollmentId } },
        }),
      ),
    // Not waited for: the row goes with the new list, and with it what was to be said.
    onSettled: () => void client.invalidateQueries({ queryKey: learningKeys.all }),
  });
}

export function useRejoin() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (enrollmentId: string) =>
      unwrap(
        api.POST('/api/courses/bought_courses/{enrollment_id}/rejoin/', {
          params: { path: { enrollment_id: enrollmentId } },
        }),
      ),
    // Not waited for: the row goes with the new list, and with it what was to be said.
    onSettled: () => void client.invalidateQueries({ queryKey: learningKeys.all }),
  });
}

export function useCompleteLesson(slug: string) {
  const progressed = useProgressed(slug);
  return useMutation({
    mutationFn: (lessonId: string) =>
      unwrap(
        api.POST('/api/courses/course_lessons/{lesson_id}/complete/', {
          params: { path: { lesson_id: lessonId } },
        }),
      ),
    onSuccess: progressed,
  });
}

/** Opens a new attempt, or the one that is still open. */
export function useStartAttempt(lessonId: string) {
  return useMutation({
    mutationFn: (openAttempt: string | null) =>
      openAttempt
        ? unwrap(
            api.GET('/api/courses/quiz/attempts/{attempt_id}/', {
              params: { path: { attempt_id: openAttempt } },
            }),
          )
        : unwrap(
            api.POST('/api/courses/quiz/{lesson_id}/attempts/', {
              params: { path: { lesson_id: lessonId } },
            }),
          ),
  });
}

export function useSubmitAttempt(slug: string) {
  const progressed = useProgressed(slug);
  return useMutation({
    mutationFn: ({ attemptId, answers }: { attemptId: string; answers: Record<string, Answer> }) =>
      unwrap(
        api.POST('/api/courses/quiz/attempts/{attempt_id}/submit/', {
          params: { path: { attempt_id: attemptId } },
          body: { answers },
        }),
      ),
    onSuccess: progressed,
  });
}

export interface ReviewDraft {
  rating: number;
  text: string;
}

export function useSaveReview(courseId: string, slug: string, reviewId: string | undefined) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (draft: ReviewDraft) =>
      reviewId
        ? unwrap(
            api.PATCH('/api/courses/review/{review_id}/', {
              params: { path: { review_id: reviewId } },
              body: draft,
            }),
          )
        : unwrap(api.POST('/api/courses/review/', { body: { course: courseId, ...draft } })),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: learningKeys.reviews(courseId) }),
        client.invalidateQueries({ queryKey: learningKeys.course(slug) }),
      ]),
  });
}
