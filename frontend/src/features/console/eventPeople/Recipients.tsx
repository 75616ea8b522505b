import { useId } from 'react';
import { useTranslation } from 'react-i18next';

import { Checkbox, Field, FieldError, Radio, RadioGroup, Select } from '@/components';

import './messages';
import { ShortPreview } from './ShortPreview';
import { TOLD } from './told';

import type { EventClauseKind, StaffEvent, StaffMessageStatus } from '@/api';

export const LACKS: readonly EventClauseKind[] = ['attendance', 'survey', 'paid', 'identity'];

/** To whom a message goes: to those of some states, or to those who are not yet eligible for a certificate. */
export type Audience =
  | { kind: 'states'; statuses: readonly StaffMessageStatus[] }
  | { kind: 'short'; lacks: EventClauseKind | null };

interface RecipientsProps {
  event: Pick<StaffEvent, 'id'>;
  value: Audience;
  onChange: (audience: Audience) => void;
  /** Shown where nobody was chosen. */
  error?: string | undefined;
}

export function Recipients({ event, value, onChange, error }: RecipientsProps) {
  const { t } = useTranslation('eventPeople');
  const name = useId();
  return (
    <div className="grid gap-4">
      <RadioGroup legend={t('messages.to')}>
        <Radio
          name={name}
          label={t('messages.toStates')}
          checked={value.kind === 'states'}
          onChange={() => onChange({ kind: 'states', statuses: ['confirmed'] })}
        />
        <Radio
          name={name}
          label={t('messages.toShort')}
          hint={t('messages.toShortHint')}
          checked={value.kind === 'short'}
          onChange={() => onChange({ kind: 'short', lacks: null })}
        />
      </RadioGroup>
      {value.kind === 'states' ? (
        <States
          value={value.statuses}
          error={error}
          onChange={(statuses) => onChange({ kind: 'states', statuses })}
        />
      ) : (
        <>
          <Field label={t('messages.lacks')}>
            <Select
              value={value.lacks ?? ''}
              onChange={({ target }) =>
                onChange({ kind: 'short', lacks: LACKS.find((one) => one === target.value) ?? null })
              }
            >
              <option value="">{t('messages.lacksAny')}</option>
              {LACKS.map((kind) => (
                <option key={kind} value={kind}>
                  {t(`messages.lacksOf.${kind}`)}
                </option>
              ))}
            </Select>
          </Field>
          <ShortPreview eventId={event.id} lacks={value.lacks} />
        </>
      )}
    </div>
  );
}

interface StatesProps {
  value: readonly StaffMessageStatus[];
  onChange: (statuses: readonly StaffMessageStatus[]) => void;
  error?: string | undefined;
}

function States({ value, onChange, error }: StatesProps) {
  const { t } = useTranslation('eventPeople');
  const errorId = useId();
  return (
    <fieldset data-invalid={error ? true : undefined} aria-describedby={error ? errorId : undefined}>
      <legend className="mb-1 text-sm font-[550]">{t('messages.states')}</legend>
      {TOLD.map((status) => (
        <Checkbox
          key={status}
          label={t(`messages.statuses.${status}`)}
          checked={value.includes(status)}
          onChange={({ target }) =>
            onChange(target.checked ? [...value, status] : value.filter((one) => one !== status))
          }
        />
      ))}
      <FieldError id={errorId} message={error} />
    </fieldset>
  );
}
