import type { components } from '../schema';

type Schemas = components['schemas'];

export type DoorEvent = Schemas['DoorEvent'];
export type DoorManifest = Schemas['Manifest'];
export type DoorTicket = Schemas['DoorTicket'];
export type DoorScan = Schemas['Scan'];
export type DoorScanInput = Schemas['ScanInputRequest'];
export type DoorAnswer = Schemas['CheckIn'];
export type ScanDirection = Schemas['ScanDirectionEnum'];
export type ScanResult = Schemas['ScanResultEnum'];
