export { organizationsQuery } from './queries';
export { consoleRoutes } from './routes';
