import { formatDuration } from '@/lib/format';

import { dayIn, toWall } from './zoned';

import type { AttendanceInterval, AttendanceLane, EventClause, StaffEvent } from '@/api';

/** From and until, in milliseconds. */
export interface Span {
  from: number;
  until: number;
}

/** A session where its minutes count. */
export interface SessionWindow extends Span {
  id: string;
  title: string;
  /** The session counts in other times than planned. */
  moved: boolean;
}

export interface Day {
  key: string;
  label: string;
  sessions: SessionWindow[];
}

/** The windows of the taught sessions, by day in the event's zone. */
export function daysOf(event: StaffEvent, locale: string): Day[] {
  const days = new Map<string, Day>();
  const sessions = event.sessions
    .filter(({ kind }) => kind === 'session')
    .map((one) => ({
      id: one.id,
      title: one.title,
      from: Date.parse(one.actual_starts_at ?? one.starts_at),
      until: Date.parse(one.actual_ends_at ?? one.ends_at),
      moved: one.actual_starts_at !== null,
    }))
    .sort((one, other) => one.from - other.from);
  for (const session of sessions) {
    const key = toWall(session.from, event.time_zone).slice(0, 10);
    const day = days.get(key) ?? {
      key,
      label: dayIn(session.from, event.time_zone, locale),
      sessions: [],
    };
    day.sessions.push(session);
    days.set(key, day);
  }
  return [...days.values()];
}

/** Pairs of seconds since 1970, as the server tells them. */
export function spansOf(pairs: readonly (readonly number[])[]): Span[] {
  return pairs.flatMap(([from, until]) =>
    from === undefined || until === undefined ? [] : [{ from: from * 1000, until: until * 1000 }],
  );
}

/** Where a span lies in the whole, in percent; what sticks out is cut. */
export function placeIn(span: Span, whole: Span): { left: string; width: string } {
  const length = Math.max(1, whole.until - whole.from);
  const part = (moment: number) => Math.min(100, Math.max(0, ((moment - whole.from) * 100) / length));
  const left = part(span.from);
  return { left: `${left}%`, width: `${part(span.until) - left}%` };
}

export const LANE_SOURCES = ['door', 'zoom', 'manual'] as const;
export type LaneSource = (typeof LANE_SOURCES)[number];

/** How a lane is drawn where a source told of it. */
export const SOURCE_LOOK: Record<LaneSource, string> = {
  door: 'bg-primary',
  zoom: 'bg-series-muted',
  manual: 'border-2 border-primary bg-tint-strong',
};

/** Who told of a span: a person's word before all others, then whoever told of most of it. */
export function sourceOf(span: Span, intervals: readonly AttendanceInterval[]): LaneSource {
  const told: Record<LaneSource, number> = { door: 0, zoom: 0, manual: 0 };
  for (const { source, starts_at: start, ends_at: end, withdrawn_at: withdrawn } of intervals) {
    if (withdrawn !== null) continue;
    const until = end === null ? span.until : Date.parse(end);
    const shared = Math.min(until, span.until) - Math.max(Date.parse(start), span.from);
    if (shared > 0) told[source] += shared;
  }
  if (told.manual > 0) return 'manual';
  return told.zoom > told.door ? 'zoom' : 'door';
}

/** The percent that it takes of the whole event; null where the gate asks for something else, or for nothing. */
export function enoughOf(clauses: readonly EventClause[]): number | null {
  const [asked, ...more] = clauses.filter(({ kind }) => kind === 'attendance');
  if (!asked || more.length > 0 || asked.at_least !== null || asked.sessions?.length) return null;
  return asked.percent;
}

/** From the first session's beginning to the last one's end. */
export function wholeOf(sessions: readonly Span[]): Span {
  return {
    from: Math.min(...sessions.map(({ from }) => from)),
    until: Math.max(...sessions.map(({ until }) => until)),
  };
}

export interface Total {
  counted: number;
  window: number;
  /** Rounded down, because it decides something. */
  percent: number;
}

export function totalOf(lane: AttendanceLane): Total {
  const counted = lane.sessions.reduce((sum, one) => sum + one.counted_seconds, 0);
  const window = lane.sessions.reduce((sum, one) => sum + one.window_seconds, 0);
  return { counted, window, percent: window > 0 ? Math.floor((counted * 100) / window) : 0 };
}

/** "3 h 27"; nothing is nothing, not a minute. */
export function lengthOf(seconds: number): string {
  return seconds === 0 ? '0 min' : formatDuration(seconds);
}
