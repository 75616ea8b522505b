import type { RouteObject } from 'react-router';

/**
 * The door, a place of its own: dark, for one hand, and open without a network. It guards itself, because a phone that
 * is offline cannot restore its session and must let people in all the same. All of it is one chunk, kept as one.
 */
export const checkinRoutes = {
  bare: [
    {
      path: 'org/:org/check-in',
      lazy: async () => ({ Component: (await import('./screens')).DoorFrame }),
      children: [
        { index: true, lazy: async () => ({ Component: (await import('./screens')).DoorEventsPage }) },
        { path: ':event', lazy: async () => ({ Component: (await import('./screens')).DoorPage }) },
      ],
    },
  ] satisfies RouteObject[],
};
