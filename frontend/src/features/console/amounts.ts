function digitsOf(currency: string): number {
  return (
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  );
}

/** Minor units of an amount as people write it: "120", "120.50", "1,200.50". Null when it is not one. */
export function parseAmount(text: string, currency: string): number | null {
  const digits = digitsOf(currency);
  const plain = text
    .trim()
    .replace(/[\s,](?=\d{3}(\D|$))/g, '')
    .replace(',', '.');
  const match = /^(\d{1,9})(?:\.(\d+))?$/.exec(plain);
  if (!match) return null;
  const fraction = match[2] ?? '';
  if (fraction.length > digits) return null;
  return Number(match[1]) * 10 ** digits + Number(fraction.padEnd(digits, '0') || '0');
}

/** "120" or "120.50": what `parseAmount` reads back. */
export function writeAmount(amount: number, currency: string): string {
  const digits = digitsOf(currency);
  const whole = amount % 10 ** digits === 0;
  return (amount / 10 ** digits).toFixed(whole ? 0 : digits);
}

/** A whole number in a range, null for an empty field; undefined when it is neither. */
export function parseWhole(text: string, least: number, most: number): number | null | undefined {
  const plain = text.trim();
  if (plain === '') return null;
  if (!/^\d{1,9}$/.test(plain)) return undefined;
  const value = Number(plain);
  return value >= least && value <= most ? value : undefined;
}
