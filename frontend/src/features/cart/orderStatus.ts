import type { OrderStatus } from '@/api';
import type { Tone } from '@/components';

export const ORDER_TONE: Record<OrderStatus, Tone> = {
  open: 'neutral',
  pending: 'warning',
  paid: 'success',
  expired: 'neutral',
  cancelled: 'neutral',
  partially_refunded: 'info',
  refunded: 'info',
  disputed: 'danger',
};
