import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import {
  api,
  inTenant,
  unwrap,
  type StaffEvent,
  type StaffEventQuestion,
  type StaffEventQuestionInput,
  type StaffEventQuestionKind,
} from '@/api';
import { Checkbox, Field, Input, Select, Textarea } from '@/components';

import { FormSheet } from './FormSheet';
import { useEventStep } from './queries';

const KINDS = [
  'text',
  'long_text',
  'single',
  'multiple',
  'yes_no',
  'number',
  'date',
  'email',
  'phone',
] as const satisfies readonly StaffEventQuestionKind[];

interface QuestionSheetProps {
  event: StaffEvent;
  question?: StaffEventQuestion;
  onClose: () => void;
}

interface Draft {
  kind: StaffEventQuestionKind;
  prompt: string;
  hint: string;
  /** One a line. */
  choices: string;
  required: boolean;
  tickets: string[];
}

/** Asked of everybody who registers, or of the holders of some tickets. */
export function QuestionSheet({ event, question, onClose }: QuestionSheetProps) {
  const { t } = useTranslation('console');
  const [draft, setDraft] = useState<Draft>(() => ({
    kind: question?.kind ?? 'text',
    prompt: question?.prompt ?? '',
    hint: question?.hint ?? '',
    choices: (question?.choices ?? []).map(({ text }) => text).join('\n'),
    required: question?.is_required ?? true,
    tickets: [...(question?.ticket_type_ids ?? [])],
  }));
  const [tried, setTried] = useState(false);
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const tickets = event.tickets.filter((one) => one.closed_at === null || draft.tickets.includes(one.id));
  const chosen = draft.kind === 'single' || draft.kind === 'multiple';
  const choices = chosen ? choicesOf(draft.choices, question?.choices ?? []) : [];
  const promptMissing = draft.prompt.trim() === '';
  const choicesWrong = chosen && choices.length < 2;
  const save = useEventStep((org, { kind, ...body }: StaffEventQuestionInput) =>
    question
      ? unwrap(
          api.PATCH('/api/events/{event_id}/questions/{question_id}/', {
            ...inTenant(org),
            params: { path: { event_id: event.id, question_id: question.id } },
            body,
          }),
        )
      : unwrap(
          api.POST('/api/events/{event_id}/questions/', {
            ...inTenant(org),
            params: { path: { event_id: event.id } },
            body: { kind, ...body },
          }),
        ),
  );
  const submit = () => {
    setTried(true);
    if (promptMissing || choicesWrong) return;
    save.mutate(
      {
        kind: draft.kind,
        prompt: draft.prompt.trim(),
        hint: draft.hint.trim(),
        choices,
        is_required: draft.required,
        ticket_type_ids: draft.tickets,
      },
      { onSuccess: onClose },
    );
  };
  return (
    <FormSheet
      title={t(question ? 'events.editQuestion' : 'events.addQuestion')}
      action={t(question ? 'details.save' : 'events.addQuestion')}
      busy={save.isPending}
      error={save.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label={t('events.answerKind')} hint={question ? t('events.kindStays') : undefined}>
        <Select
          value={draft.kind}
          disabled={question !== undefined}
          onChange={({ target }) => change({ kind: target.value as StaffEventQuestionKind })}
        >
          {KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {t(`events.questionKind.${kind}`)}
            </option>
          ))}
        </Select>
      </Field>
      <Field
        label={t('events.prompt')}
        error={tried && promptMissing ? t('events.promptMissing') : undefined}
      >
        <Input
          maxLength={200}
          value={draft.prompt}
          onChange={({ target }) => change({ prompt: target.value })}
        />
      </Field>
      <Field label={t('events.hint')} optional>
        <Input maxLength={300} value={draft.hint} onChange={({ target }) => change({ hint: target.value })} />
      </Field>
      {chosen && (
        <Field
          label={t('events.choices')}
          hint={t('events.choicesHint')}
          error={tried && choicesWrong ? t('events.choicesWrong') : undefined}
        >
          <Textarea
            rows={5}
            value={draft.choices}
            onChange={({ target }) => change({ choices: target.value })}
          />
        </Field>
      )}
      <Checkbox
        label={t('events.required')}
        checked={draft.required}
        onChange={({ target }) => change({ required: target.checked })}
      />
      {tickets.length > 1 && (
        <fieldset>
          <legend className="text-sm font-[550]">{t('events.forWhich')}</legend>
          <p className="mt-1 text-sm text-ink-3">{t('events.forWhichHint')}</p>
          {tickets.map(({ id, name }) => (
            <Checkbox
              key={id}
              label={name}
              checked={draft.tickets.includes(id)}
              onChange={({ target }) =>
                change({
                  tickets: target.checked
                    ? [...draft.tickets, id]
                    : draft.tickets.filter((one) => one !== id),
                })
              }
            />
          ))}
        </fieldset>
      )}
    </FormSheet>
  );
}

/** One a line. A line that was there keeps its id, because answers were given by it. */
function choicesOf(text: string, before: readonly { id: string; text: string }[]) {
  const lines = [...new Set(text.split('\n').map((line) => line.trim()))].filter(Boolean);
  return lines.map((line) => ({
    id: before.find((one) => one.text === line)?.id ?? crypto.randomUUID(),
    text: line.slice(0, 200),
  }));
}
