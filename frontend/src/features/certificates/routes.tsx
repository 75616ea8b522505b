import type { RouteObject } from 'react-router';

export const certificatesRoutes = {
  signedIn: [
    {
      path: 'certificates',
      lazy: async () => ({ Component: (await import('./screens/CertificatesPage')).CertificatesPage }),
    },
  ] satisfies RouteObject[],
  bare: [
    {
      path: 'c/:code',
      lazy: async () => ({
        Component: (await import('./screens/PublicCertificatePage')).PublicCertificatePage,
      }),
    },
    {
      path: 'verify',
      lazy: async () => ({ Component: (await import('./screens/VerifyPage')).VerifyPage }),
    },
  ] satisfies RouteObject[],
};
