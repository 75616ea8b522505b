export { openSurveysQuery } from './queries';
export { feedbackRoutes } from './routes';
