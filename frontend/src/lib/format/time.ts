const DAY_MS = 86_400_000;

/** "11 December 2026": the long form for certificates and receipts. */
export function formatLongDate(value: string | Date, locale: string, timeZone?: string): string {
  return new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    ...zone(value, timeZone),
  }).format(toDate(value));
}

/** "10 Dec", with the year only when it is not this one. */
export function formatDay(value: string | Date, locale: string, now: Date, timeZone?: string): string {
  const date = toDate(value);
  const sameYear = date.getFullYear() === now.getFullYear();
  return new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    ...(sameYear ? {} : { year: 'numeric' }),
    ...zone(value, timeZone),
  }).format(date);
}

/** "14:06 GMT": a moment with its zone named. */
export function formatClock(value: string | Date, locale: string, timeZone?: string): string {
  return new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
    ...(timeZone ? { timeZone } : {}),
  }).format(toDate(value));
}

/** "today", "yesterday", "in 3 days" within a week; else the day itself. */
export function formatRelativeDay(value: string | Date, locale: string, now: Date): string {
  const days = Math.round((startOfDay(toDate(value)) - startOfDay(now)) / DAY_MS);
  if (Math.abs(days) > 7) return formatDay(value, locale, now);
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(days, 'day');
}

/** "5 h 20", "3 h", "22 min"; never less than a minute. */
export function formatDuration(seconds: number): string {
  const minutes = Math.max(1, Math.round(seconds / 60));
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return `${minutes} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${String(rest).padStart(2, '0')}`;
}

/** "4:22": the time left of something that counts down. */
export function formatCountdown(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

function toDate(value: string | Date): Date {
  return typeof value === 'string' ? new Date(value) : value;
}

/** A date without a time has no zone: it is shown as written, wherever the reader is. */
function zone(value: string | Date, timeZone: string | undefined): { timeZone?: string } {
  if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)) return { timeZone: 'UTC' };
  return timeZone ? { timeZone } : {};
}

function startOfDay(date: Date): number {
  return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
}
