import { ArrowRight, CircleCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { Button, Notice, useErrorMessage } from '@/components';

import { useContentLanguage } from '../contentLanguage';

import type { NextStep } from '../nextStep';

export function NextButton({ step, quiet = false }: { step: NextStep; quiet?: boolean }) {
  if (!step.go) return null;
  return (
    <Button variant={quiet ? 'secondary' : 'primary'} busy={step.busy} onClick={step.go}>
      {step.label}
      <ArrowRight size={17} strokeWidth={1.75} aria-hidden />
    </Button>
  );
}

export function StepProblem({ step }: { step: NextStep }) {
  const message = useErrorMessage();
  if (!step.error) return null;
  return (
    <Notice tone="danger" className="mt-5">
      {message(step.error)}
    </Notice>
  );
}

/** The foot of a lesson: whether it is done, and on to the next. */
export function LessonEnd({ completed, step }: { completed: boolean; step: NextStep }) {
  return (
    <div className="mt-12 flex max-w-(--measure) flex-wrap items-center justify-between gap-4 border-t border-line pt-6">
      <span className="flex items-center gap-2 text-sm text-success">{completed && <Completed />}</span>
      <NextButton step={step} quiet />
    </div>
  );
}

export function Completed() {
  const { t } = useTranslation('learning');
  return (
    <>
      <CircleCheck size={17} strokeWidth={1.75} aria-hidden />
      {t('player.completed')}
    </>
  );
}

/** The lesson's own text, where it has one. */
export function LessonText({ html, className }: { html: string; className?: string }) {
  const language = useContentLanguage();
  if (!html) return null;
  // Markdown rendered and cleaned by the server.
  return (
    <article
      lang={language}
      className={`prose ${className ?? ''}`}
      dangerouslySetInnerHTML={{ __html: html }}
    />
  );
}
