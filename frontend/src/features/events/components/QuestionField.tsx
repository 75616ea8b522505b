import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { Checkbox, Field, FieldError, Input, Radio, Textarea } from '@/components';

import type { EventQuestion } from '@/api';
import type { DraftAnswer } from '../draft';

interface QuestionFieldProps {
  question: EventQuestion;
  value: DraftAnswer | undefined;
  error: string | undefined;
  onChange: (value: DraftAnswer) => void;
}

const INPUTS = {
  text: { maxLength: 300 },
  email: { type: 'email', inputMode: 'email', maxLength: 254, autoComplete: 'off' },
  phone: { type: 'tel', inputMode: 'tel', maxLength: 40, autoComplete: 'off' },
  number: { inputMode: 'decimal', autoComplete: 'off' },
  date: { type: 'date' },
} as const;

/** One question of the organizer, as its kind wants to be answered. */
export function QuestionField({ question, value, error, onChange }: QuestionFieldProps) {
  const { t } = useTranslation('events');
  const name = useId();
  const { kind, prompt, hint, is_required: required, choices } = question;
  switch (kind) {
    case 'single':
      return (
        <Group question={question} error={error}>
          {choices.map((choice) => (
            <Radio
              key={choice.id}
              name={name}
              label={choice.text}
              checked={value === choice.id}
              onChange={() => onChange(choice.id)}
            />
          ))}
        </Group>
      );
    case 'multiple': {
      const chosen = Array.isArray(value) ? value : [];
      return (
        <Group question={question} error={error}>
          {choices.map((choice) => (
            <Checkbox
              key={choice.id}
              label={choice.text}
              checked={chosen.includes(choice.id)}
              onChange={(event) =>
                onChange(
                  event.target.checked
                    ? [...chosen, choice.id]
                    : chosen.filter((other) => other !== choice.id),
                )
              }
            />
          ))}
        </Group>
      );
    }
    case 'yes_no':
      // What must be agreed to is one box; a real question has two answers.
      return required ? (
        <Agreement question={question} value={value} error={error} onChange={onChange} />
      ) : (
        <Group question={question} error={error}>
          <Radio
            name={name}
            label={t('question.yes')}
            checked={value === true}
            onChange={() => onChange(true)}
          />
          <Radio
            name={name}
            label={t('question.no')}
            checked={value === false}
            onChange={() => onChange(false)}
          />
        </Group>
      );
    default: {
      const text = typeof value === 'string' ? value : '';
      return (
        <Field label={prompt} hint={hint} error={error} optional={!required}>
          {kind === 'long_text' ? (
            <Textarea
              maxLength={4000}
              required={required}
              value={text}
              onChange={(event) => onChange(event.target.value)}
            />
          ) : (
            <Input
              {...INPUTS[kind]}
              required={required}
              value={text}
              onChange={(event) => onChange(event.target.value)}
            />
          )}
        </Field>
      );
    }
  }
}

function Agreement({ question, value, error, onChange }: QuestionFieldProps) {
  const errorId = useId();
  return (
    <div>
      <Checkbox
        label={question.prompt}
        hint={question.hint}
        required
        checked={value === true}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? errorId : undefined}
        onChange={(event) => onChange(event.target.checked)}
      />
      <FieldError id={errorId} message={error} />
    </div>
  );
}

interface GroupProps {
  question: EventQuestion;
  error: string | undefined;
  children: ReactNode;
}

function Group({ question, error, children }: GroupProps) {
  const { t } = useTranslation();
  const id = useId();
  const describedBy = [question.hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <fieldset data-invalid={error ? true : undefined} aria-describedby={describedBy || undefined}>
      <legend className="mb-1 text-sm font-[550]">
        {question.prompt}
        {!question.is_required && <span className="font-normal text-ink-3"> {t('optional')}</span>}
      </legend>
      {question.hint && (
        <p id={`${id}-hint`} className="text-sm text-ink-3">
          {question.hint}
        </p>
      )}
      {children}
      <FieldError id={`${id}-error`} message={error} />
    </fieldset>
  );
}
