import { zodResolver } from '@hookform/resolvers/zod';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { z } from 'zod';

import { isApiError, session } from '@/api';
import { Button, ButtonLink, Field, FormProblem, PasswordInput, applyProblem } from '@/components';
import { paths } from '@/config/paths';

import { AuthFrame } from '../components/AuthFrame';
import { SHORTEST_PASSWORD } from '../password';
import { useConfirmReset } from '../queries';

const FIELDS = ['new_password'] as const;

/** Opened from the mail. The link works once, so a dead one says what still holds. */
export function ResetPage() {
  const { t } = useTranslation('accounts');
  const [params] = useSearchParams();
  const token = params.get('token') ?? '';
  const confirm = useConfirmReset(token);
  const schema = z.object({ new_password: z.string().min(SHORTEST_PASSWORD, t('errors.passwordShort')) });
  const form = useForm({
    resolver: zodResolver(schema),
    mode: 'onTouched',
    defaultValues: { new_password: '' },
  });
  const submit = form.handleSubmit(({ new_password }) =>
    confirm.mutate(new_password, {
      // All sessions have ended on the server, the one of this tab too.
      onSuccess: () => session.end(),
      onError: (error) => applyProblem(error, FIELDS, form.setError),
    }),
  );

  const dead = isApiError(confirm.error) && confirm.error.code === 'link_used_up';
  if (token === '' || dead) {
    return (
      <AuthFrame title={t('reset.deadTitle')} lede={t('reset.deadText')}>
        <ButtonLink to={paths.forgotPassword} variant="primary" size="lg">
          {t('reset.askAgain')}
        </ButtonLink>
      </AuthFrame>
    );
  }
  if (confirm.isSuccess) {
    return (
      <AuthFrame title={t('reset.doneTitle')} lede={t('reset.doneText')}>
        <ButtonLink to={paths.signIn()} variant="primary" size="lg">
          {t('signIn.submit')}
        </ButtonLink>
      </AuthFrame>
    );
  }
  return (
    <AuthFrame title={t('reset.title')} lede={t('reset.lede')}>
      <form noValidate onSubmit={(event) => void submit(event)} className="grid gap-5">
        <FormProblem error={confirm.error} fields={FIELDS} />
        <Field
          label={t('reset.newPassword')}
          hint={t('passwordHint')}
          error={form.formState.errors.new_password?.message}
        >
          <PasswordInput autoComplete="new-password" {...form.register('new_password')} />
        </Field>
        <Button type="submit" variant="primary" size="lg" block busy={confirm.isPending && t('reset.busy')}>
          {t('reset.submit')}
        </Button>
      </form>
    </AuthFrame>
  );
}
