import type { components } from '../schema';

type Schemas = components['schemas'];

export type AccreditorTotal = Schemas['AccreditorTotal'];
export type LedgerEntry = Schemas['LedgerEntry'];
