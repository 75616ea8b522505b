import { moves, ticketText, type Verdict } from './decide';

import type { DoorManifest, DoorScan, DoorScanInput, DoorTicket, ScanDirection } from '@/api';

/** One scan of this phone. The nonce names it: sent twice, it is one act. */
export interface Act {
  nonce: string;
  org: string;
  event: string;
  /** Rises with every act of an event on this phone: the order in which they are sent. */
  order: number;
  text: string;
  name: string;
  ticket: string;
  direction: ScanDirection;
  at: number;
  device: string;
  forced: boolean;
  wasOffline: boolean;
  /** What the phone said. */
  decided: Verdict;
  /** What the server said. */
  answer: DoorScan | null;
  answeredAt: number;
  /** `refused`: the server does not take the request itself, so that it is not sent again. */
  state: 'waiting' | 'sent' | 'refused';
  /** A difference between phone and server that somebody at the door has been told and has put away. */
  noted: boolean;
}

/** The list of an event as this phone keeps it. */
export interface Kept {
  org: string;
  event: string;
  manifest: DoorManifest;
  /** When the list was asked for. */
  fetchedAt: number;
  /** How many are inside by the server's last word, with the list or asked for by itself. */
  inside: number;
  insideAt: number;
}

export function verdictOf(act: Act): Verdict {
  return act.answer?.result ?? act.decided;
}

export function mayPass(act: Act, verdict: Verdict = verdictOf(act)): boolean {
  return act.forced || verdict === 'ok';
}

/** The server thinks otherwise of somebody who was let through, or sent away, on the phone's word. */
export function differs(act: Act): boolean {
  return act.answer !== null && mayPass(act, act.decided) !== mayPass(act, act.answer.result);
}

export function inputOf(act: Act): DoorScanInput {
  return {
    text: act.text,
    nonce: act.nonce,
    direction: act.direction,
    scanned_at: new Date(act.at).toISOString(),
    device: act.device,
    forced: act.forced,
    was_offline: act.wasOffline,
  };
}

/** Whether somebody is inside: the list, and what this phone has done since it was asked for. */
export function isInside(ticket: DoorTicket, acts: readonly Act[], fetchedAt: number): boolean {
  const text = ticketText(ticket.text);
  return after(
    ticket.inside,
    acts.filter((act) => act.text === text && (act.state === 'waiting' || act.answeredAt >= fetchedAt)),
  );
}

/** How many are inside: the server's last word, and what it had not heard of then. */
export function insideCount({ manifest, fetchedAt, inside, insideAt }: Kept, acts: readonly Act[]): number {
  const heard = acts.filter((act) => act.state !== 'waiting' && act.answeredAt < insideAt);
  const news = new Set(acts.filter((act) => !heard.includes(act)).map((act) => act.text));
  const change = manifest.tickets
    .filter((ticket) => news.has(ticketText(ticket.text)))
    .map((ticket) => Number(isInside(ticket, acts, fetchedAt)) - Number(isInside(ticket, heard, fetchedAt)));
  return Math.max(
    0,
    change.reduce((sum, one) => sum + one, inside),
  );
}

function after(inside: boolean, acts: readonly Act[]): boolean {
  return [...acts]
    .sort((a, b) => a.order - b.order)
    .filter((act) => act.state !== 'refused' && moves(verdictOf(act), act.forced))
    .reduce((_, act) => act.direction === 'entry', inside);
}
