import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';

import { Button, Field, FormProblem, Input, Sheet, toasts } from '@/components';

import { RolesField } from './RolesField';
import { useChangeRoles, useInvite } from './queries';

import type { Member, Role } from '@/api';

export function InviteSheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('console');
  const formId = useId();
  const invite = useInvite();
  const [email, setEmail] = useState('');
  const [roles, setRoles] = useState<Role[]>([]);
  const [tried, setTried] = useState(false);
  const emailFine = z.email().safeParse(email.trim()).success;
  const submit = () => {
    setTried(true);
    if (!emailFine || roles.length === 0) return;
    invite.mutate(
      { email: email.trim(), roles },
      {
        onSuccess: () => {
          toasts.show(t('team.sent', { email: email.trim() }));
          onClose();
        },
      },
    );
  };
  return (
    <Sheet
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t('team.inviteTitle')}
      description={t('team.inviteText')}
      actions={
        <>
          <Button type="submit" form={formId} variant="primary" busy={invite.isPending && t('team.sending')}>
            {t('team.send')}
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
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
        className="grid gap-6"
      >
        <FormProblem error={invite.error} />
        <Field label={t('team.email')} error={tried && !emailFine ? t('team.emailWrong') : undefined}>
          <Input
            type="email"
            inputMode="email"
            autoComplete="off"
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        </Field>
        <RolesField
          roles={roles}
          onChange={setRoles}
          error={tried && roles.length === 0 ? t('team.rolesMissing') : undefined}
        />
      </form>
    </Sheet>
  );
}

export function RolesSheet({ member, onClose }: { member: Member; onClose: () => void }) {
  const { t } = useTranslation('console');
  const formId = useId();
  const save = useChangeRoles();
  const [roles, setRoles] = useState<Role[]>([...member.roles]);
  const name = member.display_name;
  return (
    <Sheet
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t('team.changeTitle', { name })}
      actions={
        <>
          <Button
            type="submit"
            form={formId}
            variant="primary"
            busy={save.isPending && t('saving', { ns: 'common' })}
          >
            {t('save', { ns: 'common' })}
          </Button>
          <Button variant="ghost" onClick={onClose}>
            {t('cancel', { ns: 'common' })}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        onSubmit={(event) => {
          event.preventDefault();
          if (roles.length === 0) return;
          save.mutate(
            { id: member.id, roles },
            {
              onSuccess: () => {
                toasts.show(t('team.saved', { name }));
                onClose();
              },
            },
          );
        }}
        className="grid gap-5"
      >
        <FormProblem error={save.error} />
        <RolesField
          roles={roles}
          onChange={setRoles}
          error={roles.length === 0 ? t('team.rolesMissing') : undefined}
        />
      </form>
    </Sheet>
  );
}
