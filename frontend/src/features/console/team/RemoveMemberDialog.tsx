import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';

import { Button, Dialog, FormProblem, toasts } from '@/components';
import { paths } from '@/config/paths';
import { meQuery } from '@/features/accounts';

import { useOrganization } from '../organization';
import { consoleKeys } from '../queries';

import { useRemoveMember } from './queries';

import type { Member } from '@/api';

export function RemoveMemberDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const { t } = useTranslation('console');
  const organization = useOrganization();
  const navigate = useNavigate();
  const client = useQueryClient();
  const { data: me } = useQuery(meQuery());
  const remove = useRemoveMember();
  const leaving = me?.id === member.user_id;
  const name = member.display_name;
  const done = async () => {
    if (leaving) {
      await navigate(paths.learning);
    } else {
      onClose();
      toasts.show(t('team.removed', { name }));
      await client.invalidateQueries({ queryKey: consoleKeys.members(organization.slug) });
    }
    await client.invalidateQueries({ queryKey: consoleKeys.organizations });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={
        leaving ? t('team.leaveTitle', { organization: organization.name }) : t('team.removeTitle', { name })
      }
      description={t(leaving ? 'team.leaveText' : 'team.removeText')}
      actions={
        <>
          <Button
            variant="danger"
            busy={remove.isPending && t('team.removing')}
            onClick={() => remove.mutate(member.id, { onSuccess: () => void done() })}
          >
            {t(leaving ? 'team.leave' : 'team.remove')}
          </Button>
          <Button variant="ghost" onClick={onClose}>
            {t('cancel', { ns: 'common' })}
          </Button>
        </>
      }
    >
      <FormProblem error={remove.error} />
    </Dialog>
  );
}
