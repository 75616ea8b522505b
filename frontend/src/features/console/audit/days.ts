/** The day of a zone that a moment falls on, as 2026-11-22. */
export function dayOf(moment: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    timeZone,
  }).format(moment);
}

/** The day before, by the calendar. */
export function dayBefore(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - 1);
  return date.toISOString().slice(0, 10);
}

/** Lines of a list by the zone's day that they fall on, in the order given. */
export function byDay<Line extends { occurred_at: string }>(
  lines: readonly Line[],
  timeZone: string,
): [day: string, lines: Line[]][] {
  const days: [string, Line[]][] = [];
  for (const line of lines) {
    const day = dayOf(new Date(line.occurred_at), timeZone);
    const last = days.at(-1);
    if (last?.[0] === day) last[1].push(line);
    else days.push([day, [line]]);
  }
  return days;
}
