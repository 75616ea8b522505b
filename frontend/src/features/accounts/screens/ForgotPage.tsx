import { zodResolver } from '@hookform/resolvers/zod';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { z } from 'zod';

import { Button, Field, FormProblem, Input, applyProblem } from '@/components';
import { paths } from '@/config/paths';

import { AuthFrame } from '../components/AuthFrame';
import { useAskReset } from '../queries';

const FIELDS = ['email'] as const;

/** The same answer whether the address has an account or not. */
export function ForgotPage() {
  const { t } = useTranslation('accounts');
  const ask = useAskReset();
  const schema = z.object({ email: z.email(t('errors.email')) });
  const form = useForm({
    resolver: zodResolver(schema),
    mode: 'onTouched',
    defaultValues: { email: '' },
  });
  const submit = form.handleSubmit(({ email }) =>
    ask.mutate(email, { onError: (error) => applyProblem(error, FIELDS, form.setError) }),
  );

  if (ask.isSuccess) {
    return (
      <AuthFrame title={t('forgot.sentTitle')} lede={t('forgot.sentText', { email: ask.variables })}>
        <Button size="lg" onClick={() => ask.reset()}>
          {t('forgot.again')}
        </Button>
      </AuthFrame>
    );
  }
  return (
    <AuthFrame
      title={t('forgot.title')}
      lede={t('forgot.lede')}
      footer={
        <>
          {t('forgot.remembered')}{' '}
          <Link to={paths.signIn()} className="link">
            {t('signIn.submit')}
          </Link>
        </>
      }
    >
      <form noValidate onSubmit={(event) => void submit(event)} className="grid gap-5">
        <FormProblem error={ask.error} fields={FIELDS} />
        <Field label={t('email')} error={form.formState.errors.email?.message}>
          <Input type="email" inputMode="email" autoComplete="username" {...form.register('email')} />
        </Field>
        <Button type="submit" variant="primary" size="lg" block busy={ask.isPending && t('forgot.busy')}>
          {t('forgot.submit')}
        </Button>
      </form>
    </AuthFrame>
  );
}
