import { lazy } from 'react';

export { papersDue } from './papers';
export { billingRoutes } from './routes';

/** Brings its strings with it; wrap it in `Suspense`. */
export const DocumentDownload = lazy(() => import('./components/DocumentDownload'));
