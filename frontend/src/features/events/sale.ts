import type { Availability, EventDetail, EventTicket } from '@/api';

/** What can be done about an event now. */
export type Sale = 'open' | 'not_open' | 'not_yet' | 'closed' | 'sold_out' | 'ended' | 'cancelled';

const HOUR_MS = 3_600_000;

export function saleOf(
  event: Pick<EventDetail, 'status' | 'ends_at' | 'registration'>,
  tickets: readonly Pick<EventTicket, 'state'>[],
  now: number,
): Sale {
  const { opens_at: opens, closes_at: closes } = event.registration;
  if (event.status === 'cancelled') return 'cancelled';
  if (event.status !== 'published' || (event.ends_at && Date.parse(event.ends_at) <= now)) return 'ended';
  if (opens && Date.parse(opens) > now) return 'not_open';
  if (closes && Date.parse(closes) <= now) return 'closed';
  if (tickets.some(({ state }) => state === 'on_sale')) return 'open';
  if (tickets.some(({ state }) => state === 'not_yet')) return 'not_yet';
  return tickets.some(({ state }) => state === 'sold_out') ? 'sold_out' : 'closed';
}

/** Whether registration is possible now, were there a ticket. */
export function isWindowOpen(
  event: Pick<EventDetail, 'status' | 'ends_at' | 'registration'>,
  now: number,
): boolean {
  return saleOf(event, [{ state: 'on_sale' }], now) === 'open';
}

/** The page may be some minutes old: what was asked last about the places counts. */
export function withAvailability(
  tickets: readonly EventTicket[],
  answer: Availability | undefined,
): EventTicket[] {
  return tickets.map((ticket) => {
    const fresh = answer?.tickets.find(({ id }) => id === ticket.id);
    return fresh ? { ...ticket, state: fresh.state, left: fresh.left } : ticket;
  });
}

/** How many of a ticket one order may take: nothing, or from the least to what is left. */
export function quantities(ticket: EventTicket): number[] {
  const most = Math.min(ticket.max_per_order, ticket.left ?? ticket.max_per_order);
  const some = Array.from({ length: Math.max(0, most - ticket.min_per_order + 1) });
  return [0, ...some.map((_, index) => ticket.min_per_order + index)];
}

export interface RefundStep {
  percent: number;
  /** Null: as long as the event has not begun. */
  until: string | null;
}

/** What comes back, step by step; those that are over are left out. */
export function refundSteps(
  tiers: readonly { hours_before: number; percent: number }[],
  startsAt: string | null,
  now: number,
): RefundStep[] {
  if (!startsAt) return [];
  return tiers
    .map(({ hours_before: hours, percent }) => ({
      hours,
      percent,
      at: Date.parse(startsAt) - hours * HOUR_MS,
    }))
    .filter(({ at }) => at > now)
    .map(({ hours, percent, at }) => ({ percent, until: hours === 0 ? null : new Date(at).toISOString() }));
}
