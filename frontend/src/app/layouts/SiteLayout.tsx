import { Suspense } from 'react';
import { Outlet, useMatches } from 'react-router';

import { useSession } from '@/api';
import { EmailBanner } from '@/features/accounts';
import { cx } from '@/lib/cx';

import { SiteFooter } from './SiteFooter';
import { TabBar } from './TabBar';
import { TopBar } from './TopBar';

/** A page may bring a bar of its own for the phone's lower edge: there is only ever one. */
export interface SiteHandle {
  ownBottomBar?: boolean;
}

export function SiteLayout() {
  const ownBar = useMatches().some((match) => (match.handle as SiteHandle | undefined)?.ownBottomBar);
  const status = useSession();
  const tabs = status !== 'signed-out' && !ownBar;
  return (
    <div className={cx((tabs || ownBar) && 'max-wide:pb-[84px]')}>
      <TopBar />
      {status === 'signed-in' && (
        <Suspense>
          <EmailBanner />
        </Suspense>
      )}
      <main id="main" tabIndex={-1} className="min-h-[60vh] focus:outline-none">
        <Outlet />
      </main>
      <SiteFooter />
      {tabs && <TabBar />}
    </div>
  );
}
