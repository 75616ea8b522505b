import { zodResolver } from '@hookform/resolvers/zod';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useNavigate, useSearchParams } from 'react-router';
import { z } from 'zod';

import { isApiError, useSession, type Credentials } from '@/api';
import { Button, Field, FormProblem, Input, Notice, PasswordInput, applyProblem } from '@/components';
import { paths, safeNext } from '@/config/paths';

import { AuthFrame } from '../components/AuthFrame';
import { useSignIn } from '../queries';

const FIELDS = ['email', 'password'] as const;

export function SignInPage() {
  const { t } = useTranslation('accounts');
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const next = safeNext(params.get('next'));
  const signIn = useSignIn();
  const alreadyIn = useSession() === 'signed-in';

  const schema = z.object({
    email: z.email(t('errors.email')),
    password: z.string().min(1, t('errors.passwordMissing')),
  }) satisfies z.ZodType<Credentials>;
  const form = useForm({
    resolver: zodResolver(schema),
    mode: 'onTouched',
    defaultValues: { email: '', password: '' },
  });
  const { errors } = form.formState;

  if (alreadyIn && signIn.isIdle) return <Navigate to={next} replace />;

  const submit = form.handleSubmit((values) =>
    signIn.mutate(values, {
      onSuccess: () => void navigate(next, { replace: true }),
      onError: (error) => {
        applyProblem(error, FIELDS, form.setError);
        form.resetField('password', { keepError: true });
        form.setFocus('password');
      },
    }),
  );
  const wrong = isApiError(signIn.error) && signIn.error.status === 401;

  return (
    <AuthFrame
      title={t('signIn.title')}
      lede={t('signIn.lede')}
      footer={
        <>
          {t('signIn.newHere')}{' '}
          <Link to={paths.signUp(next)} className="link">
            {t('signIn.create')}
          </Link>
        </>
      }
    >
      <form noValidate onSubmit={(event) => void submit(event)} className="grid gap-5">
        {wrong ? (
          <Notice tone="danger">{t('errors.wrongCredentials')}</Notice>
        ) : (
          <FormProblem error={signIn.error} fields={FIELDS} />
        )}
        <Field label={t('email')} error={errors.email?.message}>
          <Input type="email" inputMode="email" autoComplete="username" {...form.register('email')} />
        </Field>
        <Field
          label={t('password')}
          error={errors.password?.message}
          aside={
            <Link to={paths.forgotPassword} className="link -my-1 py-1 text-sm">
              {t('signIn.forgot')}
            </Link>
          }
        >
          <PasswordInput autoComplete="current-password" {...form.register('password')} />
        </Field>
        <Button type="submit" variant="primary" size="lg" block busy={signIn.isPending && t('signIn.busy')}>
          {t('signIn.submit')}
        </Button>
      </form>
    </AuthFrame>
  );
}
