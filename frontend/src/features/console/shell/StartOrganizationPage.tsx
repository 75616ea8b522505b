import { zodResolver } from '@hookform/resolvers/zod';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { z } from 'zod';

import { api, unwrap, type OrganizationStart } from '@/api';
import {
  applyProblem,
  Button,
  Field,
  FormProblem,
  Input,
  Main,
  PageTitle,
  Select,
  SimpleHead,
  TimeZoneOptions,
} from '@/components';
import { paths } from '@/config/paths';

import '../messages';
import { COUNTRIES, CURRENCIES, countryName, currencyName } from '../places';
import { consoleKeys } from '../queries';

const FIELDS = ['name', 'slug', 'currency', 'country', 'time_zone'] as const;

/** Anybody may start one, so that a single instructor can sell. */
export function StartOrganizationPage() {
  const { t } = useTranslation('console');
  const navigate = useNavigate();
  const client = useQueryClient();
  const start = useMutation({
    mutationFn: (body: OrganizationStart) => unwrap(api.POST('/api/organizations/', { body })),
    onSuccess: () => client.invalidateQueries({ queryKey: consoleKeys.organizations }),
  });
  const schema = z.object({
    name: z.string().trim().min(1, t('start.nameMissing')),
    slug: z.string().trim(),
    currency: z.string(),
    country: z.string(),
    time_zone: z.string(),
  });
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const form = useForm({
    resolver: zodResolver(schema),
    mode: 'onTouched',
    defaultValues: { name: '', slug: '', currency: 'GBP', country: 'GB', time_zone: zone },
  });
  const { errors } = form.formState;
  const submit = form.handleSubmit(({ slug, ...values }) =>
    start.mutate(
      { ...values, ...(slug ? { slug } : {}) },
      {
        onSuccess: (organization) => void navigate(paths.org(organization.slug), { replace: true }),
        onError: (error) => applyProblem(error, FIELDS, form.setError),
      },
    ),
  );
  return (
    <>
      <PageTitle title={t('start.title')} />
      <SimpleHead narrow />
      <Main className="mx-auto w-full max-w-[calc(34rem+2*var(--gutter))] px-(--gutter) pt-6 pb-20 wide:pt-12">
        <h1 className="d2">{t('start.title')}</h1>
        <p className="mt-2.5 leading-relaxed text-ink-2">{t('start.lede')}</p>
        <form noValidate onSubmit={(event) => void submit(event)} className="mt-8 grid gap-6">
          <FormProblem error={start.error} fields={FIELDS} />
          <Field label={t('start.name')} hint={t('start.nameHint')} error={errors.name?.message}>
            <Input autoComplete="organization" maxLength={120} {...form.register('name')} />
          </Field>
          <Field label={t('start.slug')} optional hint={t('start.slugHint')} error={errors.slug?.message}>
            <Input
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              maxLength={60}
              {...form.register('slug')}
            />
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
            <Field
              label={t('start.currency')}
              hint={t('start.currencyHint')}
              error={errors.currency?.message}
            >
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
              <TimeZoneOptions chosen={zone} />
            </Select>
          </Field>
          <div>
            <Button type="submit" variant="primary" size="lg" busy={start.isPending && t('start.busy')}>
              {t('start.submit')}
            </Button>
          </div>
        </form>
      </Main>
    </>
  );
}
