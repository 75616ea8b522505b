import type { EventClauseInput, EventGate, EventGateInput, GateSession, WhenChanged } from '@/api';

export type ClauseKind = EventClauseInput['kind'];

/** Numbers are kept as they are typed, so that a field may be empty for a moment. */
export interface AttendanceDraft {
  key: string;
  kind: 'attendance';
  amount: string;
  unit: 'percent' | 'minutes';
  /** So much of each of so many sessions, rather than of all the time together. */
  each: boolean;
  atLeast: string;
  every: boolean;
  sessions: string[];
}

export type ClauseDraft = AttendanceDraft | { key: string; kind: Exclude<ClauseKind, 'attendance'> };

export const UNITS = ['minutes', 'hours', 'days'] as const;
export type Unit = (typeof UNITS)[number];

export interface GateDraft {
  clauses: ClauseDraft[];
  byHand: boolean;
  after: string;
  unit: Unit;
  whenChanged: WhenChanged;
}

const MINUTES: Record<Unit, number> = { minutes: 1, hours: 60, days: 60 * 24 };
const MINUTES_AT_MOST = 60 * 24 * 31;
const AFTER_AT_LEAST = 15;
const AFTER_AT_MOST = 60 * 24 * 90;
/** What is proposed when somebody turns from issuing by hand. */
const AFTER_USUALLY = 60;

export function draftOf(gate: EventGate): GateDraft {
  const after = gate.issue_after_minutes ?? AFTER_USUALLY;
  const unit = after % MINUTES.days === 0 ? 'days' : after % MINUTES.hours === 0 ? 'hours' : 'minutes';
  return {
    clauses: gate.clauses.map((clause, index): ClauseDraft => {
      const key = `${gate.version}-${index}`;
      if (clause.kind !== 'attendance') return { key, kind: clause.kind };
      const sessions = clause.sessions ?? [];
      return {
        key,
        kind: 'attendance',
        amount: String(clause.minutes ?? clause.percent ?? ''),
        unit: clause.minutes === null ? 'percent' : 'minutes',
        each: clause.at_least !== null,
        atLeast: String(clause.at_least ?? 1),
        every: sessions.length === 0,
        sessions: [...sessions],
      };
    }),
    byHand: gate.issue_after_minutes === null,
    after: String(after / MINUTES[unit]),
    unit,
    whenChanged: gate.when_changed,
  };
}

export function newClause(kind: ClauseKind): ClauseDraft {
  const key = crypto.randomUUID();
  if (kind !== 'attendance') return { key, kind };
  return { key, kind, amount: '80', unit: 'percent', each: false, atLeast: '1', every: true, sessions: [] };
}

export function clauseInput(clause: ClauseDraft): EventClauseInput {
  if (clause.kind !== 'attendance') return { kind: clause.kind };
  const amount = wholeOf(clause.amount);
  return {
    kind: 'attendance',
    percent: clause.unit === 'percent' ? amount : null,
    minutes: clause.unit === 'minutes' ? amount : null,
    at_least: clause.each ? wholeOf(clause.atLeast) : null,
    sessions: clause.every ? null : clause.sessions,
  };
}

export function gateInput(draft: GateDraft): EventGateInput {
  const after = wholeOf(draft.after);
  return {
    clauses: draft.clauses.map(clauseInput),
    issue_after_minutes: draft.byHand || after === null ? null : after * MINUTES[draft.unit],
    when_changed: draft.whenChanged,
  };
}

export type ClauseFault = 'percent' | 'minutes' | 'atLeast' | 'sessions';

/** What keeps a sentence from being asked; the server has the last word. */
export function faultOf(clause: ClauseDraft, sessions: readonly GateSession[]): ClauseFault | null {
  if (clause.kind !== 'attendance') return null;
  if (!within(clause.amount, 1, clause.unit === 'percent' ? 100 : MINUTES_AT_MOST)) return clause.unit;
  if (!clause.every && clause.sessions.length === 0) return 'sessions';
  if (clause.each && !within(clause.atLeast, 1, chosenOf(clause, sessions).length)) return 'atLeast';
  return null;
}

export function isTimeUsable({ byHand, after, unit }: GateDraft): boolean {
  const minutes = MINUTES[unit];
  return byHand || within(after, AFTER_AT_LEAST / minutes, AFTER_AT_MOST / minutes);
}

export function areClausesUsable(clauses: readonly ClauseDraft[], sessions: readonly GateSession[]): boolean {
  return clauses.length > 0 && clauses.every((clause) => faultOf(clause, sessions) === null);
}

export function chosenOf(clause: AttendanceDraft, sessions: readonly GateSession[]): GateSession[] {
  return sessions.filter(({ id }) => clause.every || clause.sessions.includes(id));
}

/** Where the line of the first attendance clause stands among the percents; null where no one percent decides. */
export function thresholdOf(
  clauses: readonly EventClauseInput[],
  sessions: readonly GateSession[],
): number | null {
  const clause = clauses.find(({ kind }) => kind === 'attendance');
  if (!clause || typeof clause.at_least === 'number') return null;
  if (typeof clause.percent === 'number') return clause.percent;
  const window = sessions
    .filter(({ id }) => !clause.sessions || clause.sessions.includes(id))
    .reduce((sum, one) => sum + one.window_minutes, 0);
  if (typeof clause.minutes !== 'number' || window === 0) return null;
  return Math.min(100, Math.floor((clause.minutes * 100) / window));
}

function wholeOf(text: string): number | null {
  return /^\d+$/.test(text.trim()) ? Number(text) : null;
}

function within(text: string, least: number, most: number): boolean {
  const whole = wholeOf(text);
  return whole !== null && whole >= least && whole <= most;
}
