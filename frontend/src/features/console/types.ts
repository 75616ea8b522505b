import type { components } from '@/api/schema';

/** A course as lists show it; with the organization's header also a draft. */
export type CourseCard = components['schemas']['CourseCard'];
