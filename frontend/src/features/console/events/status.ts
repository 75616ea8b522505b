import type { StaffEvent, StaffEventStatus, StaffRegistrationStatus } from '@/api';
import type { Tone } from '@/components';

export const EVENT_STATES = ['draft', 'published', 'completed', 'cancelled', 'archived'] as const;
export const FORMATS = ['in_person', 'online', 'hybrid'] as const;

export const EVENT_TONE: Record<StaffEventStatus, Tone> = {
  draft: 'warning',
  published: 'success',
  completed: 'neutral',
  cancelled: 'danger',
  archived: 'neutral',
};

export const REGISTRATION_STATES = [
  'pending_approval',
  'pending_payment',
  'confirmed',
  'attended',
  'absent',
  'cancelled',
  'expired',
  'transferred',
] as const;

export const REGISTRATION_TONE: Record<StaffRegistrationStatus, Tone> = {
  pending_approval: 'warning',
  pending_payment: 'warning',
  confirmed: 'success',
  attended: 'success',
  absent: 'neutral',
  expired: 'neutral',
  cancelled: 'danger',
  transferred: 'info',
};

/** What is over or called off is looked at, not changed. */
export function isLocked(event: StaffEvent): boolean {
  return event.status !== 'draft' && event.status !== 'published';
}
