export { eventsRoutes } from './routes';
export { FORMAT_COVER, FORMAT_ICON } from './components/format';
export { momentIn, ownZone } from './when';
