export { CpdSum } from './components/CpdSum';
export { cpdRoutes } from './routes';
