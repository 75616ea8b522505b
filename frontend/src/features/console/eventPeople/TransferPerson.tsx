import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { isApiError, type StaffRegistration } from '@/api';
import { Button, Dialog, Field, FormProblem, Input, toasts } from '@/components';

import './messages';
import { useReassign } from './queries';

const FIELDS = ['name', 'email'];

interface TransferPersonProps {
  person: StaffRegistration;
  onClose: () => void;
}

/** Gives somebody's place to another person, and says first what that means. */
export function TransferPerson({ person, onClose }: TransferPersonProps) {
  const { t } = useTranslation('eventPeople');
  const formId = useId();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [tried, setTried] = useState(false);
  const give = useReassign(person.id);
  const to = { name: name.trim(), email: email.trim() };
  const wrongName = to.name === '';
  const wrongEmail = !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(to.email);
  const said = (path: string) =>
    isApiError(give.error) ? give.error.fields.find((one) => one.path === path)?.message : undefined;
  const submit = () => {
    setTried(true);
    if (wrongName || wrongEmail) return;
    give.mutate(to, {
      onSuccess: (successor) => {
        toasts.show(t('transfer.done', { name: successor.name }));
        onClose();
      },
    });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t('transfer.title', { name: person.name })}
      description={t('transfer.text', { name: person.name })}
      actions={
        <>
          <Button type="submit" form={formId} variant="primary" busy={give.isPending && t('busy')}>
            {t('transfer.action')}
          </Button>
          <Button variant="ghost" onClick={onClose}>
            {t('cancel', { ns: 'common' })}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        className="grid gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <FormProblem error={give.error} fields={FIELDS} />
        <Field
          label={t('transfer.name')}
          error={tried && wrongName ? t('transfer.nameMissing') : said('name')}
        >
          <Input
            autoComplete="off"
            maxLength={200}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
        <Field
          label={t('transfer.email')}
          error={tried && wrongEmail ? t('transfer.emailMissing') : said('email')}
        >
          <Input
            type="email"
            autoComplete="off"
            maxLength={254}
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        </Field>
      </form>
    </Dialog>
  );
}
