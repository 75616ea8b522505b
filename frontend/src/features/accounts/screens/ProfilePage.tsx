import { zodResolver } from '@hookform/resolvers/zod';
import { useForm, useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';

import {
  applyProblem,
  Button,
  Checkbox,
  Field,
  FormProblem,
  Input,
  PageTitle,
  Section,
  Select,
  TimeZoneOptions,
  toasts,
} from '@/components';
import { formatLongDate } from '@/lib/format';

import { EmailSection } from '../components/EmailSection';
import { PictureSection } from '../components/PictureSection';

import { useMePatch } from '../queries';
import { useMe } from '../useMe';

import type { MePatch } from '@/api';

const FIELDS = ['display_name', 'legal_name', 'legal_name_confirmed', 'time_zone', 'locale'] as const;
/** The ways of writing dates and numbers that go with the language of the pages. */
const LOCALES = ['en-GB', 'en-US', 'en-IE', 'en-AU', 'en-CA'] as const;

export function ProfilePage() {
  const { t } = useTranslation('accounts');
  const me = useMe();
  const save = useMePatch();
  const schema = z.object({
    display_name: z.string().trim().min(1, t('errors.displayName')),
    legal_name: z.string().trim(),
    legal_name_confirmed: z.boolean(),
    time_zone: z.string(),
    locale: z.string(),
  }) satisfies z.ZodType<MePatch>;
  const form = useForm({
    resolver: zodResolver(schema),
    mode: 'onTouched',
    values: {
      display_name: me.display_name,
      legal_name: me.legal_name,
      legal_name_confirmed: me.legal_name_confirmed,
      time_zone: me.time_zone,
      locale: me.locale,
    },
  });
  const { errors } = form.formState;
  const [locale, legalName] = useWatch({ control: form.control, name: ['locale', 'legal_name'] });
  const submit = form.handleSubmit((values) =>
    save.mutate(values, {
      onSuccess: () => toasts.show(t('profile.saved')),
      onError: (error) => applyProblem(error, FIELDS, form.setError),
    }),
  );

  return (
    <>
      <PageTitle title={t('account.profile')} />
      <PictureSection me={me} />
      <Section title={t('profile.aboutTitle')}>
        <form noValidate onSubmit={(event) => void submit(event)} className="grid gap-6">
          <FormProblem error={save.error} fields={FIELDS} />
          <Field
            label={t('profile.displayName')}
            hint={t('profile.displayNameHint')}
            error={errors.display_name?.message}
          >
            <Input autoComplete="name" {...form.register('display_name')} />
          </Field>
          <div>
            <Field
              label={t('profile.legalName')}
              optional
              hint={t('profile.legalNameHint')}
              error={errors.legal_name?.message}
            >
              <Input autoComplete="name" {...form.register('legal_name')} />
            </Field>
            {legalName.trim() !== '' && (
              <Checkbox
                className="mt-2"
                label={t('profile.confirm')}
                {...form.register('legal_name_confirmed')}
              />
            )}
          </div>
          <div className="grid gap-6 wide:grid-cols-2">
            <Field
              label={t('profile.timeZone')}
              hint={t('profile.timeZoneHint', { zone: Intl.DateTimeFormat().resolvedOptions().timeZone })}
              error={errors.time_zone?.message}
            >
              <Select {...form.register('time_zone')}>
                <TimeZoneOptions chosen={me.time_zone} />
              </Select>
            </Field>
            <Field
              label={t('profile.locale')}
              hint={t('profile.localeHint', { date: formatLongDate(new Date(), locale) })}
              error={errors.locale?.message}
            >
              <Select {...form.register('locale')}>
                {[...new Set([...LOCALES, me.locale])].map((one) => (
                  <option key={one} value={one}>
                    {new Intl.DisplayNames(['en-GB'], { type: 'language' }).of(one)}
                  </option>
                ))}
              </Select>
            </Field>
          </div>
          <div>
            <Button type="submit" variant="primary" busy={save.isPending && t('saving', { ns: 'common' })}>
              {t('save', { ns: 'common' })}
            </Button>
          </div>
        </form>
      </Section>
      <EmailSection me={me} />
    </>
  );
}
