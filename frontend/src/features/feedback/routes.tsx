import type { RouteObject } from 'react-router';

export const feedbackRoutes = {
  signedIn: [
    {
      path: 'surveys',
      lazy: async () => ({ Component: (await import('./screens/OpenSurveysPage')).OpenSurveysPage }),
    },
  ] satisfies RouteObject[],
  // A guest answers by the mailed link, and the questions want no navigation to wander off to.
  bare: [
    {
      path: 'surveys/:survey',
      lazy: async () => ({ Component: (await import('./screens/SurveyPage')).SurveyPage }),
    },
  ] satisfies RouteObject[],
};
