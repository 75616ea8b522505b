import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';

import { paths } from '@/config/paths';

import { useCompleteLesson } from './queries';

import type { PlayerCourse } from './playerCourse';
import type { Lesson } from '@/api';

export interface NextStep {
  label: string | null;
  busy: string | false;
  error: Error | null;
  go: (() => void) | null;
}

const COMPLETE = {
  article: { next: 'player.complete', last: 'player.completeLast' },
  document: { next: 'player.completeDocument', last: 'player.completeDocumentLast' },
} as const;

/**
 * Going on completes an article or a document; then comes the next lesson, or the end of the course.
 * A film completes by being watched, a quiz by being passed: there going on is only going on.
 */
export function useNextStep(course: PlayerCourse, lesson: Lesson): NextStep {
  const { t } = useTranslation('learning');
  const navigate = useNavigate();
  const complete = useCompleteLesson(course.slug);
  const next = lesson.next_lesson_id;
  const toNext = next ? () => void navigate(paths.learn(course.slug, next)) : null;
  const words = lesson.kind === 'article' || lesson.kind === 'document' ? COMPLETE[lesson.kind] : null;

  if (!course.enrolled || lesson.completed || !words) {
    const open = course.modules.some((module) =>
      module.lessons.some((item) => item.id === next && !item.locked),
    );
    return { label: t('player.next'), busy: false, error: null, go: open ? toNext : null };
  }
  return {
    label: t(next ? words.next : words.last),
    busy: complete.isPending && t('player.completing'),
    error: complete.error,
    go: () => complete.mutate(lesson.id, { onSuccess: () => toNext?.() }),
  };
}

const OWN_ENTER = 'a, button, input, textarea, select, summary, [role="dialog"]';

/** Enter goes on, unless the focus is on something with an Enter of its own. */
export function useEnterKey(go: (() => void) | null): void {
  useEffect(() => {
    if (!go) return;
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as Element | null;
      if (event.key !== 'Enter' || event.repeat || target?.closest(OWN_ENTER)) return;
      go();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [go]);
}
