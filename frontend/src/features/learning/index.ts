export { courseQuery, learningKeys } from './queries';
export { learningRoutes } from './routes';
