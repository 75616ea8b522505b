import type { EventFormat } from '@/api';

/** The zone of who looks. */
export function ownZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** "London" for Europe/London: how a zone is named to people. */
export function cityOf(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
}

/** "09:30". */
export function clockIn(value: string, locale: string, zone: string): string {
  return new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: zone,
  }).format(new Date(value));
}

/** "Thu 10 Dec", with the year only when it is not this one. */
export function dayIn(value: string, locale: string, zone: string, now: number): string {
  const year = (moment: number | string) =>
    new Intl.DateTimeFormat('en', { year: 'numeric', timeZone: zone }).format(new Date(moment));
  return new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...(year(value) === year(now) ? {} : { year: 'numeric' }),
    timeZone: zone,
  })
    .format(new Date(value))
    .replace(/^(\p{L}+), /u, '$1 ');
}

/** "Thu 10 Dec, 09:30". */
export function momentIn(value: string, locale: string, zone: string, now: number): string {
  return `${dayIn(value, locale, zone, now)}, ${clockIn(value, locale, zone)}`;
}

/** The same for all moments of one day in this zone. */
export function dayKey(value: string, zone: string): string {
  return new Intl.DateTimeFormat('en-CA', { dateStyle: 'short', timeZone: zone }).format(new Date(value));
}

/** Whether clocks in both zones show the same at this moment. */
export function sameTime(value: string, one: string, other: string): boolean {
  return one === other || wall(value, one) === wall(value, other);
}

export interface Zones {
  first: string;
  /** The other one, where its clocks differ. */
  second: string | null;
}

/** Where one has to be somewhere, the place's time leads; online, one's own. */
export function zonesOf(
  event: { format: EventFormat; time_zone: string; starts_at: string | null },
  own: string,
): Zones {
  const at = event.starts_at ?? new Date(0).toISOString();
  if (sameTime(at, event.time_zone, own)) return { first: event.time_zone, second: null };
  return event.format === 'online'
    ? { first: own, second: event.time_zone }
    : { first: event.time_zone, second: own };
}

function wall(value: string, zone: string): string {
  return new Intl.DateTimeFormat('en', {
    dateStyle: 'short',
    timeStyle: 'short',
    timeZone: zone,
  }).format(new Date(value));
}
