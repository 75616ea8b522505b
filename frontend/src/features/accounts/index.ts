import { lazy } from 'react';

export { RequireSignIn } from './RequireSignIn';
export { accountKeys, meQuery, useMePatch } from './queries';
export { accountRoute, accountsRoutes } from './routes';

export const EmailBanner = lazy(() => import('./EmailBanner'));
