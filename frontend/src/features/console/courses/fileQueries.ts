import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';

import { api, expectOk, inTenant, unwrap, type Outline, type StaffLesson } from '@/api';

import { useOrganization } from '../organization';
import { consoleKeys } from '../queries';

import { useRefresh } from './queries';

export type Film = NonNullable<StaffLesson['video']>;

const keys = {
  films: (org: string, lesson: string) => [...consoleKeys.of(org), 'film', lesson] as const,
  film: (org: string, lesson: string, film: string) => [...keys.films(org, lesson), film] as const,
  document: (org: string, lesson: string) => [...consoleKeys.of(org), 'document', lesson] as const,
};

/** Signed addresses are good for hours. */
const SIGNED = { staleTime: 50 * 60_000, gcTime: 50 * 60_000, refetchOnWindowFocus: false } as const;
const LOOK_AGAIN_MS = 2_000;

/** A lesson's film as learners see it; `film` is the id of the one that is in place. */
export function filmQuery(org: string, lesson: string, film: string) {
  return queryOptions({
    queryKey: keys.film(org, lesson, film),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/courses/course_video/{lesson_id}/playback/', {
          ...inTenant(org),
          params: { path: { lesson_id: lesson } },
          signal,
        }),
      ),
    ...SIGNED,
  });
}

export function documentQuery(org: string, lesson: string) {
  return queryOptions({
    queryKey: keys.document(org, lesson),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/courses/course_lessons/{lesson_id}/document/', {
          ...inTenant(org),
          params: { path: { lesson_id: lesson } },
          signal,
        }),
      ),
    ...SIGNED,
  });
}

/** How soon to look again for a film that is being checked or put in place; false when none is. */
export function filmPause(outline: Outline | undefined, lessonId: string): number | false {
  if (!outline || outline.course.status === 'archived') return false;
  const lesson = outline.modules.flatMap((module) => module.lessons).find((one) => one.id === lessonId);
  const status = lesson?.video_coming?.status;
  return status === 'processing' || status === 'ready' ? LOOK_AGAIN_MS : false;
}

export function useCaptionsSet(course: string, lesson: string) {
  const { slug: org } = useOrganization();
  const refresh = useFilmRefresh(course, lesson);
  return useMutation({
    mutationFn: (body: { upload_id: string; language: string; label: string }) =>
      unwrap(
        api.POST('/api/courses/course_video/{lesson_id}/captions/', {
          ...inTenant(org),
          params: { path: { lesson_id: lesson } },
          body,
        }),
      ),
    onSuccess: refresh,
  });
}

export function useCaptionsRemove(course: string, lesson: string) {
  const { slug: org } = useOrganization();
  const refresh = useFilmRefresh(course, lesson);
  return useMutation({
    mutationFn: (language: string) =>
      expectOk(
        api.DELETE('/api/courses/course_video/{lesson_id}/captions/{language}/', {
          ...inTenant(org),
          params: { path: { lesson_id: lesson, language } },
        }),
      ),
    onSuccess: refresh,
  });
}

export function useDocumentSet(course: string, lesson: string) {
  const { slug: org } = useOrganization();
  const client = useQueryClient();
  const refresh = useRefresh(course);
  return useMutation({
    mutationFn: (document: string) =>
      unwrap(
        api.PATCH('/api/courses/course_lessons/{lesson_id}/', {
          ...inTenant(org),
          params: { path: { lesson_id: lesson } },
          body: { document },
        }),
      ),
    onSuccess: () =>
      Promise.all([client.invalidateQueries({ queryKey: keys.document(org, lesson) }), refresh()]),
  });
}

/** The builder shows the new state, and the film with what is said in it. */
export function useFilmRefresh(course: string, lesson: string) {
  const { slug: org } = useOrganization();
  const client = useQueryClient();
  const refresh = useRefresh(course);
  return () => Promise.all([client.invalidateQueries({ queryKey: keys.films(org, lesson) }), refresh()]);
}
