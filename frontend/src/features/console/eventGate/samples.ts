import type { EventClause, EventGate, GateDryRun } from '@/api';

export const NONE: Omit<EventClause, 'kind'> = {
  percent: null,
  minutes: null,
  at_least: null,
  sessions: null,
};

/** What the tests of an event's gate look at: two sessions of 60 and 90 minutes, and twenty people. */
export const GATE: EventGate = {
  event: 'e1',
  version: 2,
  is_default: false,
  clauses: [
    { ...NONE, kind: 'attendance', percent: 80 },
    { ...NONE, kind: 'paid' },
  ],
  sentences: ['Attend at least 80% of the event', 'Pay for your place'],
  issue_after_minutes: 60,
  issues_at: null,
  when_changed: 'ask',
  sessions: [
    { id: 's1', title: 'Why frailty hides', window_minutes: 60 },
    { id: 's2', title: 'Frailty scores', window_minutes: 90 },
  ],
  survey_title: 'How was it?',
};

export const DRY_RUN: GateDryRun = {
  people: 20,
  met: 13,
  met_now: 13,
  gains: 0,
  loses: 0,
  certificates_lost: 0,
  guests: 0,
  unverified: 0,
  withheld: 0,
  histogram: [0, 10, 20, 30, 40, 50, 60, 70, 80, 90].map((first) => ({
    first,
    last: first === 90 ? 100 : first + 9,
    people: first === 80 ? 11 : 1,
  })),
  clauses: [
    { kind: 'attendance', text: 'Attend at least 80% of the event', met: 13, asked: 20 },
    { kind: 'paid', text: 'Pay for your place', met: 20, asked: 20 },
  ],
  changes: [],
};
