import { useQuery } from '@tanstack/react-query';

import { isApiError, useSession, type CourseDetail, type LearnPage, type LessonKind } from '@/api';

import { courseQuery, learnQuery } from './queries';

export interface PlayerLesson {
  id: string;
  title: string;
  kind: LessonKind;
  estimated_seconds: number;
  question_count: number | null;
  completed: boolean;
  /** Not open to somebody who does not have the course. */
  locked: boolean;
}

export interface PlayerModule {
  id: string;
  title: string;
  lessons: PlayerLesson[];
}

/** A course as the player shows it: the learner's own, or the free lessons of somebody else's. */
export interface PlayerCourse {
  id: string;
  slug: string;
  title: string;
  language: string;
  organizationName: string;
  /** What it earns, as the server writes it; none for a course without credits. */
  credits: string | undefined;
  enrolled: boolean;
  progressPercent: number;
  modules: PlayerModule[];
  resumeLessonId: string | null;
}

export function fromLearn({ course, modules, ...rest }: LearnPage): PlayerCourse {
  return {
    id: course.id,
    slug: course.slug,
    title: course.title,
    language: course.language,
    organizationName: course.organization.name,
    credits: creditsOf(course),
    enrolled: true,
    progressPercent: rest.progress_percent,
    modules: modules.map((module) => ({
      ...module,
      lessons: module.lessons.map((lesson) => ({ ...lesson, locked: false })),
    })),
    resumeLessonId: rest.resume_lesson_id,
  };
}

export function fromDetail(course: CourseDetail): PlayerCourse {
  const modules = course.modules.map(({ id, title, lessons }) => ({
    id,
    title,
    lessons: lessons.map((lesson) => ({ ...lesson, completed: false, locked: !lesson.is_preview })),
  }));
  const open = modules.flatMap((module) => module.lessons).find((lesson) => !lesson.locked);
  return {
    id: course.id,
    slug: course.slug,
    title: course.title,
    language: course.language,
    organizationName: course.organization.name,
    credits: creditsOf(course),
    enrolled: false,
    progressPercent: 0,
    modules,
    resumeLessonId: open?.id ?? null,
  };
}

function creditsOf({ credits }: LearnPage['course'] | CourseDetail): string | undefined {
  return credits.types.length > 0 ? credits.total : undefined;
}

interface PlayerCourseState {
  course: PlayerCourse | undefined;
  error: Error | null;
  retry: () => void;
}

/** The learner's own course; for strangers, and those who have not bought it, its free lessons. */
export function usePlayerCourse(slug: string): PlayerCourseState {
  const status = useSession();
  const learn = useQuery({ ...learnQuery(slug), enabled: status !== 'signed-out' });
  const notMine = status === 'signed-out' || isRefused(learn.error);
  const detail = useQuery({ ...courseQuery(slug), enabled: notMine });
  if (notMine) {
    return {
      course: detail.data && fromDetail(detail.data),
      error: detail.error,
      retry: () => void detail.refetch(),
    };
  }
  return {
    course: learn.data && fromLearn(learn.data),
    error: learn.error,
    retry: () => void learn.refetch(),
  };
}

function isRefused(error: Error | null): boolean {
  return isApiError(error) && (error.status === 403 || error.status === 404);
}

export function lessonsOf(course: PlayerCourse): PlayerLesson[] {
  return course.modules.flatMap((module) => module.lessons);
}

/** Where a lesson stands: its number in the course, and its module. */
export function placeOf(course: PlayerCourse, lessonId: string) {
  let lesson = 0;
  const total = course.modules.reduce((sum, module) => sum + module.lessons.length, 0);
  for (const [index, module] of course.modules.entries()) {
    const at = module.lessons.findIndex((item) => item.id === lessonId);
    if (at >= 0) return { lesson: lesson + at + 1, total, module: index + 1, moduleTitle: module.title };
    lesson += module.lessons.length;
  }
  return null;
}
