import { useId } from 'react';
import { useTranslation } from 'react-i18next';

import { Checkbox, FieldError, Radio, Textarea } from '@/components';

import { fieldsOf, type Answer, type Answers } from '../branching';

import { Scale } from './Scale';
import { Stars } from './Stars';

import type { SurveyPaper, SurveyQuestion } from '@/api';

interface QuestionFieldProps {
  question: SurveyQuestion;
  paper: SurveyPaper;
  answers: Answers;
  errors: Readonly<Record<string, string>>;
  onAnswer: (name: string, answer: Answer | undefined) => void;
}

/** One question, asked once or of each session or speaker. */
export function QuestionField({ question, paper, answers, errors, onAnswer }: QuestionFieldProps) {
  const { t } = useTranslation('feedback');
  const hintId = useId();
  const fields = fieldsOf(question, paper);
  if (fields.length === 0) return null;
  const prompt = (
    <>
      {question.prompt}
      {!question.is_required && (
        <span className="font-normal text-ink-3"> {t('optional', { ns: 'common' })}</span>
      )}
    </>
  );
  const hint = question.hint && (
    <p id={hintId} className="mt-1 text-sm text-ink-3">
      {question.hint}
    </p>
  );
  const control = (name: string, title: string | null) => (
    <AnswerField
      key={name}
      question={question}
      name={name}
      legend={title ?? prompt}
      small={title !== null}
      hint={title === null ? hint : null}
      hintId={question.hint ? hintId : undefined}
      answer={answers[name]}
      error={errors[name]}
      onAnswer={(answer) => onAnswer(name, answer)}
    />
  );
  if (question.about === 'whole') return control(question.key, null);
  return (
    <fieldset>
      <legend className="text-base font-semibold">{prompt}</legend>
      {hint}
      <div className="mt-4 grid gap-5 border-s-2 border-line ps-4 wide:ps-6">
        {fields.map(({ name, title }) => control(name, title))}
      </div>
    </fieldset>
  );
}

interface AnswerFieldProps {
  question: SurveyQuestion;
  name: string;
  legend: React.ReactNode;
  small: boolean;
  hint: React.ReactNode;
  hintId: string | undefined;
  answer: Answer | undefined;
  error: string | undefined;
  onAnswer: (answer: Answer | undefined) => void;
}

function AnswerField({ question, legend, small, hint, hintId, answer, error, ...rest }: AnswerFieldProps) {
  const { t } = useTranslation('feedback');
  const { name, onAnswer } = rest;
  const errorId = useId();
  const textId = useId();
  const describedBy = [hintId, error && errorId].filter(Boolean).join(' ') || undefined;
  const heading = small ? 'text-ui font-[550]' : 'text-base font-semibold';
  if (question.kind === 'text') {
    return (
      <div>
        <label htmlFor={textId} className={heading}>
          {legend}
        </label>
        {hint}
        <Textarea
          id={textId}
          name={name}
          data-field={name}
          rows={4}
          maxLength={4000}
          className="mt-2.5"
          aria-describedby={describedBy}
          aria-invalid={error ? true : undefined}
          value={typeof answer === 'string' ? answer : ''}
          onChange={({ target }) => onAnswer(target.value === '' ? undefined : target.value)}
        />
        <FieldError id={errorId} message={error} />
      </div>
    );
  }
  return (
    <fieldset aria-describedby={describedBy}>
      <legend className={heading}>{legend}</legend>
      {hint}
      <div className="mt-2.5">
        <Control
          question={question}
          name={name}
          answer={answer}
          invalid={Boolean(error)}
          onAnswer={onAnswer}
        />
      </div>
      {!question.is_required && typeof answer === 'number' && (
        <button type="button" className="link mt-1 py-1 text-sm" onClick={() => onAnswer(undefined)}>
          {t('clear')}
          <span className="sr-only">: {legend}</span>
        </button>
      )}
      <FieldError id={errorId} message={error} />
    </fieldset>
  );
}

interface ControlProps {
  question: SurveyQuestion;
  name: string;
  answer: Answer | undefined;
  invalid: boolean;
  onAnswer: (answer: Answer | undefined) => void;
}

function Control({ question, name, answer, invalid, onAnswer }: ControlProps) {
  const choices = question.choices ?? [];
  const chosen = Array.isArray(answer) ? (answer as readonly string[]) : [];
  switch (question.kind) {
    case 'rating':
      return <Stars name={name} value={numberOf(answer)} invalid={invalid} onChange={onAnswer} />;
    case 'scale':
    case 'nps':
      return (
        <Scale
          name={name}
          from={question.kind === 'nps' ? 0 : question.scale_from}
          low={question.low_label}
          high={question.high_label}
          value={numberOf(answer)}
          invalid={invalid}
          onChange={onAnswer}
        />
      );
    case 'multiple':
      return choices.map(({ id, text }) => (
        <Checkbox
          key={id}
          name={name}
          data-field={name}
          label={text}
          checked={chosen.includes(id)}
          aria-invalid={invalid || undefined}
          onChange={({ target }) => {
            const next = target.checked ? [...chosen, id] : chosen.filter((one) => one !== id);
            onAnswer(next.length > 0 ? next : undefined);
          }}
        />
      ));
    default:
      return choices.map(({ id, text }) => (
        <Radio
          key={id}
          name={name}
          data-field={name}
          label={text}
          checked={answer === id}
          aria-invalid={invalid || undefined}
          onChange={() => onAnswer(id)}
        />
      ));
  }
}

function numberOf(answer: Answer | undefined): number | undefined {
  return typeof answer === 'number' ? answer : undefined;
}
