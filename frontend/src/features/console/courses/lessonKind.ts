import { BookText, CirclePlay, FileText, ListChecks, PenLine } from 'lucide-react';

import type { LessonKind } from '@/api';

/** In the order in which a new lesson offers them. */
export const LESSON_KINDS = [
  'article',
  'video',
  'document',
  'quiz',
  'assignment',
] as const satisfies readonly LessonKind[];

export const KIND_ICON = {
  article: BookText,
  video: CirclePlay,
  document: FileText,
  quiz: ListChecks,
  assignment: PenLine,
} as const satisfies Record<LessonKind, unknown>;
