import type { RouteObject } from 'react-router';

export const catalogueRoutes = {
  site: [
    {
      index: true,
      lazy: async () => ({ Component: (await import('./screens/CataloguePage')).CataloguePage }),
    },
  ] satisfies RouteObject[],
};
