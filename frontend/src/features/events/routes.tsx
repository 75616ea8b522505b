import type { RouteObject } from 'react-router';

export const eventsRoutes = {
  site: [
    {
      path: 'events',
      lazy: async () => ({ Component: (await import('./screens/EventsPage')).EventsPage }),
    },
    {
      path: 'events/:slug',
      handle: { ownBottomBar: true },
      lazy: async () => ({ Component: (await import('./screens/EventPage')).EventPage }),
    },
    // A mailed link opens a guest's place, so it is no place for members only.
    ...['tickets/:registration', 'registrations/:registration'].map((path) => ({
      path,
      lazy: async () => ({ Component: (await import('./screens/RegistrationPage')).RegistrationPage }),
    })),
    {
      path: 'waiting/:entry',
      lazy: async () => ({ Component: (await import('./screens/WaitingPage')).WaitingPage }),
    },
  ] satisfies RouteObject[],
  signedIn: [
    {
      path: 'registrations',
      lazy: async () => ({ Component: (await import('./screens/RegistrationsPage')).RegistrationsPage }),
    },
  ] satisfies RouteObject[],
  // Guests register too, and the form wants no navigation to wander off to.
  bare: [
    {
      path: 'events/:slug/register',
      lazy: async () => ({ Component: (await import('./screens/RegisterPage')).RegisterPage }),
    },
    {
      path: 'events/:slug/waiting-list',
      lazy: async () => ({ Component: (await import('./screens/WaitPage')).WaitPage }),
    },
  ] satisfies RouteObject[],
};
