/** An amount in minor units, as the API sends it. */
export interface Money {
  amount: number;
  currency: string;
}

/** Unicode minus, so that it has the width of a digit. */
const MINUS = '\u2212';

const formats = new Map<string, Intl.NumberFormat>();

/** Kept, because making one takes longer than a hundred uses; the currency's own digits unless others are asked for. */
function formatOf(locale: string, currency: string, fractionDigits?: number): Intl.NumberFormat {
  const key = `${locale} ${currency} ${fractionDigits}`;
  const known = formats.get(key);
  if (known) return known;
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    ...(fractionDigits === undefined ? {} : { minimumFractionDigits: fractionDigits }),
  });
  formats.set(key, format);
  return format;
}

function digitsOf(locale: string, currency: string): number {
  return formatOf(locale, currency).resolvedOptions().maximumFractionDigits ?? 2;
}

function format(money: Money, locale: string, fractionDigits?: number): string {
  const value = Math.abs(money.amount) / 10 ** digitsOf(locale, money.currency);
  const formatted = formatOf(locale, money.currency, fractionDigits).format(value);
  return money.amount < 0 ? MINUS + formatted : formatted;
}

/** For lists and price cards: "£145", but "£145.50" when there are pence. */
export function formatPrice(money: Money, locale: string): string {
  const whole = money.amount % 10 ** digitsOf(locale, money.currency) === 0;
  return whole ? format(money, locale, 0) : format(money, locale);
}

/** For receipts and totals: "£145.00", refunds "−£36.00". */
export function formatAmount(money: Money, locale: string): string {
  return format(money, locale);
}
