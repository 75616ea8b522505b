import { lazy } from 'react';

export { consolePlaceOf, mayStartCourse, useConsolePlaces } from './commands';
export { organizationsQuery } from './queries';
export { consoleRoutes } from './routes';

export const NewCourse = lazy(() => import('./NewCourse'));
