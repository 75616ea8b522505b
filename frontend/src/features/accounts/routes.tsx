import { Navigate, type RouteObject } from 'react-router';

import { paths } from '@/config/paths';

export const accountsRoutes = {
  bare: [
    {
      path: 'auth/sign-in',
      lazy: async () => ({ Component: (await import('./screens/SignInPage')).SignInPage }),
    },
    {
      path: 'auth/sign-up',
      lazy: async () => ({ Component: (await import('./screens/SignUpPage')).SignUpPage }),
    },
    {
      path: 'auth/forgot',
      lazy: async () => ({ Component: (await import('./screens/ForgotPage')).ForgotPage }),
    },
    {
      path: 'auth/reset',
      lazy: async () => ({ Component: (await import('./screens/ResetPage')).ResetPage }),
    },
    {
      path: 'auth/verify',
      lazy: async () => ({ Component: (await import('./screens/LinkPage')).VerifyPage }),
    },
    {
      path: 'auth/change-email',
      lazy: async () => ({ Component: (await import('./screens/LinkPage')).ChangeEmailPage }),
    },
    {
      path: 'auth/invitation',
      lazy: async () => ({ Component: (await import('./screens/InvitationPage')).InvitationPage }),
    },
  ] satisfies RouteObject[],
  /** Inside `AccountFrame`; other features add their pages beside these. */
  account: [
    {
      path: 'profile',
      lazy: async () => ({ Component: (await import('./screens/ProfilePage')).ProfilePage }),
    },
    {
      path: 'security',
      lazy: async () => ({ Component: (await import('./screens/SecurityPage')).SecurityPage }),
    },
    {
      path: 'privacy',
      lazy: async () => ({ Component: (await import('./screens/PrivacyPage')).PrivacyPage }),
    },
    {
      path: 'appearance',
      lazy: async () => ({ Component: (await import('./screens/AppearancePage')).AppearancePage }),
    },
    { index: true, element: <Navigate to={paths.account()} replace /> },
  ] satisfies RouteObject[],
};

/** The frame of `/account`, around the pages that features bring. */
export function accountRoute(children: RouteObject[]): RouteObject {
  return {
    path: 'account',
    lazy: async () => ({ Component: (await import('./screens/AccountFrame')).AccountFrame }),
    children,
  };
}
