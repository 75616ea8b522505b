export { DoorEventsPage } from './DoorEventsPage';
export { DoorFrame } from './DoorFrame';
export { DoorPage } from './DoorPage';
