import { useEffect } from 'react';
import { Navigate, Outlet, useLocation } from 'react-router';

import { useSession } from '@/api';
import { paths } from '@/config/paths';
import { holdDark } from '@/lib/theme';

import '../messages';
import { keepShell } from '../shell';

/** Dark whatever the theme is. While the session is being restored the page is there: that may need a network. */
export function DoorFrame() {
  const status = useSession();
  const { pathname } = useLocation();
  useEffect(holdDark, []);
  useEffect(keepShell, []);
  if (status === 'signed-out') return <Navigate to={paths.signIn(pathname)} replace />;
  return <Outlet />;
}
