import type { StaffMessageStatus } from '@/api';

/** In these states a person has a place, or may get one: whoever has none is not written to. */
export const TOLD: readonly StaffMessageStatus[] = [
  'pending_approval',
  'pending_payment',
  'confirmed',
  'attended',
  'absent',
];
