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
  /** The page is as tall as the screen and scrolls inside itself. */
  fills?: boolean;
}

export function SiteLayout() {
  const handles = useMatches().map((match) => match.handle as SiteHandle | undefined);
  const ownBar = handles.some((handle) => handle?.ownBottomBar);
  const fills = handles.some((handle) => handle?.fills);
  const status = useSession();
  const tabs = status !== 'signed-out' && !ownBar;
  if (fills) {
    return (
      <div className={cx('flex h-dvh flex-col', tabs && 'max-wide:pb-[68px]')}>
        <div className={cx('border-b border-line', ownBar && 'max-wide:hidden')}>
          <TopBar />
        </div>
        <main id="main" tabIndex={-1} className="min-h-0 flex-1 focus:outline-none">
          <Outlet />
        </main>
        {tabs && <TabBar />}
      </div>
    );
  }
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
