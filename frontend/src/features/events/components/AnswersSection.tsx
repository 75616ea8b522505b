import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Button, Notice } from '@/components';

import { questionsFor } from '../draft';

import { AnswersForm } from './AnswersForm';

import type { PlaceRef } from '../queries';
import type { EventQuestion, RegistrationDetail } from '@/api';

interface AnswersSectionProps {
  place: RegistrationDetail;
  of: PlaceRef;
}

/** What the organizer asks, what was answered, and changing it while that is possible. */
export function AnswersSection({ place, of }: AnswersSectionProps) {
  const { t } = useTranslation('events');
  const [editing, setEditing] = useState(false);
  const questions = questionsFor(place.questions, place.ticket_type.id);
  if (questions.length === 0) return null;
  const given: Readonly<Record<string, unknown>> = place.answers;
  const owed = questions.some(({ id, is_required: required }) => required && given[id] === undefined);
  return (
    <section className="mt-10 border-t border-line pt-7">
      <h2 className="d4">
        {place.for_another ? t('answers.titleOf', { name: place.name }) : t('answers.title')}
      </h2>
      {editing ? (
        <AnswersForm place={place} of={of} questions={questions} onDone={() => setEditing(false)} />
      ) : (
        <>
          {owed && place.can_change_answers && (
            <Notice tone="warning" className="mt-4">
              {t('answers.owed', { organization: place.event.organization.name })}
            </Notice>
          )}
          <dl className="mt-4 grid gap-x-8 gap-y-4 text-ui wide:grid-cols-2">
            {questions.map((question) => (
              <div key={question.id} className="min-w-0">
                <dt className="text-sm text-ink-3">{question.prompt}</dt>
                <dd className="mt-0.5 break-words whitespace-pre-line">
                  <AnswerText question={question} value={given[question.id]} />
                </dd>
              </div>
            ))}
          </dl>
          {place.can_change_answers && (
            <Button className="mt-5" onClick={() => setEditing(true)}>
              {t('answers.change')}
            </Button>
          )}
        </>
      )}
    </section>
  );
}

function AnswerText({ question, value }: { question: EventQuestion; value: unknown }) {
  const { t } = useTranslation('events');
  const said = (one: unknown) => question.choices.find(({ id }) => id === one)?.text ?? String(one);
  if (value === undefined || value === null || value === '') {
    return <span className="text-ink-3">{t('answers.none')}</span>;
  }
  if (typeof value === 'boolean') return <>{t(value ? 'question.yes' : 'question.no')}</>;
  return <>{Array.isArray(value) ? value.map(said).join(', ') : said(value)}</>;
}
