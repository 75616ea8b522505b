import type { RouteObject } from 'react-router';

export const cartRoutes = {
  site: [
    { path: 'cart', lazy: async () => ({ Component: (await import('./screens/CartPage')).CartPage }) },
  ] satisfies RouteObject[],
  signedIn: [
    { path: 'orders', lazy: async () => ({ Component: (await import('./screens/OrdersPage')).OrdersPage }) },
    {
      path: 'orders/:order',
      lazy: async () => ({ Component: (await import('./screens/OrderPage')).OrderPage }),
    },
  ] satisfies RouteObject[],
};
