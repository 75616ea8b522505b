import type { EventOverview, StaffEvent } from '@/api';

export type Stage = 'before' | 'coming' | 'after';
export type StepKey =
  | 'programme'
  | 'tickets'
  | 'publish'
  | 'requests'
  | 'survey'
  | 'meet'
  | 'door'
  | 'complete'
  | 'report'
  | 'match'
  | 'decide'
  | 'issue';

export interface Step {
  key: StepKey;
  done: boolean;
}

type Seen = Pick<EventOverview, 'places' | 'presence' | 'certificates' | 'survey'>;

/** Where an event stands; null: called off, so nothing is left to do. */
export function stageOf({ status, ends_at: end }: StaffEvent, now: number): Stage | null {
  if (status === 'cancelled') return null;
  if (status === 'draft') return 'before';
  const over = status !== 'published' || (end !== null && Date.parse(end) <= now);
  return over ? 'after' : 'coming';
}

/** What there is to do, in order. The first that is not done is the next. */
export function stepsOf(stage: Stage, event: StaffEvent, seen: Seen): Step[] {
  if (stage === 'before') {
    return [
      { key: 'programme', done: event.sessions.length > 0 },
      { key: 'tickets', done: event.tickets.some(({ closed_at: closed }) => closed === null) },
      { key: 'publish', done: false },
    ];
  }
  const { places, presence, certificates, survey } = seen;
  if (stage === 'coming') {
    return [
      { key: 'publish', done: true },
      ...(event.approval_required || places.pending_approval > 0
        ? [{ key: 'requests' as const, done: places.pending_approval === 0 }]
        : []),
      ...(event.format === 'in_person'
        ? []
        : [{ key: 'meet' as const, done: presence.meetings > 0 || event.online_url !== '' }]),
      { key: 'survey', done: survey !== null && survey.status !== 'draft' },
      ...(event.format === 'online' ? [] : [{ key: 'door' as const, done: presence.in_person > 0 }]),
    ];
  }
  const completed = event.status !== 'published';
  const met = presence.meetings > 0;
  return [
    { key: 'complete', done: completed },
    ...(met ? [{ key: 'report' as const, done: presence.reported === presence.meetings }] : []),
    ...(met || presence.unmatched > 0 ? [{ key: 'match' as const, done: presence.unmatched === 0 }] : []),
    ...(certificates.undecided > 0 ? [{ key: 'decide' as const, done: false }] : []),
    { key: 'issue', done: completed && certificates.due === 0 && certificates.pending === 0 },
  ];
}
