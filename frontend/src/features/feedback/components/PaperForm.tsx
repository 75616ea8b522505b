import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { isApiError, type SurveyPaper } from '@/api';
import { Button, FormProblem, Notice, Progress } from '@/components';

import { asked, given, missing, progressOf, type Answer, type Answers } from '../branching';
import { useAnswer, type SurveyRef } from '../queries';

import { QuestionField } from './QuestionField';

interface PaperFormProps {
  paper: SurveyPaper;
  of: SurveyRef;
  onAnswered: () => void;
}

const ANSWERS = 'answers.';

/** All questions on one page. What is not asked any more disappears, and is not sent. */
export function PaperForm({ paper, of, onAnswered }: PaperFormProps) {
  const { t } = useTranslation('feedback');
  const form = useRef<HTMLFormElement>(null);
  const [answers, setAnswers] = useState<Answers>({});
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const send = useAnswer(of);
  const { done, total } = progressOf(paper, answers);
  const said = t('progress', { done, total });

  const answer = (name: string, value: Answer | undefined) => {
    setAnswers((before) => ({ ...without(before, name), ...(value !== undefined && { [name]: value }) }));
    setErrors((before) => without(before, name));
  };
  const fail = (found: Readonly<Record<string, string>>) => {
    setErrors(found);
    const [first] = Object.keys(found);
    const field = first && form.current?.querySelector<HTMLElement>(`[data-field="${CSS.escape(first)}"]`);
    if (field) field.focus();
  };
  const submit = () => {
    const open = missing(paper, answers);
    if (open.length > 0) {
      fail(Object.fromEntries(open.map((name) => [name, t('required')])));
      return;
    }
    send.mutate(given(paper, answers), {
      onSuccess: onAnswered,
      onError: (error) => {
        if (!isApiError(error)) return;
        const beside = error.fields.filter(({ path }) => path.startsWith(ANSWERS));
        fail(Object.fromEntries(beside.map(({ path, message }) => [path.slice(ANSWERS.length), message])));
      },
    });
  };
  const count = Object.keys(errors).length;
  const sentFields = isApiError(send.error) ? send.error.fields.map(({ path }) => path) : [];
  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div className="sticky top-0 z-10 -mx-4 mb-8 bg-paper px-4 py-3 wide:-mx-6 wide:px-6">
        <p className="num mb-1.5 text-sm text-ink-3">{said}</p>
        <Progress percent={total === 0 ? 0 : (100 * done) / total} label={said} />
      </div>
      <div className="grid gap-9">
        {asked(paper.questions, answers).map((question) => (
          <QuestionField
            key={question.key}
            question={question}
            paper={paper}
            answers={answers}
            errors={errors}
            onAnswer={answer}
          />
        ))}
      </div>
      <div className="mt-10 border-t border-line pt-7">
        <FormProblem error={send.error} fields={sentFields} className="mb-5" />
        <p role="status" className={count > 0 ? 'mb-4 text-sm text-danger' : 'sr-only'}>
          {count > 0 && t('unanswered', { count })}
        </p>
        {paper.is_anonymous && (
          <Notice tone="tint" className="mb-5">
            {t('onceAnonymous')}
          </Notice>
        )}
        <Button type="submit" variant="primary" busy={send.isPending && t('sending')}>
          {t('send')}
        </Button>
      </div>
    </form>
  );
}

function without<Value>(record: Readonly<Record<string, Value>>, name: string): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => key !== name));
}
