import { zodResolver } from '@hookform/resolvers/zod';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';

import {
  Button,
  Field,
  FormProblem,
  Input,
  Notice,
  PasswordInput,
  Section,
  Status,
  applyProblem,
} from '@/components';

import { useChangeEmail } from '../queries';

import type { Me } from '@/api';

const FIELDS = ['new_email', 'password'] as const;

/** The address to sign in with. A new one holds only once its owner has followed the link there. */
export function EmailSection({ me }: { me: Me }) {
  const { t } = useTranslation('accounts');
  const [open, setOpen] = useState(false);
  const change = useChangeEmail();
  return (
    <Section title={t('profile.emailTitle')}>
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <p className="flex min-w-0 flex-wrap items-baseline gap-x-3">
          <b className="font-[550] break-all">{me.email}</b>
          <Status tone={me.email_verified ? 'success' : 'warning'}>
            {t(me.email_verified ? 'profile.emailVerified' : 'profile.emailUnverified')}
          </Status>
        </p>
        {!open && (
          <Button
            onClick={() => {
              change.reset();
              setOpen(true);
            }}
          >
            {t('profile.changeEmail')}
          </Button>
        )}
      </div>
      {change.isSuccess && (
        <Notice tone="success" className="mt-5">
          {t('profile.emailSent', { email: change.variables.new_email })}
        </Notice>
      )}
      {open && <EmailForm change={change} onDone={() => setOpen(false)} />}
    </Section>
  );
}

function EmailForm({ change, onDone }: { change: ReturnType<typeof useChangeEmail>; onDone: () => void }) {
  const { t } = useTranslation('accounts');
  const schema = z.object({
    new_email: z.email(t('errors.email')),
    password: z.string().min(1, t('errors.passwordsCurrent')),
  });
  const form = useForm({
    resolver: zodResolver(schema),
    mode: 'onTouched',
    defaultValues: { new_email: '', password: '' },
  });
  const { errors } = form.formState;
  const submit = form.handleSubmit((values) =>
    change.mutate(values, {
      onSuccess: onDone,
      onError: (error) => applyProblem(error, FIELDS, form.setError),
    }),
  );
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="mt-6 grid gap-5">
      <FormProblem error={change.error} fields={FIELDS} />
      <Field label={t('profile.newEmail')} hint={t('profile.newEmailHint')} error={errors.new_email?.message}>
        <Input type="email" inputMode="email" autoComplete="email" {...form.register('new_email')} />
      </Field>
      <Field label={t('profile.presentPassword')} error={errors.password?.message}>
        <PasswordInput autoComplete="current-password" {...form.register('password')} />
      </Field>
      <div className="flex gap-3">
        <Button type="submit" variant="primary" busy={change.isPending && t('forgot.busy')}>
          {t('profile.sendLink')}
        </Button>
        <Button variant="ghost" onClick={onDone}>
          {t('cancel', { ns: 'common' })}
        </Button>
      </div>
    </form>
  );
}
