/** `50` or `2.5` as hundredths; null for what is no amount. */
export function hundredthsOf(text: string): number | null {
  const match = /^(\d{1,4})(?:[.,](\d{1,2}))?$/.exec(text.trim());
  return match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : null;
}

/** Hundredths as they are typed: `2.5`, `50`. */
export function typedAmount(hundredths: number): string {
  return String(hundredths / 100);
}
