import type { DoorManifest, DoorTicket, ScanDirection, ScanResult } from '@/api';

/** What a scan comes to. `absent` is the phone's own word: a ticket's text that is not on its list. */
export type Verdict = ScanResult | 'absent';

const OPENS_BEFORE_MS = 3 * 3_600_000;
const CLOSES_AFTER_MS = 2 * 3_600_000;
const ADMITTED: readonly DoorTicket['status'][] = ['confirmed', 'attended', 'absent'];
const TICKET = /^ACC1\.[A-Z0-9]+\.[A-Z2-7]+$/;
const LONGEST = 200;
const CONTROL = /\p{Cc}/gu;

/** What was read or typed, as the server compares it: no blanks around it, capitals, nothing that it would refuse. */
export function ticketText(raw: string): string {
  return raw.replace(CONTROL, '').trim().toUpperCase().slice(0, LONGEST).trim();
}

/** Whether a text has a ticket's form. Whether it is one, only a list or the server can tell. */
export function looksLikeTicket(text: string): boolean {
  return TICKET.test(ticketText(text));
}

interface Question {
  text: string;
  /** The entry of the list with this text. */
  ticket: DoorTicket | undefined;
  /** Whether the person is inside as far as this phone knows; the list may be older than its own scans. */
  inside: boolean;
  direction: ScanDirection;
  at: number;
  event: Pick<DoorManifest, 'starts_at' | 'ends_at'>;
}

/** The server's rules, for the time without it: the first reason against a ticket, gravest first. */
export function decide({ text, ticket, inside, direction, at, event }: Question): Verdict {
  if (!ticket) return looksLikeTicket(text) ? 'absent' : 'unknown';
  const refused = refusal(ticket);
  if (refused) return refused;
  if (event.starts_at && at < Date.parse(event.starts_at) - OPENS_BEFORE_MS) return 'not_yet';
  if (event.ends_at && at > Date.parse(event.ends_at) + CLOSES_AFTER_MS) return 'over';
  if (direction === 'entry') return inside ? 'already_in' : 'ok';
  return inside ? 'ok' : 'not_in';
}

/** Whether this ticket opens the door of the event's place at all. */
export function isExpected(ticket: DoorTicket): boolean {
  return refusal(ticket) === null;
}

/** Whether a scan with this result moves a person: good tickets always do, whatever was known when they came. */
export function moves(verdict: Verdict, forced: boolean): boolean {
  return forced || verdict === 'ok' || verdict === 'already_in' || verdict === 'not_in';
}

function refusal(ticket: DoorTicket): Verdict | null {
  if (ticket.status === 'pending_payment') return 'unpaid';
  if (ticket.status === 'pending_approval') return 'unapproved';
  if (!ADMITTED.includes(ticket.status)) return 'cancelled';
  if (ticket.blocked_reason) return 'blocked';
  return ticket.is_online ? 'online_only' : null;
}
