const DAY_MS = 86_400_000;

/** How many calendar days something touches in this zone; what ends at midnight does not touch the next. */
export function daysBetween(start: string, end: string, zone: string): number {
  const first = dayNumber(Date.parse(start), zone);
  const last = dayNumber(Math.max(Date.parse(end) - 1, Date.parse(start)), zone);
  return last - first + 1;
}

/** "11–12 Feb". */
export function daysIn(start: string, end: string, locale: string, zone: string): string {
  return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: zone }).formatRange(
    new Date(start),
    new Date(Date.parse(end) - 1),
  );
}

const calendars = new Map<string, Intl.DateTimeFormat>();

/** Kept for each zone, because a list of events asks many times. */
function calendarOf(zone: string): Intl.DateTimeFormat {
  const known = calendars.get(zone);
  if (known) return known;
  const calendar = new Intl.DateTimeFormat('en-CA', { dateStyle: 'short', timeZone: zone });
  calendars.set(zone, calendar);
  return calendar;
}

function dayNumber(moment: number, zone: string): number {
  return Date.parse(calendarOf(zone).format(moment)) / DAY_MS;
}
