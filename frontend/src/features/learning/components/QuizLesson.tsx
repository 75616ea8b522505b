import { ArrowRight, CircleCheck, Clock, ListChecks, RotateCcw, Target, Trophy } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';

import { useSession, type Attempt, type AttemptOutcome, type Lesson, type LessonQuiz } from '@/api';
import { Button, ButtonLink, Notice, useErrorMessage } from '@/components';
import { paths } from '@/config/paths';
import { formatDuration, formatPercent } from '@/lib/format';

import { useContentLanguage } from '../contentLanguage';
import { useStartAttempt } from '../queries';
import { LessonStage } from './LessonStage';
import { QuizResult } from './QuizResult';
import { QuizRun } from './QuizRun';

import type { PlayerCourse } from '../playerCourse';
import type { LucideIcon } from 'lucide-react';

interface QuizLessonProps {
  course: PlayerCourse;
  lesson: Lesson;
  quiz: LessonQuiz;
}

type Step =
  | { name: 'intro' }
  | { name: 'run'; attempt: Attempt }
  | { name: 'result'; attempt: Attempt; result: AttemptOutcome };

/** A quiz goes through three views: what is asked, the questions one by one, what came of it. */
export function QuizLesson({ course, lesson, quiz }: QuizLessonProps) {
  const { t } = useTranslation('learning');
  const [step, setStep] = useState<Step>({ name: 'intro' });
  const start = useStartAttempt(lesson.id);
  const begin = () =>
    start.mutate(quiz.open_attempt_id, { onSuccess: (attempt) => setStep({ name: 'run', attempt }) });
  const next = lesson.next_lesson_id;
  return (
    <>
      <LessonStage
        course={course}
        lessonId={lesson.id}
        title={lesson.title}
        action={
          step.name !== 'run' && quiz.passed && next ? (
            <ButtonLink to={paths.learn(course.slug, next)} variant="primary">
              {t('player.next')}
              <ArrowRight size={17} strokeWidth={1.75} aria-hidden />
            </ButtonLink>
          ) : null
        }
      />
      <div className="mt-7 max-w-[720px]">
        {step.name === 'intro' && (
          <QuizIntro
            quiz={quiz}
            body={lesson.body_html}
            busy={start.isPending}
            error={start.error}
            onStart={begin}
          />
        )}
        {step.name === 'run' && (
          <QuizRun
            key={step.attempt.id}
            slug={course.slug}
            attempt={step.attempt}
            onResult={(result) => setStep({ name: 'result', attempt: step.attempt, result })}
          />
        )}
        {step.name === 'result' && (
          <QuizResult
            attempt={step.attempt}
            result={step.result}
            retryBusy={start.isPending}
            retryError={start.error}
            onRetry={() => {
              start.mutate(null, { onSuccess: (attempt) => setStep({ name: 'run', attempt }) });
            }}
          />
        )}
      </div>
    </>
  );
}

interface QuizIntroProps {
  quiz: LessonQuiz;
  body: string;
  busy: boolean;
  error: Error | null;
  onStart: () => void;
}

function QuizIntro({ quiz, body, busy, error, onStart }: QuizIntroProps) {
  const { t } = useTranslation('learning');
  const language = useContentLanguage();
  const message = useErrorMessage();
  const signedIn = useSession() !== 'signed-out';
  const { pathname } = useLocation();
  const left = quiz.attempts_allowed === null ? null : quiz.attempts_allowed - quiz.attempts_used;
  const open = quiz.open_attempt_id !== null;
  const label = open ? 'quiz.resume' : quiz.attempts_used > 0 ? 'quiz.again' : 'quiz.start';
  return (
    <section className="rounded-lg bg-sunken p-5 wide:p-8">
      {body && <div lang={language} className="prose mb-6" dangerouslySetInnerHTML={{ __html: body }} />}
      <ul className="grid gap-3 text-ui text-ink-2">
        <Term Icon={ListChecks}>{t('lesson.questions', { count: quiz.question_count })}</Term>
        <Term Icon={Target}>{t('quiz.passMark', { percent: formatPercent(quiz.pass_percent) })}</Term>
        <Term Icon={RotateCcw}>
          {left === null ? t('quiz.unlimited') : t('quiz.attemptsLeft', { count: Math.max(left, 0) })}
        </Term>
        {quiz.time_limit_seconds !== null && (
          <Term Icon={Clock}>{t('quiz.timeLimit', { time: formatDuration(quiz.time_limit_seconds) })}</Term>
        )}
        {quiz.best_score_percent !== null && (
          <Term Icon={Trophy}>{t('quiz.best', { percent: formatPercent(quiz.best_score_percent) })}</Term>
        )}
      </ul>
      {quiz.passed && (
        <p className="mt-5 flex items-center gap-2 text-ui font-medium text-success">
          <CircleCheck size={18} strokeWidth={1.75} aria-hidden />
          {t('quiz.passedAlready')}
        </p>
      )}
      <div className="mt-6">
        {!signedIn ? (
          <Notice
            tone="tint"
            action={
              <ButtonLink to={paths.signIn(pathname)} variant="primary" size="sm">
                {t('course.start')}
              </ButtonLink>
            }
          >
            {t('player.signInForQuiz')}
          </Notice>
        ) : left !== null && left <= 0 && !open ? (
          !quiz.passed && <Notice tone="warning">{t('quiz.noneLeft')}</Notice>
        ) : (
          <Button
            variant={quiz.passed ? 'secondary' : 'primary'}
            size="lg"
            busy={busy && t('quiz.starting')}
            onClick={onStart}
          >
            {t(label)}
          </Button>
        )}
      </div>
      {error && (
        <Notice tone="danger" className="mt-4">
          {message(error)}
        </Notice>
      )}
    </section>
  );
}

function Term({ Icon, children }: { Icon: LucideIcon; children: string }) {
  return (
    <li className="num flex gap-3">
      <Icon size={17} strokeWidth={1.75} aria-hidden className="mt-px flex-none text-ink-3" />
      {children}
    </li>
  );
}
