import { createBrowserRouter, type RouteObject } from 'react-router';

import { RequireSignIn, accountRoute, accountsRoutes } from '@/features/accounts';
import { billingRoutes } from '@/features/billing';
import { cartRoutes } from '@/features/cart';
import { catalogueRoutes } from '@/features/catalogue';
import { certificatesRoutes } from '@/features/certificates';
import { checkinRoutes } from '@/features/checkin';
import { communityRoutes } from '@/features/community';
import { consoleRoutes } from '@/features/console';
import { cpdRoutes } from '@/features/cpd';
import { eventsRoutes } from '@/features/events';
import { feedbackRoutes } from '@/features/feedback';
import { learningRoutes } from '@/features/learning';
import { notificationsRoutes } from '@/features/notifications';

import { CrashPage } from './CrashPage';
import { NotFoundPage } from './NotFoundPage';
import { Opening } from './Opening';
import { RootLayout } from './layouts/RootLayout';
import { SiteLayout } from './layouts/SiteLayout';

/** Three frames: the site with its bars, the same for people who are signed in, and pages with a head of their own. */
export const routes: RouteObject[] = [
  {
    element: <RootLayout />,
    errorElement: <CrashPage />,
    hydrateFallbackElement: <Opening />,
    children: [
      {
        element: <SiteLayout />,
        children: [
          {
            errorElement: <CrashPage inside />,
            children: [
              ...catalogueRoutes.site,
              ...learningRoutes.site,
              ...eventsRoutes.site,
              ...cartRoutes.site,
              {
                element: <RequireSignIn />,
                children: [
                  ...learningRoutes.signedIn,
                  ...eventsRoutes.signedIn,
                  ...feedbackRoutes.signedIn,
                  ...communityRoutes.signedIn,
                  ...certificatesRoutes.signedIn,
                  ...cpdRoutes.signedIn,
                  ...cartRoutes.signedIn,
                  accountRoute([...accountsRoutes.account, ...notificationsRoutes.account]),
                ],
              },
              { path: '*', element: <NotFoundPage /> },
            ],
          },
        ],
      },
      {
        errorElement: <CrashPage />,
        children: [
          ...accountsRoutes.bare,
          ...certificatesRoutes.bare,
          ...learningRoutes.bare,
          ...checkinRoutes.bare,
          ...eventsRoutes.bare,
          ...feedbackRoutes.bare,
          ...billingRoutes.bare,
          {
            element: <RequireSignIn />,
            children: [...billingRoutes.bareSignedIn, ...consoleRoutes.bareSignedIn],
          },
        ],
      },
    ],
  },
];

export function createRouter(): ReturnType<typeof createBrowserRouter> {
  return createBrowserRouter(routes);
}
