import { zodResolver } from '@hookform/resolvers/zod';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';

import { api, inTenant, unwrap, type SellerProfile, type SellerProfileChange } from '@/api';
import {
  Button,
  Checkbox,
  Field,
  FormProblem,
  Input,
  Section,
  Textarea,
  applyProblem,
  toasts,
} from '@/components';

import { useOrganization } from '../organization';
import { consoleKeys } from '../queries';

const FIELDS = ['legal_name', 'address', 'tax_number', 'tax_label', 'rate', 'refund_policy'] as const;

export function SellerForm({ seller }: { seller: SellerProfile }) {
  const { t } = useTranslation('console');
  const { slug: org } = useOrganization();
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: (body: SellerProfileChange) =>
      unwrap(api.PATCH('/api/billing/seller-profile/', { ...inTenant(org), body })),
    onSuccess: (saved) => client.setQueryData(consoleKeys.seller(org), saved),
  });
  const schema = z.object({
    legal_name: z.string().trim(),
    address: z.string().trim(),
    tax_number: z.string().trim(),
    tax_label: z.string().trim().min(1),
    rate: z
      .string()
      .trim()
      .refine((text) => basisPoints(text) !== null, t('settings.taxRateWrong')),
    tax_inclusive: z.boolean(),
    refund_policy: z.string().trim(),
  });
  const form = useForm({
    resolver: zodResolver(schema),
    mode: 'onTouched',
    values: {
      legal_name: seller.legal_name,
      address: seller.address,
      tax_number: seller.tax_number,
      tax_label: seller.tax_label,
      rate: String(seller.tax_rate_basis_points / 100),
      tax_inclusive: seller.tax_inclusive,
      refund_policy: seller.refund_policy,
    },
  });
  const { errors } = form.formState;
  const submit = form.handleSubmit(({ rate, ...values }) =>
    save.mutate(
      { ...values, tax_rate_basis_points: basisPoints(rate) ?? 0 },
      {
        onSuccess: () => toasts.show(t('settings.saved')),
        onError: (error) => applyProblem(error, FIELDS, form.setError),
      },
    ),
  );
  return (
    <Section title={t('settings.seller')} lede={t('settings.sellerLede')}>
      <form noValidate onSubmit={(event) => void submit(event)} className="grid gap-6">
        <FormProblem error={save.error} fields={FIELDS} />
        <Field label={t('settings.legalName')} error={errors.legal_name?.message}>
          <Input autoComplete="organization" maxLength={200} {...form.register('legal_name')} />
        </Field>
        <Field label={t('settings.address')} error={errors.address?.message}>
          <Textarea rows={3} maxLength={500} {...form.register('address')} />
        </Field>
        <div className="grid gap-6 wide:grid-cols-3">
          <Field label={t('settings.taxNumber')} optional error={errors.tax_number?.message}>
            <Input maxLength={40} {...form.register('tax_number')} />
          </Field>
          <Field label={t('settings.taxLabel')} error={errors.tax_label?.message}>
            <Input maxLength={20} {...form.register('tax_label')} />
          </Field>
          <Field label={t('settings.taxRate')} error={errors.rate?.message}>
            <Input inputMode="decimal" {...form.register('rate')} />
          </Field>
        </div>
        <Checkbox label={t('settings.taxInclusive')} {...form.register('tax_inclusive')} />
        <Field
          label={t('settings.refundPolicy')}
          optional
          hint={t('settings.refundPolicyHint')}
          error={errors.refund_policy?.message}
        >
          <Textarea rows={4} maxLength={5000} {...form.register('refund_policy')} />
        </Field>
        <div>
          <Button type="submit" variant="primary" busy={save.isPending && t('saving', { ns: 'common' })}>
            {t('save', { ns: 'common' })}
          </Button>
        </div>
      </form>
    </Section>
  );
}

/** "7.7" is 770; null for what is not a percentage. */
function basisPoints(text: string): number | null {
  const match = /^(\d{1,3})(?:[.,](\d{1,2}))?$/.exec(text.trim());
  if (!match) return null;
  const value = Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
  return value <= 10_000 ? value : null;
}
