import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';

import {
  api,
  expectOk,
  inTenant,
  nextQuery,
  unwrap,
  type CourseChange,
  type CourseStatus,
  type LessonChange,
  type LessonKind,
  type Outline,
  type QuizInput,
} from '@/api';

import { useOrganization } from '../organization';
import { consoleKeys, outlineQuery } from '../queries';

const PAGES_AT_MOST = 20;

/** Somebody of the organization, as far as those who build courses need to know. */
export interface Person {
  id: string;
  display_name: string;
  avatar_url: string | null;
}

/** The organization's courses, in one state or in any. */
export function coursesInQuery(org: string, status: CourseStatus | undefined) {
  const first: Record<string, string | number> = { ...(status && { status }), page_size: 50 };
  return infiniteQueryOptions({
    queryKey: [...consoleKeys.courses(org), ...(status ? [status] : [])],
    queryFn: ({ pageParam, signal }) =>
      unwrap(api.GET('/api/courses/course/', { ...inTenant(org), params: { query: pageParam }, signal })),
    initialPageParam: first,
    getNextPageParam: nextQuery,
  });
}

/** After a change of the outline: the builder shows the new state, lists follow. */
export function useRefresh(course: string) {
  const client = useQueryClient();
  const { slug: org } = useOrganization();
  return () =>
    Promise.all([
      client.invalidateQueries({ queryKey: consoleKeys.outline(org, course) }),
      client.invalidateQueries({ queryKey: consoleKeys.courses(org) }),
      client.invalidateQueries({ queryKey: ['learning'], refetchType: 'none' }),
    ]);
}

export function useCourseChange(course: string) {
  const { slug: org } = useOrganization();
  const refresh = useRefresh(course);
  return useMutation({
    mutationFn: (change: CourseChange) =>
      unwrap(
        api.PATCH('/api/courses/course/{slug_or_id}/', {
          ...inTenant(org),
          params: { path: { slug_or_id: course } },
          body: change,
        }),
      ),
    onSuccess: refresh,
  });
}

export function usePublish(course: string) {
  const { slug: org } = useOrganization();
  const refresh = useRefresh(course);
  return useMutation({
    mutationFn: () =>
      unwrap(
        api.POST('/api/courses/course/{slug_or_id}/publish/', {
          ...inTenant(org),
          params: { path: { slug_or_id: course } },
        }),
      ),
    onSettled: refresh,
  });
}

export function useSubmit(course: string) {
  const { slug: org } = useOrganization();
  const refresh = useRefresh(course);
  return useMutation({
    mutationFn: () =>
      unwrap(
        api.POST('/api/courses/course/{slug_or_id}/submit/', {
          ...inTenant(org),
          params: { path: { slug_or_id: course } },
        }),
      ),
    onSettled: refresh,
  });
}

export function useReturn(course: string) {
  const { slug: org } = useOrganization();
  const refresh = useRefresh(course);
  return useMutation({
    mutationFn: (note: string) =>
      unwrap(
        api.POST('/api/courses/course/{slug_or_id}/return/', {
          ...inTenant(org),
          params: { path: { slug_or_id: course } },
          body: { note },
        }),
      ),
    onSettled: refresh,
  });
}

export function useArchive(course: string) {
  const { slug: org } = useOrganization();
  const refresh = useRefresh(course);
  return useMutation({
    mutationFn: () =>
      unwrap(
        api.POST('/api/courses/course/{slug_or_id}/archive/', {
          ...inTenant(org),
          params: { path: { slug_or_id: course } },
        }),
      ),
    onSettled: refresh,
  });
}

export function useAddModule(course: string) {
  const { slug: org } = useOrganization();
  const refresh = useRefresh(course);
  return useMutation({
    mutationFn: (title: string) =>
      unwrap(
        api.POST('/api/courses/course/{slug_or_id}/modules/', {
          ...inTenant(org),
          params: { path: { slug_or_id: course } },
          body: { title },
        }),
      ),
    onSuccess: refresh,
  });
}

export function useRenameModule(course: string) {
  const { slug: org } = useOrganization();
  const refresh = useRefresh(course);
  return useMutation({
    mutationFn: ({ id, title }: { id: string; title: string }) =>
      unwrap(
        api.PATCH('/api/courses/modules/{module_id}/', {
          ...inTenant(org),
          params: { path: { module_id: id } },
          body: { title },
        }),
      ),
    onSuccess: refresh,
  });
}

