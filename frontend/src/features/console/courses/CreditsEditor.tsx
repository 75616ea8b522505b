import { useQuery } from '@tanstack/react-query';
import { Plus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { api, unwrap } from '@/api';
import { Button, Field, IconButton, Input, Section, Select } from '@/components';

import type { CreditDraft } from './detailsDraft';

interface CreditsEditorProps {
  /** What the credits are said of, where it is not a course. */
  lede?: string;
  none?: string;
  credits: readonly CreditDraft[];
  wrong: readonly number[];
  onChange: (credits: CreditDraft[]) => void;
}

/** Each credit type once: amounts of the same type are one amount. */
export function CreditsEditor({ lede, none, credits, wrong, onChange }: CreditsEditorProps) {
  const { t } = useTranslation('console');
  const accreditors = useQuery({
    queryKey: ['accreditation', 'accreditors'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/accreditation/accreditors/', { signal })),
  });
  const types = (accreditors.data?.results ?? []).flatMap((accreditor) =>
    accreditor.credit_types.map((type) => ({
      ...type,
      label: `${type.name} (${accreditor.short_name})`,
    })),
  );
  const free = types.filter((type) => credits.every((credit) => credit.credit_type !== type.id));
  const change = (index: number, part: Partial<CreditDraft>) =>
    onChange(credits.map((credit, place) => (place === index ? { ...credit, ...part } : credit)));
  const [nextType] = free;
  return (
    <Section title={t('details.creditsTitle')} lede={lede ?? t('details.creditsLede')}>
      {credits.length === 0 && <p className="mb-4 text-ui text-ink-3">{none ?? t('details.noCredits')}</p>}
      <ul className="grid gap-4">
        {credits.map((credit, index) => {
          const chosen = types.find((type) => type.id === credit.credit_type);
          return (
            <li
              key={credit.credit_type}
              className="grid grid-cols-[1fr_auto] items-start gap-x-3 gap-y-4 wide:grid-cols-[minmax(0,1fr)_110px_minmax(0,180px)_44px]"
            >
              <Field label={t('details.creditType')}>
                <Select
                  value={credit.credit_type}
                  onChange={(event) => change(index, { credit_type: event.target.value })}
                >
                  {types
                    .filter((type) => type.id === credit.credit_type || free.includes(type))
                    .map((type) => (
                      <option key={type.id} value={type.id}>
                        {type.label}
                      </option>
                    ))}
                </Select>
              </Field>
              <Field
                label={t('details.amount')}
                error={wrong.includes(index) ? t('details.amountWrong') : undefined}
                className="max-wide:order-3"
              >
                <Input
                  inputMode="decimal"
                  value={credit.amount}
                  onChange={(event) => change(index, { amount: event.target.value })}
                />
              </Field>
              <Field label={t('details.reference')} optional className="max-wide:order-4 max-wide:col-span-2">
                <Input
                  maxLength={80}
                  value={credit.approval_reference}
                  onChange={(event) => change(index, { approval_reference: event.target.value })}
                />
              </Field>
              <IconButton
                className="mt-[26px]"
                label={t('details.removeCredit', { name: chosen?.name ?? '' })}
                onClick={() => onChange(credits.filter((_, place) => place !== index))}
              >
                <X size={18} strokeWidth={1.75} aria-hidden />
              </IconButton>
            </li>
          );
        })}
      </ul>
      {nextType && (
        <Button
          className="mt-4"
          onClick={() =>
            onChange([...credits, { credit_type: nextType.id, amount: '', approval_reference: '' }])
          }
        >
          <Plus size={17} strokeWidth={1.75} aria-hidden />
          {t('details.addCredit')}
        </Button>
      )}
    </Section>
  );
}
