import { useQuery } from '@tanstack/react-query';
import { Bell, Database, Palette, ShieldCheck, UserRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { NavLink, Outlet } from 'react-router';

import { ErrorState, Loading, Skeleton, TabsNav } from '@/components';
import { paths } from '@/config/paths';
import { cx } from '@/lib/cx';

import '../messages';
import { meQuery } from '../queries';

import type { Me } from '@/api';

const PAGES = [
  { page: 'profile', Icon: UserRound },
  { page: 'security', Icon: ShieldCheck },
  { page: 'notifications', Icon: Bell },
  { page: 'privacy', Icon: Database },
  { page: 'appearance', Icon: Palette },
] as const;

/** The account's pages share a heading and a list of places; each page loads by itself. */
export function AccountFrame() {
  const { t } = useTranslation('accounts');
  const me = useQuery(meQuery());
  return (
    <div className="wrap pt-4 wide:pt-9">
      <h1 className="d2">{t('account.title')}</h1>
      <TabsNav
        label={t('account.nav')}
        className="mt-4 wide:hidden"
        tabs={PAGES.map(({ page }) => ({ to: paths.account(page), label: t(`account.${page}`) }))}
      />
      <div className="mt-7 wide:mt-9 wide:grid wide:grid-cols-[220px_minmax(0,1fr)] wide:gap-16">
        <nav aria-label={t('account.nav')} className="grid content-start gap-0.5 max-wide:hidden">
          {PAGES.map(({ page, Icon }) => (
            <NavLink
              key={page}
              to={paths.account(page)}
              className={({ isActive }) =>
                cx(
                  '-ms-2.5 flex h-10 items-center gap-[11px] rounded-[8px] px-2.5 text-ui font-medium',
                  isActive
                    ? 'bg-surface text-ink shadow-1 ring-1 ring-line [&_svg]:text-primary-text'
                    : 'text-ink-2 hover:bg-tint',
                )
              }
            >
              <Icon size={18} strokeWidth={1.75} aria-hidden className="text-ink-3" />
              {t(`account.${page}`)}
            </NavLink>
          ))}
        </nav>
        <div className="max-w-[40rem] min-w-0">
          {me.data ? (
            <Outlet context={me.data satisfies Me} />
          ) : me.isError ? (
            <ErrorState title={t('account.errorTitle')} error={me.error} retry={() => void me.refetch()} />
          ) : (
            <Loading>
              <Skeleton className="h-7 w-40" />
              <Skeleton className="mt-6 h-[68px] w-full" />
              <Skeleton className="mt-6 h-[68px] w-full" />
              <Skeleton className="mt-6 h-[68px] w-full" />
            </Loading>
          )}
        </div>
      </div>
    </div>
  );
}
