import { zodResolver } from '@hookform/resolvers/zod';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useForm, useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';

import { api, unwrap, type Organization, type OrganizationChange } from '@/api';
import {
  applyProblem,
  Button,
  Checkbox,
  Field,
  FormProblem,
  Input,
  Section,
  Select,
  TimeZoneOptions,
  toasts,
} from '@/components';

import { COUNTRIES, CURRENCIES, countryName, currencyName } from '../places';
import { consoleKeys } from '../queries';

const FIELDS = ['name', 'brand_color', 'currency', 'country', 'time_zone'] as const;

export function OrganizationForm({ organization }: { organization: Organization }) {
  const { t } = useTranslation('console');
  const client = useQueryClient();
  const { slug } = organization;
  const save = useMutation({
    mutationFn: (body: OrganizationChange) =>
      unwrap(api.PATCH('/api/organizations/{slug}/', { params: { path: { slug } }, body })),
    onSuccess: () => client.invalidateQueries({ queryKey: consoleKeys.organizations }),
  });
  const schema = z.object({
    name: z.string().trim().min(1, t('start.nameMissing')),
    brand_color: z
      .string()
      .trim()
      .regex(/^#[0-9a-f]{6}$/i, t('settings.brandWrong')),
    currency: z.string(),
    country: z.string(),
    time_zone: z.string(),
    course_review_required: z.boolean(),
  }) satisfies z.ZodType<OrganizationChange>;
  const form = useForm({
    resolver: zodResolver(schema),
    mode: 'onTouched',
    values: {
      name: organization.name,
      brand_color: organization.brand_color,
      currency: organization.currency,
      country: organization.country,
      time_zone: organization.time_zone,
      course_review_required: organization.course_review_required,
    },
  });
  const { errors } = form.formState;
  const color = useWatch({ control: form.control, name: 'brand_color' });
  const submit = form.handleSubmit((values) =>
    save.mutate(values, {
      onSuccess: () => toasts.show(t('settings.saved')),
      onError: (error) => applyProblem(error, FIELDS, form.setError),
    }),
  );
  return (
    <Section title={t('settings.organization')}>
      <form noValidate onSubmit={(event) => void submit(event)} className="grid gap-6">
        <FormProblem error={save.error} fields={FIELDS} />
        <Field label={t('start.name')} error={errors.name?.message}>
          <Input maxLength={120} {...form.register('name')} />
        </Field>
        <Field label={t('settings.brand')} hint={t('settings.brandHint')} error={errors.brand_color?.message}>
          <div className="flex items-center gap-3">
            <input
              type="color"
              aria-label={t('settings.brand')}
              value={/^#[0-9a-f]{6}$/i.test(color) ? color : '#3a5a44'}
              onChange={(event) =>
                form.setValue('brand_color', event.target.value, { shouldValidate: true, shouldDirty: true })
              }
              className="h-11 w-14 flex-none rounded-md border border-line-strong bg-surface p-1"
            />
            <Input className="max-w-40" maxLength={7} spellCheck={false} {...form.register('brand_color')} />
          </div>
        </Field>
        <div className="grid gap-6 wide:grid-cols-2">
          <Field label={t('start.country')} error={errors.country?.message}>
            <Select {...form.register('country')}>
              {COUNTRIES.map((code) => (
                <option key={code} value={code}>
                  {countryName(code)}
                </option>
              ))}
            </Select>
          </Field>
          <Field label={t('start.currency')} hint={t('start.currencyHint')} error={errors.currency?.message}>
            <Select {...form.register('currency')}>
              {CURRENCIES.map((code) => (
                <option key={code} value={code}>
                  {currencyName(code)}
                </option>
              ))}
            </Select>
          </Field>
        </div>
        <Field label={t('start.timeZone')} error={errors.time_zone?.message}>
          <Select {...form.register('time_zone')}>
            <TimeZoneOptions chosen={organization.time_zone} />
          </Select>
        </Field>
        <Checkbox
          label={t('settings.review')}
          hint={t('settings.reviewHint')}
          {...form.register('course_review_required')}
        />
        <div>
          <Button type="submit" variant="primary" busy={save.isPending && t('saving', { ns: 'common' })}>
            {t('save', { ns: 'common' })}
          </Button>
        </div>
      </form>
    </Section>
  );
}
