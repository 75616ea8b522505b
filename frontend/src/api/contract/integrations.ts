import type { components } from '../schema';

type Schemas = components['schemas'];

/** Outside services, and those who joined there and whom nobody knows. */
export type ZoomStatus = Schemas['ZoomStatus'];
export type EventZoom = Schemas['EventZoom'];
export type ZoomMeeting = Schemas['ZoomMeeting'];
export type ZoomRecording = Schemas['ZoomRecording'];
export type ReconciliationItem = Schemas['ReconciliationItem'];
