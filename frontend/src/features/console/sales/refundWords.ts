import type { RefundStatus } from '@/api';
import type { Tone } from '@/components';

export const REFUND_STATES = ['requested', 'pending', 'succeeded', 'failed'] as const;

export const REFUND_TONE: Record<RefundStatus, Tone> = {
  requested: 'info',
  pending: 'warning',
  succeeded: 'success',
  failed: 'danger',
};

/** What can be done about a refund that failed, by Stripe's word for why (API reference: Refund.failure_reason, and
 * the error codes of the request). */
export type Remedy = 'cardClosed' | 'declined' | 'noMoney' | 'disputed' | 'already' | 'withdrawn' | 'unknown';

const REMEDIES: Record<string, Remedy> = {
  expired_or_canceled_card: 'cardClosed',
  lost_or_stolen_card: 'cardClosed',
  declined: 'declined',
  insufficient_funds: 'noMoney',
  charge_for_pending_refund_disputed: 'disputed',
  charge_disputed: 'disputed',
  charge_already_refunded: 'already',
  merchant_request: 'withdrawn',
};

export function remedyOf(failure: string): Remedy {
  return REMEDIES[failure] ?? 'unknown';
}
