import type { components } from '../schema';

type Schemas = components['schemas'];

export type AccreditorTotal = Schemas['AccreditorTotal'];
export type CpdCycle = Schemas['Cycle'];
export type CpdCategory = Schemas['CycleCategory'];
export type LedgerEntry = Schemas['LedgerEntry'];
export type OwnActivity = Schemas['OwnActivity'];
export type CycleStart = Schemas['CycleCreateRequest'];
export type CycleTerms = Schemas['CycleTermsRequest'];
export type OwnActivityReport = Schemas['OwnActivityInputRequest'];
