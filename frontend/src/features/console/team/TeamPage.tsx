import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Ellipsis, UserPlus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import {
  Avatar,
  Badge,
  Button,
  ErrorState,
  FormProblem,
  IconButton,
  LoadMore,
  Loading,
  Menu,
  MenuItem,
  Skeleton,
  toasts,
  rowKeys,
} from '@/components';
import { meQuery } from '@/features/accounts';
import { formatDay } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import '../messages';
import { may, useOrganization } from '../organization';
import { membersQuery } from '../queries';
import { Head, Page } from '../shell/Page';

import { InviteSheet, RolesSheet } from './MemberSheets';
import { RemoveMemberDialog } from './RemoveMemberDialog';
import { invitationsQuery, useWithdraw } from './queries';

import type { Invitation, Member } from '@/api';

type Open = { kind: 'invite' } | { kind: 'roles' | 'remove'; member: Member } | null;

export function TeamPage() {
  const { t } = useTranslation('console');
  const organization = useOrganization();
  const manages = may(organization, 'manage_team');
  const members = useInfiniteQuery({ ...membersQuery(organization.slug), enabled: manages });
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const rows = members.data?.pages.flatMap((page) => page.results) ?? [];
  return (
    <Page title={t('team.title')} needs={['manage_team']}>
      <Head
        title={t('team.title')}
        lede={t('team.lede')}
        actions={
          <Button variant="primary" data-shortcut="n" onClick={() => setOpen({ kind: 'invite' })}>
            <UserPlus size={17} strokeWidth={1.75} aria-hidden />
            {t('team.invite')}
          </Button>
        }
      />
      <div className="mt-7 max-w-[860px]">
        {members.isPending && (
          <Loading>
            {[0, 1, 2].map((row) => (
              <Skeleton key={row} className="mb-2 h-[54px] w-full" />
            ))}
          </Loading>
        )}
        {members.isError && (
          <ErrorState
            title={t('team.errorTitle')}
            error={members.error}
            retry={() => void members.refetch()}
          />
        )}
        {rows.length > 0 && (
          <ul ref={rowKeys} className="border-t border-line">
            {rows.map((member) => (
              <MemberRow key={member.id} member={member} onOpen={setOpen} />
            ))}
          </ul>
        )}
        <LoadMore
          hasMore={members.hasNextPage}
          loading={members.isFetchingNextPage}
          onLoad={() => void members.fetchNextPage()}
        />
        {manages && <Invitations />}
      </div>
      {open?.kind === 'invite' && <InviteSheet onClose={close} />}
      {open?.kind === 'roles' && <RolesSheet member={open.member} onClose={close} />}
      {open?.kind === 'remove' && <RemoveMemberDialog member={open.member} onClose={close} />}
    </Page>
  );
}

function MemberRow({ member, onOpen }: { member: Member; onOpen: (open: Open) => void }) {
  const { t } = useTranslation('console');
  const locale = useLocale();
  const { data: me } = useQuery(meQuery());
  const mine = me?.id === member.user_id;
  return (
    <li className="grid min-h-[62px] grid-cols-[34px_1fr_auto] items-center gap-x-3.5 border-b border-line py-2.5 wide:grid-cols-[34px_minmax(0,1fr)_minmax(0,260px)_90px_40px]">
      <Avatar name={member.display_name} />
      <div className="min-w-0">
        <b className="block truncate font-[550]">
          {member.display_name}
          {mine && <span className="font-normal text-ink-3"> ({t('team.you')})</span>}
        </b>
        <small className="block truncate text-xs text-ink-3">{member.email}</small>
      </div>
      <div className="flex flex-wrap gap-1.5 max-wide:col-start-2 max-wide:row-start-2 max-wide:mt-1.5">
        {member.roles.map((role) => (
          <Badge key={role}>{t(`role.${role}`)}</Badge>
        ))}
      </div>
      <time dateTime={member.joined_at} className="num text-end text-sm text-ink-3 max-wide:hidden">
        {formatDay(member.joined_at, locale, new Date())}
      </time>
      <Menu
        trigger={
          <IconButton
            label={t('team.menu', { name: member.display_name })}
            className="max-wide:col-start-3 max-wide:row-start-1"
          >
            <Ellipsis size={19} strokeWidth={1.75} aria-hidden />
          </IconButton>
        }
      >
        <MenuItem onSelect={() => onOpen({ kind: 'roles', member })}>{t('team.change')}</MenuItem>
        <MenuItem tone="danger" onSelect={() => onOpen({ kind: 'remove', member })}>
          {t(mine ? 'team.leave' : 'team.remove')}
        </MenuItem>
      </Menu>
    </li>
  );
}

function Invitations() {
  const { t } = useTranslation('console');
  const { slug } = useOrganization();
  const list = useInfiniteQuery(invitationsQuery(slug));
  const rows = list.data?.pages.flatMap((page) => page.results) ?? [];
  if (rows.length === 0) return null;
  return (
    <section className="mt-11">
      <h2 className="d4 mb-3">{t('team.openTitle')}</h2>
      <ul className="border-t border-line">
        {rows.map((invitation) => (
          <InvitationRow key={invitation.id} invitation={invitation} />
        ))}
      </ul>
      <LoadMore
        hasMore={list.hasNextPage}
        loading={list.isFetchingNextPage}
        onLoad={() => void list.fetchNextPage()}
      />
    </section>
  );
}

function InvitationRow({ invitation }: { invitation: Invitation }) {
  const { t } = useTranslation('console');
  const locale = useLocale();
  const withdraw = useWithdraw();
  const { email } = invitation;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line py-3">
      <div className="min-w-0 flex-1 basis-52">
        <b className="block truncate font-[550]">{email}</b>
        <span className="num text-sm text-ink-3">
          {t('team.expires', { date: formatDay(invitation.expires_at, locale, new Date()) })}
        </span>
      </div>
      <div className="flex flex-wrap gap-1.5">
        {invitation.roles.map((role) => (
          <Badge key={role}>{t(`role.${role}`)}</Badge>
        ))}
      </div>
      <Button
        size="sm"
        aria-label={t('team.withdrawOf', { email })}
        disabled={withdraw.isPending}
        onClick={() =>
          withdraw.mutate(invitation.id, { onSuccess: () => toasts.show(t('team.withdrawn', { email })) })
        }
      >
        {t('team.withdraw')}
      </Button>
      <FormProblem error={withdraw.error} className="w-full" />
    </li>
  );
}
