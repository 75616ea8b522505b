import { useTranslation } from 'react-i18next';

import { Field, Input } from '@/components';

import { questionsFor, type Person } from '../draft';

import { QuestionField } from './QuestionField';

import type { EventQuestion } from '@/api';

interface PersonBlockProps {
  person: Person;
  number: number;
  alone: boolean;
  ticketName: string;
  questions: readonly EventQuestion[];
  /** By `<person's key>.<field>`. */
  errors: Readonly<Record<string, string>>;
  onChange: (person: Person, field: string) => void;
}

/** Who comes with one ticket, and what the organizer asks of them. */
export function PersonBlock({
  person,
  number,
  alone,
  ticketName,
  questions,
  errors,
  onChange,
}: PersonBlockProps) {
  const { t } = useTranslation('events');
  const asked = questionsFor(questions, person.ticket);
  return (
    <section className="mt-[26px] border-t border-line pt-6 wide:mt-[34px] wide:pt-7">
      <h2 className="d4">{alone ? t('register.who') : t('register.person', { number })}</h2>
      <p className="mt-1 text-sm text-ink-2">
        {t(number === 1 ? 'register.whoText' : 'register.ticketOf', { ticket: ticketName })}
      </p>
      <div className="mt-5 grid gap-5 wide:grid-cols-2">
        <Field label={t('register.name')} error={errors[`${person.key}.name`]}>
          <Input
            autoComplete={number === 1 ? 'name' : 'off'}
            maxLength={200}
            required
            value={person.name}
            onChange={(event) => onChange({ ...person, name: event.target.value }, 'name')}
          />
        </Field>
        <Field label={t('register.email')} error={errors[`${person.key}.email`]}>
          <Input
            type="email"
            autoComplete={number === 1 ? 'email' : 'off'}
            maxLength={254}
            required
            value={person.email}
            onChange={(event) => onChange({ ...person, email: event.target.value }, 'email')}
          />
        </Field>
        {asked.map((question) => (
          <div key={question.id} className={question.kind === 'long_text' ? 'wide:col-span-2' : undefined}>
            <QuestionField
              question={question}
              value={person.answers[question.id]}
              error={errors[`${person.key}.answers.${question.id}`]}
              onChange={(answer) =>
                onChange(
                  { ...person, answers: { ...person.answers, [question.id]: answer } },
                  `answers.${question.id}`,
                )
              }
            />
          </div>
        ))}
      </div>
    </section>
  );
}
