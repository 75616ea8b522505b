import { Navigate, Outlet, useLocation } from 'react-router';

import { useSession } from '@/api';
import { Loading, Skeleton } from '@/components';
import { paths } from '@/config/paths';

/** Everything below needs an account. Who has none in hand is sent to sign in, and comes back here after. */
export function RequireSignIn() {
  const status = useSession();
  const { pathname, search, hash } = useLocation();
  if (status === 'signed-out') return <Navigate to={paths.signIn(pathname + search + hash)} replace />;
  if (status === 'restoring') {
    return (
      <Loading>
        <div className="wrap pt-8">
          <Skeleton className="h-10 w-72" />
          <Skeleton className="mt-8 h-40 w-full" />
        </div>
      </Loading>
    );
  }
  return <Outlet />;
}
