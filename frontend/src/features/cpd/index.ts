export { CpdAside } from './components/CpdAside';
export { cpdRoutes } from './routes';
