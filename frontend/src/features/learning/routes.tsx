import type { RouteObject } from 'react-router';

export const learningRoutes = {
  site: [
    {
      path: 'courses/:slug',
      handle: { ownBottomBar: true },
      lazy: async () => ({ Component: (await import('./screens/CoursePage')).CoursePage }),
    },
  ] satisfies RouteObject[],
  signedIn: [
    {
      path: 'learning',
      lazy: async () => ({ Component: (await import('./screens/LearningPage')).LearningPage }),
    },
  ] satisfies RouteObject[],
  // Free lessons open without an account, so the player is no place for members only.
  bare: [
    {
      path: 'learn/:course/:lesson?',
      lazy: async () => ({ Component: (await import('./screens/PlayerPage')).PlayerPage }),
    },
  ] satisfies RouteObject[],
};
