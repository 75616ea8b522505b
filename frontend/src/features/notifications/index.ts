import { lazy } from 'react';

export { notificationsRoutes } from './routes';

/** Strangers do not pay for a bell that they never see. */
export const BellMenu = lazy(() => import('./components/BellMenu'));