export function useDeleteModule(course: string) {
  const { slug: org } = useOrganization();
  const refresh = useRefresh(course);
  return useMutation({
    mutationFn: (id: string) =>
      expectOk(
        api.DELETE('/api/courses/modules/{module_id}/', {
          ...inTenant(org),
          params: { path: { module_id: id } },
        }),
      ),
    onSuccess: refresh,
  });
}

export function useAddLesson(course: string) {
  const { slug: org } = useOrganization();
  const refresh = useRefresh(course);
  return useMutation({
    mutationFn: (body: { module: string; kind: LessonKind; title: string }) =>
      unwrap(api.POST('/api/courses/course_lessons/', { ...inTenant(org), body })),
    onSuccess: refresh,
  });
}

export function useLessonChange(course: string) {
  const { slug: org } = useOrganization();
  const refresh = useRefresh(course);
  return useMutation({
    mutationFn: ({ id, change }: { id: string; change: LessonChange }) =>
      unwrap(
        api.PATCH('/api/courses/course_lessons/{lesson_id}/', {
          ...inTenant(org),
          params: { path: { lesson_id: id } },
          body: change,
        }),
      ),
    onSuccess: refresh,
  });
}

export function useDeleteLesson(course: string) {
  const { slug: org } = useOrganization();
  const refresh = useRefresh(course);
  return useMutation({
    mutationFn: (id: string) =>
      expectOk(
        api.DELETE('/api/courses/course_lessons/{lesson_id}/', {
          ...inTenant(org),
          params: { path: { lesson_id: id } },
        }),
      ),
    onSuccess: refresh,
  });
}

export type Modules = Outline['modules'];

/** The new order is shown at once; when the server refuses it, the outline is loaded again. */
export function useArrange(course: string) {
  const { slug: org } = useOrganization();
  const client = useQueryClient();
  const key = outlineQuery(org, course).queryKey;
  return useMutation({
    mutationFn: (modules: Modules) =>
      unwrap(
        api.PUT('/api/courses/course/{slug_or_id}/outline/', {
          ...inTenant(org),
          params: { path: { slug_or_id: course } },
          body: {
            modules: modules.map((module) => ({
              id: module.id,
              lessons: module.lessons.map((lesson) => lesson.id),
            })),
          },
        }),
      ),
    onMutate: async (modules) => {
      await client.cancelQueries({ queryKey: key });
      const before = client.getQueryData(key);
      client.setQueryData(key, before && { ...before, modules });
    },
    onSuccess: (outline) => client.setQueryData(key, outline),
    onError: () => client.invalidateQueries({ queryKey: key }),
  });
}

/** Everybody who may be named as an instructor; a team is small. */
export function peopleQuery(org: string) {
  return queryOptions({
    queryKey: [...consoleKeys.of(org), 'people'],
    queryFn: async ({ signal }) => {
      const all: Person[] = [];
      let query: Record<string, string | number> | undefined = { page_size: 100 };
      for (let page = 0; query && page < PAGES_AT_MOST; page++) {
        const answer: { results: Person[]; next: string | null } = await unwrap(
          api.GET('/api/courses/instructor/', { ...inTenant(org), params: { query }, signal }),
        );
        all.push(...answer.results);
        query = nextQuery(answer);
      }
      return all;
    },
  });
}

export function quizQuery(org: string, lesson: string) {
  return queryOptions({
    queryKey: consoleKeys.quiz(org, lesson),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/courses/quiz/{lesson_id}/', {
          ...inTenant(org),
          params: { path: { lesson_id: lesson } },
          signal,
        }),
      ),
    staleTime: Infinity,
  });
}

export function useQuizSave(course: string, lesson: string) {
  const { slug: org } = useOrganization();
  const client = useQueryClient();
  const refresh = useRefresh(course);
  return useMutation({
    mutationFn: (body: QuizInput) =>
      unwrap(
        api.PUT('/api/courses/quiz/{lesson_id}/', {
          ...inTenant(org),
          params: { path: { lesson_id: lesson } },
          body,
        }),
      ),
    onSuccess: async (quiz) => {
      client.setQueryData(consoleKeys.quiz(org, lesson), quiz);
      await refresh();
    },
  });
}
