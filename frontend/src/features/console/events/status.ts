import type { StaffEvent, StaffEventStatus, StaffRegistrationStatus, WaitingStatus } from '@/api';
import type { Tone } from '@/components';
import type { CoverKind } from '@/lib/art';

export const EVENT_STATES = ['draft', 'published', 'completed', 'cancelled', 'archived'] as const;
export const FORMATS = ['in_person', 'online', 'hybrid'] as const;

/** Each format has its engraving. */
export const FORMAT_COVER: Record<StaffEvent['format'], CoverKind> = {
  in_person: 'rosette',
  online: 'waves',
  hybrid: 'weave',
};

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

export const WAITING_STATES = ['waiting', 'offered', 'accepted', 'expired', 'left'] as const;

export const WAITING_TONE: Record<WaitingStatus, Tone> = {
  waiting: 'info',
  offered: 'warning',
  accepted: 'success',
  expired: 'neutral',
  left: 'neutral',
};

/** What is over or called off is looked at, not changed. */
export function isLocked(event: StaffEvent): boolean {
  return event.status !== 'draft' && event.status !== 'published';
}
