import { toInput, type Person } from './draft';

import type { EventQuestion, EventTicket, Me, MyWaiting, WaitingAcceptInput } from '@/api';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const AT_MOST = 50;

export interface TimeLeft {
  unit: 'days' | 'hours' | 'minutes';
  count: number;
}

/** How long an offer still lives, rounded so that nobody counts on a minute that is not there; null once it is over. */
export function timeLeft(until: string, now: number): TimeLeft | null {
  const left = Date.parse(until) - now;
  if (left <= 0) return null;
  if (left >= 2 * DAY_MS) return { unit: 'days', count: Math.floor(left / DAY_MS) };
  if (left >= 2 * HOUR_MS) return { unit: 'hours', count: Math.floor(left / HOUR_MS) };
  return { unit: 'minutes', count: Math.max(1, Math.floor(left / MINUTE_MS)) };
}

/** How many places one may wait for, whichever of these tickets it becomes. */
export function waitingQuantities(
  tickets: readonly Pick<EventTicket, 'min_per_order' | 'max_per_order'>[],
): number[] {
  if (tickets.length === 0) return [];
  const least = Math.max(...tickets.map(({ min_per_order: min }) => min));
  const most = Math.min(AT_MOST, ...tickets.map(({ max_per_order: max }) => max));
  return Array.from({ length: Math.max(0, most - least + 1) }, (_, index) => least + index);
}

/** One block for each place that is offered; the first is who waited. */
export function offeredPeople(entry: MyWaiting, ticket: string, me: Me | undefined): Person[] {
  return Array.from({ length: entry.quantity }, (_, index) => ({
    key: `${ticket}.${String(index)}`,
    ticket,
    name: index === 0 ? (me ? me.legal_name || me.display_name : entry.name) : '',
    email: index === 0 ? entry.email : '',
    answers: {},
  }));
}

export function acceptInput(
  people: readonly Person[],
  questions: readonly EventQuestion[],
): WaitingAcceptInput {
  const { attendees } = toInput('', people, questions, '');
  return {
    attendees: attendees.map(({ name, email, answers }) => ({ name, email, ...(answers && { answers }) })),
  };
}
