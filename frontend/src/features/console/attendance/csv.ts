import { spansOf, totalOf } from '../events/lanes';

import type { AttendanceInterval, AttendanceLane, StaffEvent } from '@/api';

const FORMULA = /^[=+\-@\t\r]/;

export interface CsvWords {
  head: readonly string[];
  session: (title: string) => string;
  source: (source: AttendanceInterval['source']) => string;
  yes: string;
  no: string;
}

/** One line a person: what was counted in whole, and in each session, in minutes with one decimal. */
export function csvOf(event: StaffEvent, lanes: readonly AttendanceLane[], words: CsvWords): string {
  const sessions = event.sessions.filter(({ kind }) => kind === 'session');
  const lines = lanes.map((lane) => {
    const total = totalOf(lane);
    const sources = new Set(
      lane.intervals.filter(({ withdrawn_at }) => !withdrawn_at).map(({ source }) => words.source(source)),
    );
    return [
      lane.name,
      lane.email,
      minutes(total.counted),
      minutes(total.window),
      String(total.percent),
      [...sources].join(', '),
      lane.sessions.some(({ lost_end, spans }) => lost_end && spansOf(spans).length > 0)
        ? words.yes
        : words.no,
      ...sessions.map(({ id }) =>
        minutes(lane.sessions.find((one) => one.session === id)?.counted_seconds ?? 0),
      ),
    ];
  });
  const head = [...words.head, ...sessions.map(({ title }) => words.session(title))];
  // The mark in front tells spreadsheets that this is UTF-8.
  return `\uFEFF${[head, ...lines].map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`;
}

function minutes(seconds: number): string {
  return (seconds / 60).toFixed(1);
}

/** Quoted where it must be; what a spreadsheet would take for a formula is made text. */
function cell(text: string): string {
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
