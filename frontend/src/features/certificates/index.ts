export { GatePanel } from './components/GatePanel';
export { certificateKeys, gateProgressQuery, requirementsQuery } from './queries';
export { certificatesRoutes } from './routes';
