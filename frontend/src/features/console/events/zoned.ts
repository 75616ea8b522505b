/** What a field for date and time holds: the clock on the wall, `2026-12-10T09:30`. */
export type Wall = string;

const MINUTE_MS = 60_000;
const clocks = new Map<string, Intl.DateTimeFormat>();

/** A moment as the clocks of a zone show it; an empty field for none. */
export function toWall(moment: string | number | null, zone: string): Wall {
  if (moment === null) return '';
  return new Date(asUtc(new Date(moment).getTime(), zone)).toISOString().slice(0, 16);
}

/** The moment at which the clocks of a zone show this; null for what is no date. An hour that a clock skips is the one after. */
export function fromWall(wall: Wall, zone: string): string | null {
  const wanted = Date.parse(`${wall}Z`);
  if (wall === '' || Number.isNaN(wanted)) return null;
  let moment = wanted;
  for (let round = 0; round < 2; round++) moment += wanted - asUtc(moment, zone);
  return new Date(moment).toISOString().replace('.000Z', 'Z');
}

/** The same clock so many minutes later. */
export function laterWall(wall: Wall, minutes: number): Wall {
  const at = Date.parse(`${wall}Z`);
  return Number.isNaN(at) ? '' : new Date(at + minutes * MINUTE_MS).toISOString().slice(0, 16);
}

/** "Thu 10 Dec" in a zone, with the year when it is another one. */
export function dayIn(moment: string | number, zone: string, locale: string, now = new Date()): string {
  const date = new Date(moment);
  const year = (one: Date) => toWall(one.getTime(), zone).slice(0, 4);
  return new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...(year(date) === year(now) ? {} : { year: 'numeric' }),
    timeZone: zone,
  })
    .format(date)
    .replace(',', '');
}

/** "09:30" in a zone. */
export function clockIn(moment: string | number, zone: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', timeZone: zone }).format(
    new Date(moment),
  );
}

/** What a zone is called at a moment: "GMT", "CET". */
export function zoneAt(moment: string | number, zone: string, locale: string): string {
  const parts = new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: 'short' }).formatToParts(
    new Date(moment),
  );
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? zone;
}

/** The clock of a zone read as if it were UTC, in milliseconds. */
function asUtc(moment: number, zone: string): number {
  let clock = clocks.get(zone);
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    clocks.set(zone, clock);
  }
  const part = Object.fromEntries(
    clock.formatToParts(moment).map(({ type, value }) => [type, Number(value)]),
  );
  return Date.UTC(
    part['year'] ?? 0,
    (part['month'] ?? 1) - 1,
    part['day'],
    part['hour'],
    part['minute'],
    part['second'],
  );
}
