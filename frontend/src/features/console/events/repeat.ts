import { laterWall, type Wall } from './zoned';

export const RHYTHMS = ['weekly', 'fortnightly', 'monthly_day', 'monthly_weekday'] as const;
export type Rhythm = (typeof RHYTHMS)[number];

export const MORE_AT_MOST = 52;

const DAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'] as const;
const DAY_MINUTES = 24 * 60;

/** RFC 5545: so many more times after the one that begins at `start`. */
export function ruleOf(rhythm: Rhythm, more: number, start: Wall): string {
  const count = `COUNT=${more + 1}`;
  switch (rhythm) {
    case 'weekly':
      return `FREQ=WEEKLY;${count}`;
    case 'fortnightly':
      return `FREQ=WEEKLY;INTERVAL=2;${count}`;
    case 'monthly_day':
      return `FREQ=MONTHLY;${count}`;
    case 'monthly_weekday':
      return `FREQ=MONTHLY;BYDAY=${weekOf(start)}${DAYS[weekdayOf(start)] ?? ''};${count}`;
  }
}

/** The days that the rule gives after the first, on the clocks of the event's zone. */
export function datesOf(rhythm: Rhythm, more: number, start: Wall): Wall[] {
  if (rhythm === 'weekly' || rhythm === 'fortnightly') {
    const step = (rhythm === 'weekly' ? 7 : 14) * DAY_MINUTES;
    return Array.from({ length: more }, (_, index) => laterWall(start, step * (index + 1)));
  }
  const found: Wall[] = [];
  for (let month = 1; found.length < more && month < more * 12; month++) {
    const day = rhythm === 'monthly_day' ? sameDay(start, month) : sameWeekday(start, month);
    if (day) found.push(day + start.slice(10));
  }
  return found;
}

/** Which of its weekday in the month a day is: 1 to 4, or -1 for the last where there is a fifth. */
export function weekOf(start: Wall): number {
  const week = Math.ceil(Number(start.slice(8, 10)) / 7);
  return week === 5 ? -1 : week;
}

/** The same day of the month, where the month has one. */
function sameDay(start: Wall, later: number): string | undefined {
  const [year, month, day] = parts(start);
  const date = new Date(Date.UTC(year, month + later, day));
  return date.getUTCDate() === day ? date.toISOString().slice(0, 10) : undefined;
}

function sameWeekday(start: Wall, later: number): string {
  const [year, month] = parts(start);
  const weekday = weekdayOf(start);
  const week = weekOf(start);
  if (week === -1) {
    const last = new Date(Date.UTC(year, month + later + 1, 0));
    last.setUTCDate(last.getUTCDate() - ((last.getUTCDay() - weekday + 7) % 7));
    return last.toISOString().slice(0, 10);
  }
  const first = new Date(Date.UTC(year, month + later, 1));
  first.setUTCDate(1 + ((weekday - first.getUTCDay() + 7) % 7) + (week - 1) * 7);
  return first.toISOString().slice(0, 10);
}

function weekdayOf(start: Wall): number {
  return new Date(`${start}Z`).getUTCDay();
}

function parts(start: Wall): [number, number, number] {
  return [Number(start.slice(0, 4)), Number(start.slice(5, 7)) - 1, Number(start.slice(8, 10))];
}
