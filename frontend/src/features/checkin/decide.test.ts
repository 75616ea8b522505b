import { describe, expect, it } from 'vitest';

import { decide, looksLikeTicket, moves, ticketText, type Verdict } from './decide';

import type { DoorTicket, ScanDirection } from '@/api';

const TEXT = 'ACC1.4Q7ZK2M8T1V3X5B6C9D0F2G4H7.MZXW6YTBOI3GS5DI';
const START = Date.parse('2026-12-10T09:00:00Z');
const END = Date.parse('2026-12-10T17:00:00Z');
const EVENT = { starts_at: '2026-12-10T09:00:00Z', ends_at: '2026-12-10T17:00:00Z' };
const MINUTE = 60_000;

const TICKET: DoorTicket = {
  text: TEXT,
  name: 'Amara Okafor',
  ticket: 'In person',
  status: 'confirmed',
  is_online: false,
  blocked_reason: '',
  inside: false,
};

function at(
  ticket: Partial<DoorTicket> | null,
  direction: ScanDirection = 'entry',
  now = START,
  inside = false,
): Verdict {
  return decide({
    text: TEXT,
    ticket: ticket ? { ...TICKET, ...ticket } : undefined,
    inside,
    direction,
    at: now,
    event: EVENT,
  });
}

describe('the phone without the server', () => {
  it.each<[Partial<DoorTicket>, Verdict]>([
    [{}, 'ok'],
    [{ status: 'attended' }, 'ok'],
    [{ status: 'absent' }, 'ok'],
    [{ status: 'pending_payment' }, 'unpaid'],
    [{ status: 'pending_approval' }, 'unapproved'],
    [{ status: 'cancelled' }, 'cancelled'],
    [{ status: 'transferred' }, 'cancelled'],
    [{ status: 'expired' }, 'cancelled'],
    [{ blocked_reason: 'Asked to leave' }, 'blocked'],
    [{ is_online: true }, 'online_only'],
    [{ status: 'pending_payment', blocked_reason: 'x', is_online: true }, 'unpaid'],
    [{ blocked_reason: 'x', is_online: true }, 'blocked'],
  ])('judges %j as %s', (ticket, verdict) => {
    expect(at(ticket)).toBe(verdict);
  });

  it('lets nobody in twice, and nobody out who is not in', () => {
    expect(at({}, 'entry', START, true)).toBe('already_in');
    expect(at({}, 'exit', START, true)).toBe('ok');
    expect(at({}, 'exit', START, false)).toBe('not_in');
  });

  it('opens three hours before the start and closes two hours after the end', () => {
    expect(at({}, 'entry', START - 180 * MINUTE)).toBe('ok');
    expect(at({}, 'entry', START - 181 * MINUTE)).toBe('not_yet');
    expect(at({}, 'entry', END + 120 * MINUTE)).toBe('ok');
    expect(at({}, 'entry', END + 121 * MINUTE)).toBe('over');
  });

  it('names the ticket’s own fault before the hour', () => {
    expect(at({ status: 'cancelled' }, 'entry', END + 121 * MINUTE)).toBe('cancelled');
  });

  it('knows a ticket that is not on its list from what is none', () => {
    expect(at(null)).toBe('absent');
    const asked = { ticket: undefined, inside: false, direction: 'entry' as const, at: START, event: EVENT };
    expect(decide({ ...asked, text: 'https://example.org/menu' })).toBe('unknown');
  });
});

describe('a text', () => {
  it('is forgiven blanks, lower case and what no server takes', () => {
    expect(ticketText(`  ${TEXT.toLowerCase()}\n\u0000`)).toBe(TEXT);
    expect(looksLikeTicket(` ${TEXT.toLowerCase()} `)).toBe(true);
  });

  it('is never longer than the server reads', () => {
    expect(ticketText('x'.repeat(900))).toHaveLength(200);
  });

  it.each(['', 'ACC1', 'ACC1.ABC', 'ACC2.ABC.DEF', 'ACC1.A B.DEF'])('is no ticket: "%s"', (text) => {
    expect(looksLikeTicket(text)).toBe(false);
  });
});

it('moves a person with every good ticket, and with a bad one only when somebody insists', () => {
  expect((['ok', 'already_in', 'not_in'] as const).map((one) => moves(one, false))).toEqual([
    true,
    true,
    true,
  ]);
  expect(moves('cancelled', false)).toBe(false);
  expect(moves('cancelled', true)).toBe(true);
});
