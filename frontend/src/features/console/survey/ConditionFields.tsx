import { useTranslation } from 'react-i18next';

import { Checkbox, Field, FieldError, Select } from '@/components';

import {
  OPERATORS,
  conditionOn,
  hasChoices,
  numbersOf,
  sourcesFor,
  type ConditionDraft,
  type QuestionDraft,
} from './draft';

import type { SurveyOperator } from '@/api';

interface ConditionFieldsProps {
  place: number;
  questions: readonly QuestionDraft[];
  wrong: boolean;
  onChange: (condition: ConditionDraft | null) => void;
}

/** When the question is asked: always, or after one answer to an earlier one. */
export function ConditionFields({ place, questions, wrong, onChange }: ConditionFieldsProps) {
  const { t } = useTranslation('survey');
  const sources = sourcesFor(questions, place);
  const condition = questions[place]?.condition ?? null;
  if (sources.length === 0 && condition === null) return null;
  const source = sources.find(({ key }) => key === condition?.question);
  const numberOf = (key: string) => questions.findIndex((one) => one.key === key) + 1;
  return (
    <div className="grid gap-5">
      <div className="grid gap-5 wide:grid-cols-[minmax(0,1fr)_150px_110px]">
        <Field label={t('condition')}>
          <Select
            value={source?.key ?? ''}
            onChange={({ target }) => {
              const chosen = sources.find(({ key }) => key === target.value);
              onChange(chosen ? conditionOn(chosen) : null);
            }}
          >
            <option value="">{t('always')}</option>
            {sources.map(({ key, prompt }) => (
              <option key={key} value={key}>
                {t('after', { number: numberOf(key), prompt })}
              </option>
            ))}
          </Select>
        </Field>
        {condition && source && !hasChoices(source.kind) && (
          <>
            <Field label={t('answer')}>
              <Select
                value={condition.operator}
                onChange={({ target }) =>
                  onChange({ ...condition, operator: target.value as SurveyOperator })
                }
              >
                {OPERATORS.map((operator) => (
                  <option key={operator} value={operator}>
                    {t(`operators.${operator}`)}
                  </option>
                ))}
              </Select>
            </Field>
            <Field label={t('value')}>
              <Select
                value={String(condition.values[0] ?? '')}
                onChange={({ target }) => onChange({ ...condition, values: [Number(target.value)] })}
              >
                {numbersOf(source).map((number) => (
                  <option key={number} value={number}>
                    {number}
                  </option>
                ))}
              </Select>
            </Field>
          </>
        )}
      </div>
      {condition && source && hasChoices(source.kind) && (
        <fieldset>
          <legend className="text-sm font-[550]">{t('isAny')}</legend>
          {source.choices.map(({ id, text }, index) => (
            <Checkbox
              key={id}
              label={text || t('choice', { number: index + 1 })}
              checked={condition.values.includes(id)}
              onChange={({ target }) =>
                onChange({
                  ...condition,
                  values: target.checked
                    ? [...condition.values, id]
                    : condition.values.filter((one) => one !== id),
                })
              }
            />
          ))}
        </fieldset>
      )}
      <FieldError message={wrong ? t('conditionWrong') : undefined} />
    </div>
  );
}
