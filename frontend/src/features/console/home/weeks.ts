import type { SalesFigures } from '@/api';

const DAY_MS = 86_400_000;
export const WEEKS = 12;

export interface Week {
  /** Its Monday, as YYYY-MM-DD. */
  start: string;
  /** Minor units of the figures' currency; of these `refunded` went back. */
  gross: number;
  refunded: number;
  isNow: boolean;
}

/** How many days to ask for, so that they begin on a Monday twelve weeks ago and end today, in the zone's calendar. */
export function daysOfWeeks(now: Date, timeZone: string): number {
  const today = new Intl.DateTimeFormat('en-CA', { timeZone }).format(now);
  return 7 * (WEEKS - 1) + daysSinceMonday(today) + 1;
}

/** The server's days in calendar weeks, the present one last. Days are the organization's own: nothing is shifted here. */
export function byWeek(days: SalesFigures['per_day']): Week[] {
  const weeks = new Map<string, Week>();
  for (const { on, gross, refunded } of days) {
    const start = mondayOf(on);
    const week = weeks.get(start) ?? { start, gross: 0, refunded: 0, isNow: false };
    week.gross += gross.amount;
    week.refunded += refunded.amount;
    weeks.set(start, week);
  }
  const all = [...weeks.values()];
  return all.map((week, index) => ({ ...week, isNow: index === all.length - 1 }));
}

function daysSinceMonday(day: string): number {
  return (new Date(day).getUTCDay() + 6) % 7;
}

function mondayOf(day: string): string {
  return new Date(Date.parse(day) - daysSinceMonday(day) * DAY_MS).toISOString().slice(0, 10);
}
