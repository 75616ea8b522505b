import type { Organization, Outline, Permission, StaffCourse, StaffLesson } from '@/api';

/** What the builder's tests look at. */
export const ORGANIZATION: Organization = {
  id: 'o1',
  slug: 'law',
  name: 'Law & Mediation Society',
  brand_color: '#3a5a44',
  logo_url: null,
  country: 'GB',
  currency: 'GBP',
  time_zone: 'Europe/London',
  course_review_required: false,
  roles: ['instructor'],
  permissions: ['edit_courses', 'publish_courses'],
};

export function organizationPage(change: Partial<Organization> = {}, ...more: Permission[]) {
  const permissions = [...ORGANIZATION.permissions, ...more];
  return { results: [{ ...ORGANIZATION, permissions, ...change }], next: null, previous: null };
}

export const COURSE: StaffCourse = {
  id: 'c1',
  slug: 'consent',
  title: 'Consent and capacity',
  subtitle: '',
  description_md: 'What it is about.',
  outcomes: [],
  level: 'beginner',
  language: 'en',
  category: null,
  price: null,
  thumbnail_url: null,
  status: 'draft',
  submitted_at: null,
  submitted_by: null,
  review_note: '',
  version: 1,
  published_at: null,
  created_at: '2026-11-01T00:00:00Z',
  lesson_count: 1,
  duration_seconds: 600,
  enrollment_count: 0,
  instructors: [{ id: 'u1', display_name: 'Helen Marsh', avatar_url: null, headline: '', bio: '' }],
  credits: [],
  credits_shown: { total: '0', types: [] },
};

export const FILM: NonNullable<StaffLesson['video']> = {
  id: 'v1',
  status: 'ready',
  file_name: 'bedside.mp4',
  problem: '',
  duration_ms: 124_000,
  width: 1920,
  height: 1080,
  poster_url: null,
};

export function lessonOf(kind: StaffLesson['kind'], change: Partial<StaffLesson> = {}): StaffLesson {
  return {
    id: 'l1',
    module_id: 'm1',
    kind,
    title: 'At the bedside',
    position: 0,
    is_preview: false,
    estimated_seconds: 0,
    body_md: '',
    quiz: null,
    assignment: null,
    video: null,
    video_coming: null,
    captions: [],
    document: null,
    ...change,
  };
}

export function outlineOf(lesson: StaffLesson, course: Partial<StaffCourse> = {}): Outline {
  return {
    course: { ...COURSE, ...course },
    modules: [{ id: 'm1', title: 'Before you begin', position: 0, lessons: [lesson] }],
    obstacles: [],
    warnings: [],
  };
}
