import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Field, Input, Radio, RadioGroup, Section, Select } from '@/components';

import { UNITS, isTimeUsable, type GateDraft } from './draft';

const POLICIES = ['ask', 'keep', 'revoke'] as const;

interface IssuingFieldsProps {
  draft: GateDraft;
  disabled: boolean;
  tried: boolean;
  /** What the server refused of the time. */
  fault: string | undefined;
  onChange: (part: Partial<GateDraft>) => void;
}

/** When certificates are issued, and what becomes of them when minutes are corrected later. */
export function IssuingFields({ draft, disabled, tried, fault, onChange }: IssuingFieldsProps) {
  const { t } = useTranslation('eventGate');
  const id = useId();
  const [left, setLeft] = useState(false);
  const wrong = (tried || left) && !isTimeUsable(draft) ? t('fault.after') : fault;
  return (
    <fieldset disabled={disabled} className="mt-9 border-t border-line pt-8">
      <Section title={t('then')}>
        <div className="grid gap-7">
          <div>
            <RadioGroup legend={t('when')}>
              <Radio
                name={`${id}-when`}
                label={t('byThemselves')}
                checked={!draft.byHand}
                onChange={() => onChange({ byHand: false })}
              />
              {!draft.byHand && (
                <div className="mt-1 mb-3 ps-[30px]">
                  <Field
                    label={t('after')}
                    hint={t('afterHint')}
                    error={wrong}
                    className="w-full max-w-[22rem]"
                  >
                    <div className="flex gap-2">
                      <Input
                        inputMode="numeric"
                        maxLength={6}
                        value={draft.after}
                        onChange={({ target }) => onChange({ after: target.value })}
                        onBlur={() => setLeft(true)}
                        className="num !w-24"
                      />
                      <AfterUnit draft={draft} onChange={onChange} />
                    </div>
                  </Field>
                </div>
              )}
              <Radio
                name={`${id}-when`}
                label={t('byHand')}
                hint={t('byHandHint')}
                checked={draft.byHand}
                onChange={() => onChange({ byHand: true })}
              />
            </RadioGroup>
          </div>
          <RadioGroup legend={t('whenChanged')}>
            <p className="mb-1 text-sm text-ink-3">{t('whenChangedHint')}</p>
            {POLICIES.map((policy) => (
              <Radio
                key={policy}
                name={`${id}-changed`}
                label={t(`policy.${policy}`)}
                hint={t(`policyHint.${policy}`)}
                checked={draft.whenChanged === policy}
                onChange={() => onChange({ whenChanged: policy })}
              />
            ))}
          </RadioGroup>
        </div>
      </Section>
    </fieldset>
  );
}

function AfterUnit({ draft, onChange }: Pick<IssuingFieldsProps, 'draft' | 'onChange'>) {
  const { t } = useTranslation('eventGate');
  return (
    <Select
      id={undefined}
      aria-describedby={undefined}
      aria-label={t('afterUnit')}
      value={draft.unit}
      onChange={({ target }) => {
        const unit = UNITS.find((one) => one === target.value);
        if (unit) onChange({ unit });
      }}
      className="!w-auto"
    >
      {UNITS.map((unit) => (
        <option key={unit} value={unit}>
          {t(`units.${unit}`)}
        </option>
      ))}
    </Select>
  );
}
