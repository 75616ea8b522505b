import { Plus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { Button, Checkbox, Field, IconButton, Input, Section } from '@/components';

import { WhenField } from './WhenField';

import type { TierDraft } from './eventDraft';
import type { FieldsProps } from './PlaceFields';

const TIERS_AT_MOST = 5;

/** From when until when one may register, who decides, and what comes back to whom gives a place up. */
export function RegistrationFields({ draft, problems, change }: FieldsProps) {
  const { t } = useTranslation('console');
  const setTier = (key: string, part: Partial<TierDraft>) =>
    change({ tiers: draft.tiers.map((tier) => (tier.key === key ? { ...tier, ...part } : tier)) });
  return (
    <>
      <Section title={t('events.registrationTitle')} lede={t('events.inZone', { zone: draft.zone })}>
        <div className="grid gap-6 wide:grid-cols-2">
          <WhenField
            label={t('events.opens')}
            optional
            hint={t('events.opensHint')}
            value={draft.opens}
            onChange={(opens) => change({ opens })}
          />
          <WhenField
            label={t('events.closes')}
            optional
            hint={t('events.closesHint')}
            value={draft.closes}
            onChange={(closes) => change({ closes })}
            error={problems?.closes ? t('events.closesWrong') : undefined}
          />
        </div>
        <Checkbox
          className="mt-4"
          label={t('events.approval')}
          hint={t('events.approvalHint')}
          checked={draft.approval}
          onChange={({ target }) => change({ approval: target.checked })}
        />
      </Section>
      <Section title={t('events.refundTitle')} lede={t('events.refundLede')}>
        {draft.tiers.length === 0 && <p className="mb-4 text-ui text-ink-3">{t('events.noTiers')}</p>}
        <ul className="grid gap-4">
          {draft.tiers.map((tier) => (
            <li key={tier.key} className="grid grid-cols-[1fr_1fr_auto] items-start gap-3 wide:max-w-[30rem]">
              <Field
                label={t('events.tierHours')}
                error={problems?.tiers.includes(tier.key) ? t('events.tierWrong') : undefined}
              >
                <Input
                  inputMode="numeric"
                  value={tier.hours}
                  onChange={({ target }) => setTier(tier.key, { hours: target.value })}
                />
              </Field>
              <Field label={t('events.tierPercent')}>
                <Input
                  inputMode="numeric"
                  value={tier.percent}
                  onChange={({ target }) => setTier(tier.key, { percent: target.value })}
                />
              </Field>
              <IconButton
                className="mt-[26px]"
                label={t('events.removeTier', { hours: tier.hours })}
                onClick={() => change({ tiers: draft.tiers.filter(({ key }) => key !== tier.key) })}
              >
                <X size={18} strokeWidth={1.75} aria-hidden />
              </IconButton>
            </li>
          ))}
        </ul>
        {draft.tiers.length < TIERS_AT_MOST && (
          <Button
            className="mt-4"
            onClick={() =>
              change({ tiers: [...draft.tiers, { key: crypto.randomUUID(), hours: '', percent: '' }] })
            }
          >
            <Plus size={17} strokeWidth={1.75} aria-hidden />
            {t('events.addTier')}
          </Button>
        )}
        <Field label={t('events.refundNote')} optional hint={t('events.refundNoteHint')} className="mt-6">
          <Input
            maxLength={300}
            value={draft.refundNote}
            onChange={({ target }) => change({ refundNote: target.value })}
          />
        </Field>
      </Section>
    </>
  );
}
