import { useEffect, useRef, useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';

import { isApiError, type EventQuestion, type RegistrationDetail } from '@/api';
import { Button, FormProblem, toasts } from '@/components';

import { useChangeAnswers } from '../changeQueries';
import { answersFrom, answersToDraft, missingIn, type DraftAnswer, type Person } from '../draft';

import { QuestionField } from './QuestionField';

import type { PlaceRef } from '../queries';

interface AnswersFormProps {
  place: RegistrationDetail;
  of: PlaceRef;
  questions: readonly EventQuestion[];
  onDone: () => void;
}

/** The questions of the registration again, with what was answered in them. */
export function AnswersForm({ place, of, questions, onDone }: AnswersFormProps) {
  const { t } = useTranslation('events');
  const [answers, setAnswers] = useState(() => answersToDraft(place.answers, questions));
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [tries, setTries] = useState(0);
  const form = useRef<HTMLFormElement>(null);
  const save = useChangeAnswers(of);

  useEffect(() => {
    const field = tries === 0 ? 'input, textarea' : '[aria-invalid="true"], [data-invalid] input';
    form.current?.querySelector<HTMLElement>(field)?.focus();
  }, [tries]);

  const person: Person = {
    key: 'own',
    ticket: place.ticket_type.id,
    name: place.name,
    email: place.email,
    answers,
  };
  const change = (id: string, answer: DraftAnswer) => {
    setAnswers((before) => ({ ...before, [id]: answer }));
    setErrors((before) => Object.fromEntries(Object.entries(before).filter(([name]) => name !== id)));
  };
  const show = (found: Record<string, string>) => {
    setErrors(found);
    setTries((before) => before + 1);
  };
  const submit = (submitted: SyntheticEvent) => {
    submitted.preventDefault();
    const missing = missingIn([person], questions);
    const found = questions.flatMap(({ id }) => {
      const what = missing[`own.answers.${id}`];
      return what ? [[id, t(`missing.${what}`)] as const] : [];
    });
    if (found.length > 0) {
      show(Object.fromEntries(found));
      return;
    }
    save.mutate(answersFrom(person, questions), {
      onSuccess: () => {
        toasts.show(t('answers.saved'));
        onDone();
      },
      onError: (error) => {
        if (!isApiError(error) || error.fields.length === 0) return;
        show(Object.fromEntries(error.fields.map(({ path, message }) => [idOf(path), message])));
      },
    });
  };
  return (
    <form ref={form} noValidate className="mt-5" onSubmit={submit}>
      <FormProblem error={save.error} fields={questions.map(({ id }) => `answers.${id}`)} className="mb-5" />
      <div className="grid gap-5 wide:grid-cols-2">
        {questions.map((question) => (
          <div key={question.id} className={question.kind === 'long_text' ? 'wide:col-span-2' : undefined}>
            <QuestionField
              question={question}
              value={answers[question.id]}
              error={errors[question.id]}
              onChange={(answer) => change(question.id, answer)}
            />
          </div>
        ))}
      </div>
      <div className="mt-6 flex flex-wrap gap-3">
        <Button type="submit" variant="primary" busy={save.isPending && t('answers.saving')}>
          {t('answers.save')}
        </Button>
        <Button variant="ghost" onClick={onDone}>
          {t('cancel', { ns: 'common' })}
        </Button>
      </div>
    </form>
  );
}

function idOf(path: string): string {
  return path.replace(/^answers\./, '');
}
