import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Button, Notice, useErrorMessage } from '@/components';
import { cx } from '@/lib/cx';
import { formatCountdown } from '@/lib/format';
import { useNow } from '@/lib/useNow';

import { useSubmitAttempt } from '../queries';
import { draft, isAnswered, openQuestions, toSubmission, type Answers } from '../quizAnswers';
import { QuestionView } from './QuestionView';

import type { Answer, Attempt, AttemptOutcome } from '@/api';

interface QuizRunProps {
  slug: string;
  attempt: Attempt;
  onResult: (result: AttemptOutcome) => void;
}

/** One question a screen. Handing in with open questions asks once more. */
export function QuizRun({ slug, attempt, onResult }: QuizRunProps) {
  const { t } = useTranslation('learning');
  const message = useErrorMessage();
  const submit = useSubmitAttempt(slug);
  const [answers, setAnswers] = useState<Answers>(() => draft.load(attempt.id));
  const [index, setIndex] = useState(0);
  const [asking, setAsking] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const { questions } = attempt;
  const question = questions[index];
  const open = openQuestions(questions, answers);
  const last = index === questions.length - 1;

  const answer = (value: Answer) => {
    if (!question) return;
    const next = { ...answers, [question.id]: value };
    setAnswers(next);
    draft.save(attempt.id, next);
    setAsking(false);
  };
  const goTo = (next: number) => {
    setIndex(next);
    setAsking(false);
    heading.current?.focus();
  };
  const handIn = () =>
    submit.mutate(
      { attemptId: attempt.id, answers: toSubmission(questions, answers) },
      {
        onSuccess: (result) => {
          draft.drop(attempt.id);
          onResult(result);
        },
      },
    );
  const forward = () => {
    if (!last) goTo(index + 1);
    else if (open.length > 0) setAsking(true);
    else handIn();
  };

  if (!question) return null;
  return (
    <section aria-labelledby="question-number" className="rounded-lg bg-sunken p-5 wide:p-8">
      <div className="flex items-baseline justify-between gap-4 text-sm text-ink-3">
        <h2 id="question-number" ref={heading} tabIndex={-1} className="num focus:outline-none">
          {t('quiz.question', { number: index + 1, total: questions.length })}
        </h2>
        {attempt.deadline_at && (
          <TimeLeft deadline={attempt.deadline_at} running={submit.isIdle} onOver={handIn} />
        )}
      </div>
      <Steps attempt={attempt} answers={answers} current={index} />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          forward();
        }}
      >
        <QuestionView question={question} value={answers[question.id]} onAnswer={answer} />
        {asking && (
          <Notice
            tone="warning"
            className="mt-5"
            action={
              <Button size="sm" onClick={() => goTo(open[0] ?? 0)}>
                {t('quiz.goToOpen')}
              </Button>
            }
          >
            {t('quiz.missing', { count: open.length })}
          </Notice>
        )}
        {submit.isError && (
          <Notice tone="danger" className="mt-5">
            {message(submit.error)}
          </Notice>
        )}
        <div className="mt-6 flex justify-between gap-3">
          <Button variant="ghost" disabled={index === 0} onClick={() => goTo(index - 1)} className="-ms-3">
            {t('quiz.back')}
          </Button>
          {asking ? (
            <Button variant="primary" busy={submit.isPending && t('quiz.handingIn')} onClick={handIn}>
              {t('quiz.handInAnyway')}
            </Button>
          ) : (
            <Button type="submit" variant="primary" busy={submit.isPending && t('quiz.handingIn')}>
              {t(last ? 'quiz.handIn' : 'quiz.nextQuestion')}
            </Button>
          )}
        </div>
      </form>
    </section>
  );
}

function Steps({ attempt, answers, current }: { attempt: Attempt; answers: Answers; current: number }) {
  const { t } = useTranslation('learning');
  const done = attempt.questions.filter((question) => isAnswered(answers[question.id])).length;
  return (
    <div
      role="progressbar"
      aria-label={t('quiz.progress')}
      aria-valuemin={0}
      aria-valuemax={attempt.questions.length}
      aria-valuenow={done}
      className="mt-3 flex gap-1"
    >
      {attempt.questions.map((question, index) => (
        <span
          key={question.id}
          className={cx(
            'h-1 flex-1 rounded-full',
            isAnswered(answers[question.id])
              ? 'bg-primary'
              : index === current
                ? 'bg-line-strong'
                : 'bg-tint-strong',
          )}
        />
      ))}
    </div>
  );
}

interface TimeLeftProps {
  deadline: string;
  running: boolean;
  onOver: () => void;
}

/** The server keeps the time; here it is shown, and what is there is handed in when it ends. */
function TimeLeft({ deadline, running, onOver }: TimeLeftProps) {
  const { t } = useTranslation('learning');
  const now = useNow(1000);
  const seconds = (Date.parse(deadline) - now) / 1000;
  const over = seconds <= 0;
  const handedIn = useRef(false);
  useEffect(() => {
    if (!over || !running || handedIn.current) return;
    handedIn.current = true;
    onOver();
  }, [over, running, onOver]);
  return (
    <span role="timer" className={cx('num font-semibold', seconds < 60 ? 'text-warning' : 'text-ink-2')}>
      {over ? t('quiz.timeUp') : t('quiz.timeLeft', { time: formatCountdown(seconds) })}
    </span>
  );
}
