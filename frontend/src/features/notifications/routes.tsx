import type { RouteObject } from 'react-router';

export const notificationsRoutes = {
  account: [
    {
      path: 'notifications',
      lazy: async () => ({ Component: (await import('./screens/PreferencesPage')).PreferencesPage }),
    },
  ] satisfies RouteObject[],
};
