import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';

import { isApiError, session } from '@/api';
import { Button, Dialog, Field, FormProblem, PasswordInput, toasts } from '@/components';
import { paths } from '@/config/paths';

import { useDeleteAccount } from '../queries';

interface DeleteAccountDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** What goes and what stays, before the password. */
export function DeleteAccountDialog({ open, onOpenChange }: DeleteAccountDialogProps) {
  const { t } = useTranslation('accounts');
  const navigate = useNavigate();
  const formId = useId();
  const remove = useDeleteAccount();
  const [password, setPassword] = useState('');
  const wrong = isApiError(remove.error)
    ? remove.error.fields.find((problem) => problem.path === 'password')?.message
    : undefined;
  const gone = async () => {
    await navigate(paths.catalogue);
    session.end();
    toasts.show(t('privacy.gone'));
  };
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next) {
          setPassword('');
          remove.reset();
        }
        onOpenChange(next);
      }}
      title={t('privacy.dialogTitle')}
      description={t('privacy.dialogText')}
      actions={
        <>
          <Button
            type="submit"
            form={formId}
            variant="danger"
            disabled={password === '' || remove.isPending}
            busy={remove.isPending && t('privacy.deleting')}
          >
            {t('privacy.confirm')}
          </Button>
          <Button variant="ghost" onClick={() => onOpenChange(false)}>
            {t('cancel', { ns: 'common' })}
          </Button>
        </>
      }
    >
      <ul className="-mt-1 mb-6 grid list-disc gap-2 ps-5 text-ui leading-relaxed">
        <li>{t('privacy.loseCourses')}</li>
        <li>{t('privacy.loseCertificates')}</li>
        <li>{t('privacy.loseRecord')}</li>
        <li>{t('privacy.keepOrders')}</li>
      </ul>
      <form
        id={formId}
        onSubmit={(event) => {
          event.preventDefault();
          remove.mutate(password, { onSuccess: () => void gone() });
        }}
        className="grid gap-4"
      >
        <FormProblem error={remove.error} fields={['password']} />
        <Field label={t('privacy.password')} error={wrong}>
          <PasswordInput
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        </Field>
      </form>
    </Dialog>
  );
}
