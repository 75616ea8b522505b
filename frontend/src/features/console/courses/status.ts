import type { CourseStatus } from '@/api';
import type { Tone } from '@/components';

export const COURSE_TONE: Record<CourseStatus, Tone> = {
  draft: 'warning',
  in_review: 'info',
  published: 'success',
  archived: 'neutral',
};
