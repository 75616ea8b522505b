import { zodResolver } from '@hookform/resolvers/zod';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useNavigate, useSearchParams } from 'react-router';
import { z } from 'zod';

import { useSession, type RegisterRequest } from '@/api';
import { Button, ButtonLink, Field, FormProblem, Input, PasswordInput, applyProblem } from '@/components';
import { paths, safeNext } from '@/config/paths';
import { LOCALE } from '@/lib/i18n';

import { AuthFrame } from '../components/AuthFrame';
import { SHORTEST_PASSWORD } from '../password';
import { useRegister, useSignIn } from '../queries';

const FIELDS = ['display_name', 'email', 'password'] as const;

export function SignUpPage() {
  const { t } = useTranslation('accounts');
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const next = safeNext(params.get('next'));
  const register = useRegister();
  const signIn = useSignIn();
  const [writtenTo, setWrittenTo] = useState<string | null>(null);
  const alreadyIn = useSession() === 'signed-in';

  const schema = z.object({
    display_name: z.string().trim().min(1, t('errors.name')),
    email: z.email(t('errors.email')),
    password: z.string().min(SHORTEST_PASSWORD, t('errors.passwordShort')),
  }) satisfies z.ZodType<Omit<RegisterRequest, 'time_zone' | 'locale'>>;
  const form = useForm({
    resolver: zodResolver(schema),
    mode: 'onTouched',
    defaultValues: { display_name: '', email: '', password: '' },
  });
  const { errors } = form.formState;

  if (alreadyIn && register.isIdle) return <Navigate to={next} replace />;

  const submit = form.handleSubmit((values) =>
    register.mutate(
      { ...values, time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone, locale: LOCALE },
      {
        onSuccess: () =>
          signIn.mutate(
            { email: values.email, password: values.password },
            {
              onSuccess: () => void navigate(next, { replace: true }),
              // The address may have had an account already. The mail says so; this page does not.
              onError: () => setWrittenTo(values.email),
            },
          ),
        onError: (error) => applyProblem(error, FIELDS, form.setError),
      },
    ),
  );

  if (writtenTo) {
    return (
      <AuthFrame title={t('inbox.title')} lede={t('inbox.text', { email: writtenTo })}>
        <ButtonLink to={paths.signIn(next)} size="lg">
          {t('inbox.back')}
        </ButtonLink>
      </AuthFrame>
    );
  }

  return (
    <AuthFrame
      title={t('signUp.title')}
      lede={t('signUp.lede')}
      footer={
        <>
          {t('signUp.known')}{' '}
          <Link to={paths.signIn(next)} className="link">
            {t('signUp.signIn')}
          </Link>
        </>
      }
    >
      <form noValidate onSubmit={(event) => void submit(event)} className="grid gap-5">
        <FormProblem error={register.error} fields={FIELDS} />
        <Field label={t('name')} hint={t('nameHint')} error={errors.display_name?.message}>
          <Input autoComplete="name" {...form.register('display_name')} />
        </Field>
        <Field label={t('email')} error={errors.email?.message}>
          <Input type="email" inputMode="email" autoComplete="username" {...form.register('email')} />
        </Field>
        <Field label={t('password')} hint={t('passwordHint')} error={errors.password?.message}>
          <PasswordInput autoComplete="new-password" {...form.register('password')} />
        </Field>
        <Button
          type="submit"
          variant="primary"
          size="lg"
          block
          busy={(register.isPending || signIn.isPending) && t('signUp.busy')}
        >
          {t('signUp.submit')}
        </Button>
      </form>
    </AuthFrame>
  );
}
