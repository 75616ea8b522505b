import { useQuery } from '@tanstack/react-query';
import { Building2, LogOut, Receipt, ShieldCheck, Ticket, UserRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';

import { session } from '@/api';
import { Avatar, Menu, MenuItem, MenuLabel, MenuRadio, MenuSeparator, Skeleton } from '@/components';
import { paths } from '@/config/paths';
import { meQuery } from '@/features/accounts';
import { organizationsQuery } from '@/features/console';
import { initialsOf } from '@/lib/format';
import { chooseTheme, useThemeChoice } from '@/lib/theme';

export default function AccountMenu() {
  const { t } = useTranslation('app');
  const navigate = useNavigate();
  const { data: me } = useQuery(meQuery());
  const { data: organizations = [] } = useQuery(organizationsQuery());
  const theme = useThemeChoice();

  if (!me) return <Skeleton className="size-[34px] !rounded-full" />;

  const signOut = async () => {
    await navigate(paths.catalogue);
    await session.signOut();
  };

  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label={t('account.menu', { initials: initialsOf(me.display_name), name: me.display_name })}
          className="grid size-11 place-items-center rounded-full wide:size-auto"
        >
          <Avatar name={me.display_name} url={me.avatar_url} />
        </button>
      }
    >
      <div className="px-2.5 pt-2 pb-2.5">
        <b className="block text-ui font-semibold">{me.display_name}</b>
        <span className="block text-sm text-ink-3">{me.email}</span>
      </div>
      <MenuSeparator />
      <MenuItem asChild>
        <Link to={paths.account('profile')}>
          <UserRound size={17} strokeWidth={1.75} aria-hidden className="text-ink-3" />
          {t('account.profile')}
        </Link>
      </MenuItem>
      <MenuItem asChild>
        <Link to={paths.account('security')}>
          <ShieldCheck size={17} strokeWidth={1.75} aria-hidden className="text-ink-3" />
          {t('account.security')}
        </Link>
      </MenuItem>
      <MenuItem asChild>
        <Link to={paths.registrations}>
          <Ticket size={17} strokeWidth={1.75} aria-hidden className="text-ink-3" />
          {t('account.registrations')}
        </Link>
      </MenuItem>
      <MenuItem asChild>
        <Link to={paths.orders}>
          <Receipt size={17} strokeWidth={1.75} aria-hidden className="text-ink-3" />
          {t('account.orders')}
        </Link>
      </MenuItem>
      <MenuSeparator />
      {organizations.length > 0 && <MenuLabel>{t('account.organizations')}</MenuLabel>}
      {organizations.map((organization) => (
        <MenuItem key={organization.id} asChild>
          <Link to={paths.org(organization.slug)}>
            <Building2 size={17} strokeWidth={1.75} aria-hidden className="text-ink-3" />
            <span className="max-w-56 truncate">{organization.name}</span>
          </Link>
        </MenuItem>
      ))}
      {organizations.length === 0 && (
        <MenuItem asChild>
          <Link to={paths.newOrganization}>
            <Building2 size={17} strokeWidth={1.75} aria-hidden className="text-ink-3" />
            {t('account.teach')}
          </Link>
        </MenuItem>
      )}
      <MenuSeparator />
      <MenuLabel>{t('account.theme')}</MenuLabel>
      <MenuRadio
        value={theme}
        onChange={chooseTheme}
        options={[
          { value: 'system', label: t('account.system') },
          { value: 'light', label: t('account.light') },
          { value: 'dark', label: t('account.dark') },
        ]}
      />
      <MenuSeparator />
      <MenuItem onSelect={() => void signOut()}>
        <LogOut size={17} strokeWidth={1.75} aria-hidden className="text-ink-3" />
        {t('account.signOut')}
      </MenuItem>
    </Menu>
  );
}
