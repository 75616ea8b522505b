export { suggestionsQuery } from './queries';
export { catalogueRoutes } from './routes';
