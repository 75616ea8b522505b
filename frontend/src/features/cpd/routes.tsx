import type { RouteObject } from 'react-router';

export const cpdRoutes = {
  signedIn: [
    { path: 'cpd', lazy: async () => ({ Component: (await import('./screens/CpdPage')).CpdPage }) },
  ] satisfies RouteObject[],
};
