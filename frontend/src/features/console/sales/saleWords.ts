import type { Sale } from '@/api';

/** What of a sale is not sent back and not promised to be, in minor units. */
export function leftOf(sale: Sale): number {
  return sale.total.amount - sale.refunded.amount;
}

export function canBeRefunded(sale: Sale): boolean {
  return leftOf(sale) > 0 && sale.order_status !== 'disputed' && sale.order_status !== 'refunded';
}
