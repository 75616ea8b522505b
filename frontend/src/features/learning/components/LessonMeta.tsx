import { BookText, CircleHelp, CirclePlay, FileText, PenLine } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { formatDuration } from '@/lib/format';

import type { LessonKind } from '@/api';

const ICONS = {
  article: BookText,
  video: CirclePlay,
  document: FileText,
  quiz: CircleHelp,
  assignment: PenLine,
} as const satisfies Record<LessonKind, unknown>;

export function LessonIcon({ kind }: { kind: LessonKind }) {
  const Icon = ICONS[kind];
  return <Icon size={17} strokeWidth={1.75} aria-hidden className="flex-none text-ink-3" />;
}

interface LessonLength {
  kind: LessonKind;
  estimated_seconds: number;
  question_count: number | null;
}

/** "Reading, 9 min", "6 questions", "Video, 14 min", "Document, 2 min". */
export function LessonMeta({ lesson }: { lesson: LessonLength }) {
  const { t } = useTranslation('learning');
  if (lesson.kind === 'quiz') return <>{t('lesson.questions', { count: lesson.question_count ?? 0 })}</>;
  if (lesson.kind === 'assignment' && lesson.estimated_seconds === 0)
    return <>{t('lesson.assignmentPlain')}</>;
  return <>{t(`lesson.${lesson.kind}`, { time: formatDuration(lesson.estimated_seconds) })}</>;
}
