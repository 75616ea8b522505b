import { ArrowRight, CircleCheck } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';

import { Button, Notice, useErrorMessage } from '@/components';
import { paths } from '@/config/paths';

import { useCompleteLesson } from '../queries';
import { LessonStage } from './LessonStage';

import type { Lesson } from '@/api';
import type { PlayerCourse } from '../playerCourse';

interface ArticleLessonProps {
  course: PlayerCourse;
  lesson: Lesson;
}

export function ArticleLesson({ course, lesson }: ArticleLessonProps) {
  const { t } = useTranslation('learning');
  const message = useErrorMessage();
  const step = useNextStep(course, lesson);
  useEnterKey(step.go);
  return (
    <>
      <LessonStage
        course={course}
        lessonId={lesson.id}
        title={lesson.title}
        action={<NextButton step={step} />}
      />
      {step.error && (
        <Notice tone="danger" className="mt-5">
          {message(step.error)}
        </Notice>
      )}
      <article
        className="prose mt-8 wide:mt-10"
        // Markdown rendered and cleaned by the server.
        dangerouslySetInnerHTML={{ __html: lesson.body_html }}
      />
      <div className="mt-12 flex max-w-(--measure) flex-wrap items-center justify-between gap-4 border-t border-line pt-6">
        <span className="flex items-center gap-2 text-sm text-success">
          {lesson.completed && (
            <>
              <CircleCheck size={17} strokeWidth={1.75} aria-hidden />
              {t('player.completed')}
            </>
          )}
        </span>
        <NextButton step={step} quiet />
      </div>
    </>
  );
}

interface NextStep {
  label: string | null;
  busy: string | false;
  error: Error | null;
  go: (() => void) | null;
}

/** Reading to the end completes the lesson; then comes the next one, or the end of the course. */
function useNextStep(course: PlayerCourse, lesson: Lesson): NextStep {
  const { t } = useTranslation('learning');
  const navigate = useNavigate();
  const complete = useCompleteLesson(course.slug);
  const next = lesson.next_lesson_id;
  const toNext = next ? () => void navigate(paths.learn(course.slug, next)) : null;

  if (!course.enrolled || lesson.completed) {
    const open = course.modules.some((module) =>
      module.lessons.some((item) => item.id === next && !item.locked),
    );
    return { label: t('player.next'), busy: false, error: null, go: open ? toNext : null };
  }
  return {
    label: t(next ? 'player.complete' : 'player.completeLast'),
    busy: complete.isPending && t('player.completing'),
    error: complete.error,
    go: () => complete.mutate(lesson.id, { onSuccess: () => toNext?.() }),
  };
}

function NextButton({ step, quiet = false }: { step: NextStep; quiet?: boolean }) {
  if (!step.go) return null;
  return (
    <Button variant={quiet ? 'secondary' : 'primary'} busy={step.busy} onClick={step.go}>
      {step.label}
      <ArrowRight size={17} strokeWidth={1.75} aria-hidden />
    </Button>
  );
}

const OWN_ENTER = 'a, button, input, textarea, select, summary, [role="dialog"]';

/** Enter goes on, unless the focus is on something with an Enter of its own. */
function useEnterKey(go: (() => void) | null): void {
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
