import { Suspense, lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink, useLocation } from 'react-router';

import { useSession } from '@/api';
import { ButtonLink, Logo, SearchButton, Skeleton } from '@/components';
import { paths } from '@/config/paths';
import { CartLink } from '@/features/cart';
import { RoomsBadge } from '@/features/community';
import { BellMenu } from '@/features/notifications';
import { cx } from '@/lib/cx';

import type { ReactNode } from 'react';

// Strangers do not pay for a menu that they never see.
const AccountMenu = lazy(() => import('./AccountMenu'));

export function TopBar() {
  const { t } = useTranslation('app');
  const status = useSession();
  const { pathname, search } = useLocation();
  return (
    <header className="sticky top-0 z-(--z-nav) bg-paper/92 backdrop-blur-md">
      <div className="wrap flex h-[60px] items-center gap-3 wide:h-[72px] wide:gap-9">
        <Logo />
        <nav aria-label={t('nav.label')} className="flex gap-1 max-wide:hidden">
          <TopLink
            to={paths.catalogue}
            also={pathname.startsWith('/courses/') || pathname.startsWith(paths.events)}
          >
            {t('nav.discover')}
          </TopLink>
          {status !== 'signed-out' && (
            <>
              <TopLink to={paths.learning}>{t('nav.learning')}</TopLink>
              <TopLink to={paths.cpd}>{t('nav.cpd')}</TopLink>
              <TopLink to={paths.certificates}>{t('nav.certificates')}</TopLink>
              <TopLink to={paths.rooms}>
                {t('nav.rooms')}
                {status === 'signed-in' && (
                  <Suspense>
                    <RoomsBadge className="ms-1.5" />
                  </Suspense>
                )}
              </TopLink>
            </>
          )}
          {status === 'signed-out' && <TopLink to={paths.verify}>{t('nav.verify')}</TopLink>}
        </nav>
        <div className="ms-auto flex items-center wide:gap-2">
          <SearchButton />
          <Suspense fallback={<span className="size-11 wide:size-10" />}>
            <CartLink />
          </Suspense>
          {status === 'restoring' && <Waiting />}
          {status === 'signed-in' && (
            <Suspense fallback={<Waiting />}>
              <BellMenu />
              <AccountMenu />
            </Suspense>
          )}
          {status === 'signed-out' && (
            <>
              <ButtonLink to={paths.signIn(pathname + search)} variant="ghost">
                {t('nav.signIn')}
              </ButtonLink>
              <ButtonLink to={paths.signUp(pathname + search)} className="max-wide:hidden">
                {t('nav.signUp')}
              </ButtonLink>
            </>
          )}
        </div>
      </div>
    </header>
  );
}

function TopLink({ to, also = false, children }: { to: string; also?: boolean; children: ReactNode }) {
  return (
    <NavLink
      to={to}
      end={to === paths.catalogue}
      className={({ isActive }) =>
        cx(
          'px-3 py-2 text-ui font-medium',
          isActive || also
            ? 'text-ink shadow-[inset_0_-2px_0_var(--primary)]'
            : 'rounded-md text-ink-2 hover:bg-tint',
        )
      }
    >
      {children}
    </NavLink>
  );
}

function Waiting() {
  return <Skeleton className="size-[34px] !rounded-full" />;
}
