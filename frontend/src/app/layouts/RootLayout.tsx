import { Suspense, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet, ScrollRestoration, useLocation } from 'react-router';

import { useSession } from '@/api';
import { ToastHost } from '@/components';
import { CommunityHost } from '@/features/community';

import { KeyboardHost } from '../keyboard/KeyboardHost';

export function RootLayout() {
  const { t } = useTranslation('app');
  const status = useSession();
  useFocusOnNavigation();
  return (
    <>
      <a
        href="#main"
        className="absolute -start-[999px] focus:start-4 focus:top-3 focus:z-(--z-skip) focus:rounded-md focus:bg-surface focus:px-4 focus:py-2.5"
      >
        {t('skip')}
      </a>
      <Outlet />
      <KeyboardHost />
      {status === 'signed-in' && (
        <Suspense>
          <CommunityHost />
        </Suspense>
      )}
      <ToastHost />
      <ScrollRestoration />
    </>
  );
}

/** A new page is read from its start: focus goes to its main part, as a full load would do. */
function useFocusOnNavigation(): void {
  const { pathname } = useLocation();
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    document.getElementById('main')?.focus({ preventScroll: true });
  }, [pathname]);
}
