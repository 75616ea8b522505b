import type { RouteObject } from 'react-router';

export const billingRoutes = {
  bareSignedIn: [
    {
      path: 'checkout',
      lazy: async () => ({ Component: (await import('./screens/CheckoutPage')).CheckoutPage }),
    },
  ] satisfies RouteObject[],
  // A guest who has paid for places comes back here without an account.
  bare: [
    {
      path: 'checkout/done/:order',
      lazy: async () => ({ Component: (await import('./screens/CheckoutDonePage')).CheckoutDonePage }),
    },
  ] satisfies RouteObject[],
};
