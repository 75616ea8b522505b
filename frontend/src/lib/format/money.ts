/** An amount in minor units, as the API sends it. */
export interface Money {
  amount: number;
  currency: string;
}

/** Unicode minus, so that it has the width of a digit. */
const MINUS = '\u2212';

function digitsOf(currency: string): number {
  return (
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  );
}

function format(money: Money, locale: string, fractionDigits: number): string {
  const digits = digitsOf(money.currency);
  const formatted = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: money.currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: fractionDigits,
    maximumFractionDigits: digits,
  }).format(Math.abs(money.amount) / 10 ** digits);
  return money.amount < 0 ? MINUS + formatted : formatted;
}

/** For lists and price cards: "£145", but "£145.50" when there are pence. */
export function formatPrice(money: Money, locale: string): string {
  const whole = money.amount % 10 ** digitsOf(money.currency) === 0;
  return format(money, locale, whole ? 0 : digitsOf(money.currency));
}

/** For receipts and totals: "£145.00", refunds "−£36.00". */
export function formatAmount(money: Money, locale: string): string {
  return format(money, locale, digitsOf(money.currency));
}
