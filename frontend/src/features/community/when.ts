const DAY_MS = 86_400_000;

/** The calendar day of the reader, as a number that grows by one from day to day. */
export function dayOf(value: string | number): number {
  const date = new Date(value);
  return Math.round(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / DAY_MS);
}

/** "16:48". */
export function clock(value: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' }).format(new Date(value));
}

/** "today", "yesterday", "Friday 20 November", with the year when it is another one. */
export function dayWords(value: string, locale: string, now: number): string {
  const days = dayOf(value) - dayOf(now);
  if (days === 0 || days === -1) {
    return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(days, 'day');
  }
  const date = new Date(value);
  return new Intl.DateTimeFormat(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(date.getFullYear() !== new Date(now).getFullYear() && { year: 'numeric' }),
  }).format(date);
}

/** "16:48" of today, else "yesterday, 16:48". */
export function moment(value: string, locale: string, now: number): string {
  const time = clock(value, locale);
  return dayOf(value) === dayOf(now) ? time : `${dayWords(value, locale, now)}, ${time}`;
}

/** "Thu 10 December, 09:30 GMT": when an activity begins. */
export function beginning(value: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(new Date(value));
}
