import { CircleCheck, CircleX } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';

import { Button, Notice, useErrorMessage } from '@/components';
import { cx } from '@/lib/cx';
import { formatPercent } from '@/lib/format';

import { useContentLanguage } from '../contentLanguage';

import type { Attempt, AttemptOutcome, AnswerResult, Question } from '@/api';

interface QuizResultProps {
  attempt: Attempt;
  result: AttemptOutcome;
  retryBusy: boolean;
  retryError: Error | null;
  onRetry: () => void;
}

export function QuizResult({ attempt, result, retryBusy, retryError, onRetry }: QuizResultProps) {
  const { t } = useTranslation('learning');
  const message = useErrorMessage();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const score = formatPercent(result.score_percent);
  const mayRetry = !result.passed && (result.attempts_left === null || result.attempts_left > 0);
  return (
    <>
      <section className="rounded-lg bg-sunken p-5 wide:p-8">
        <h2 ref={heading} tabIndex={-1} className="d3 flex items-center gap-3 focus:outline-none">
          {result.passed && <CircleCheck size={26} strokeWidth={1.75} aria-hidden className="text-success" />}
          {result.passed
            ? t('quiz.passedTitle', { percent: score })
            : t('quiz.failedTitle', { percent: score, pass: formatPercent(result.pass_percent) })}
        </h2>
        <p className="mt-2 leading-relaxed text-ink-2">
          {t(result.passed ? 'quiz.passedText' : 'quiz.failedText')}
        </p>
        {mayRetry && (
          <div className="mt-5 flex flex-wrap items-center gap-4">
            <Button variant="primary" busy={retryBusy && t('quiz.starting')} onClick={onRetry}>
              {t('quiz.again')}
            </Button>
            <span className="text-sm text-ink-3">
              {result.attempts_left === null
                ? t('quiz.unlimited')
                : t('quiz.attemptsLeft', { count: result.attempts_left })}
            </span>
          </div>
        )}
        {!result.passed && !mayRetry && (
          <Notice tone="warning" className="mt-5">
            {t('quiz.noneLeft')}
          </Notice>
        )}
        {retryError && (
          <Notice tone="danger" className="mt-5">
            {message(retryError)}
          </Notice>
        )}
      </section>
      <h2 className="d4 mt-10">{t('quiz.review')}</h2>
      <ol className="mt-3 border-t border-line">
        {result.results.map((item, index) => (
          <ResultRow
            key={item.question_id}
            number={index + 1}
            item={item}
            question={attempt.questions.find((question) => question.id === item.question_id)}
          />
        ))}
      </ol>
    </>
  );
}

interface ResultRowProps {
  number: number;
  item: AnswerResult;
  question: Question | undefined;
}

function ResultRow({ number, item, question }: ResultRowProps) {
  const { t } = useTranslation('learning');
  const language = useContentLanguage();
  const words = useAnswerWords(question);
  const Icon = item.correct ? CircleCheck : CircleX;
  return (
    <li className="grid grid-cols-[26px_1fr] gap-2 border-b border-line py-5">
      <span className="num font-serif text-[1.05rem] leading-[1.5] font-[440] text-ink-3">{number}</span>
      <div className="min-w-0">
        {question && (
          <div
            lang={language}
            className="leading-[1.45] font-[550] [&_p+p]:mt-3"
            dangerouslySetInnerHTML={{ __html: question.prompt_html }}
          />
        )}
        <p className={cx('mt-2.5 flex gap-2 text-sm', item.correct ? 'text-success' : 'text-danger')}>
          <Icon size={17} strokeWidth={1.75} aria-hidden className="mt-px flex-none" />
          <span>
            <b className="font-semibold">{t(item.correct ? 'quiz.right' : 'quiz.wrong')}</b>{' '}
            {t('quiz.yourAnswer', { answer: words(item.your_answer) })}
          </span>
        </p>
        {!item.correct && (
          <p className="mt-1 ps-[25px] text-sm text-ink-2">
            {t('quiz.rightAnswer', { answer: words(item.right_answer) })}
          </p>
        )}
        {item.explanation_html && (
          <div
            lang={language}
            className="mt-2 ps-[25px] text-sm leading-relaxed text-ink-2 [&_p+p]:mt-2"
            dangerouslySetInnerHTML={{ __html: item.explanation_html }}
          />
        )}
      </div>
    </li>
  );
}

/** An answer as it was read on the screen: choice ids become their texts. */
function useAnswerWords(question: Question | undefined): (answer: unknown) => string {
  const { t } = useTranslation('learning');
  const words = (answer: unknown): string => {
    if (typeof answer === 'boolean') return t(answer ? 'quiz.true' : 'quiz.false');
    if (typeof answer === 'number') return String(answer);
    if (Array.isArray(answer)) return answer.map(words).join(', ') || t('quiz.noAnswer');
    if (typeof answer !== 'string' || answer === '') return t('quiz.noAnswer');
    return question?.choices?.find((choice) => choice.id === answer)?.text ?? answer;
  };
  return words;
}
