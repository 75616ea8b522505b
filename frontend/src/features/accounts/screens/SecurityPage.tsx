import { zodResolver } from '@hookform/resolvers/zod';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';

import {
  Button,
  Field,
  FormProblem,
  Notice,
  PageTitle,
  PasswordInput,
  Section,
  applyProblem,
} from '@/components';

import { Sessions } from '../components/Sessions';
import { SHORTEST_PASSWORD } from '../password';
import { useChangePassword } from '../queries';
import { useMe } from '../useMe';

const FIELDS = ['current_password', 'new_password'] as const;

export function SecurityPage() {
  const { t } = useTranslation('accounts');
  return (
    <>
      <PageTitle title={t('account.security')} />
      <Section title={t('security.passwordTitle')}>
        <PasswordForm />
      </Section>
      <Sessions />
    </>
  );
}

function PasswordForm() {
  const { t } = useTranslation('accounts');
  const me = useMe();
  const change = useChangePassword();
  const schema = z.object({
    current_password: z.string().min(1, t('errors.passwordsCurrent')),
    new_password: z.string().min(SHORTEST_PASSWORD, t('errors.passwordShort')),
  });
  const form = useForm({
    resolver: zodResolver(schema),
    mode: 'onTouched',
    defaultValues: { current_password: '', new_password: '' },
  });
  const { errors } = form.formState;
  const submit = form.handleSubmit((values) =>
    change.mutate(values, {
      onSuccess: () => form.reset(),
      onError: (error) => applyProblem(error, FIELDS, form.setError),
    }),
  );
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="grid gap-5">
      {change.isSuccess && <Notice tone="success">{t('security.changed')}</Notice>}
      <FormProblem error={change.error} fields={FIELDS} />
      {/* Tells a password manager whose password this is. */}
      <input type="hidden" autoComplete="username" value={me.email} readOnly />
      <Field label={t('security.current')} error={errors.current_password?.message}>
        <PasswordInput autoComplete="current-password" {...form.register('current_password')} />
      </Field>
      <Field label={t('reset.newPassword')} hint={t('passwordHint')} error={errors.new_password?.message}>
        <PasswordInput autoComplete="new-password" {...form.register('new_password')} />
      </Field>
      <div>
        <Button type="submit" variant="primary" busy={change.isPending && t('saving', { ns: 'common' })}>
          {t('security.change')}
        </Button>
      </div>
    </form>
  );
}
