import type { Sale } from '@/api';

const DAY_MS = 86_400_000;
export const WEEKS = 12;

export interface Week {
  /** Its Monday. */
  start: Date;
  sold: number;
  isNow: boolean;
}

/** Monday, 00:00, of the week that a day lies in. */
export function mondayOf(day: Date): Date {
  const monday = new Date(day.getFullYear(), day.getMonth(), day.getDate());
  monday.setDate(monday.getDate() - ((monday.getDay() + 6) % 7));
  return monday;
}

/** The last twelve weeks, this one included, with what was sold in each. */
export function salesByWeek(sales: readonly Pick<Sale, 'paid_at'>[], now: Date): Week[] {
  const thisMonday = mondayOf(now);
  const weeks = Array.from({ length: WEEKS }, (_, index): Week => {
    const start = new Date(thisMonday);
    start.setDate(start.getDate() - 7 * (WEEKS - 1 - index));
    return { start, sold: 0, isNow: index === WEEKS - 1 };
  });
  for (const sale of sales) {
    const monday = mondayOf(new Date(sale.paid_at));
    const ago = Math.round((thisMonday.getTime() - monday.getTime()) / (7 * DAY_MS));
    const week = weeks[WEEKS - 1 - ago];
    if (week) week.sold += 1;
  }
  return weeks;
}
