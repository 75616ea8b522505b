import type { RouteObject } from 'react-router';

export const billingRoutes = {
  bareSignedIn: [
    {
      path: 'checkout',
      lazy: async () => ({ Component: (await import('./screens/CheckoutPage')).CheckoutPage }),
    },
    {
      path: 'checkout/done/:order',
      lazy: async () => ({ Component: (await import('./screens/CheckoutDonePage')).CheckoutDonePage }),
    },
  ] satisfies RouteObject[],
};
