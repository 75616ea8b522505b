import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { ApiError, type DoorManifest, type DoorScan, type DoorScanInput, type DoorTicket } from '@/api';

import { differs } from './acts';
import { BATCH, Door } from './door';
import { forgetLists } from './forget';
import { inMemory, keepOfPhone } from './keep';
import { syncWords } from './sync';

import type { ScanResult } from '@/api';

const NOW = Date.parse('2026-12-10T09:12:00Z');

function ticket(number: number, given: Partial<DoorTicket> = {}): DoorTicket {
  return {
    text: `ACC1.CODE${number}.SEAL`,
    name: `Person ${number}`,
    ticket: 'In person',
    status: 'confirmed',
    is_online: false,
    blocked_reason: '',
    inside: false,
    ...given,
  };
}

function list(tickets: DoorTicket[]): DoorManifest {
  return {
    event: 'e1',
    title: 'The deteriorating patient',
    starts_at: '2026-12-10T09:30:00Z',
    ends_at: '2026-12-10T16:30:00Z',
    time_zone: 'Europe/London',
    inside: tickets.filter((one) => one.inside).length,
    tickets,
  };
}

const failure = (status: number) =>
  new ApiError({ type: 'about:blank', title: 'x', status, code: status === 0 ? 'offline' : 'x' });

/** A server with the nonces that it has kept, as the real one: an act that is known is answered as the first time. */
function setting({ tickets = [ticket(1), ticket(2)], online = true, keep = inMemory() } = {}) {
  const world = {
    online,
    /** What the next requests fail with; `lost`: the server has it, its answer does not come back. */
    fails: [] as (ApiError | 'lost')[],
    says: 'ok' as ScanResult,
    malformed: '',
    requests: [] as string[][],
    known: new Map<string, DoorScan>(),
    /** By all phones; null: the server does not say. */
    inside: null as number | null,
  };
  const answer = (scan: DoorScanInput): DoorScan => ({
    ...scan,
    id: scan.nonce,
    result: world.says,
    received_at: scan.scanned_at,
    name: 'Person 1',
    ticket: 'In person',
    blocked_reason: '',
  });
  const door = new Door({
    org: 'law',
    event: 'e1',
    keep,
    isOnline: () => world.online,
    device: () => 'Door A',
    fetchList: () => (world.online ? Promise.resolve(list(tickets)) : Promise.reject(failure(0))),
    fetchInside: () => (world.inside === null ? Promise.reject(failure(503)) : Promise.resolve(world.inside)),
    send: async (scans) => {
      await Promise.resolve();
      world.requests.push(scans.map((one) => one.text));
      const fails = world.fails.shift();
      if (fails && fails !== 'lost') throw fails;
      if (scans.some((one) => one.text === world.malformed)) throw failure(400);
      for (const scan of scans) if (!world.known.has(scan.nonce)) world.known.set(scan.nonce, answer(scan));
      if (fails) throw failure(0);
      return { scans: scans.flatMap((one) => world.known.get(one.nonce) ?? []) };
    },
  });
  const settle = (ms = 0) => vi.advanceTimersByTimeAsync(ms);
  const states = () => door.state().acts.map((act) => act.state);
  return { door, world, settle, states, keep };
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.setSystemTime(NOW);
});
afterEach(() => vi.useRealTimers());

describe('with a network', () => {
  it('sends a scan at once and takes the server’s word', async () => {
    const { door, world, settle } = setting();
    await door.open();
    world.says = 'already_in';
    door.scan(ticket(1).text, 'entry');
    expect(door.state().acts[0]).toMatchObject({ decided: 'ok', state: 'waiting', wasOffline: false });
    await settle();
    const [act] = door.state().acts;
    expect(act).toMatchObject({ state: 'sent', answer: { result: 'already_in' } });
    expect(act && differs(act)).toBe(true);
    expect(syncWords(door.state())).toMatchObject({ key: 'sent', count: 1 });
    door.close();
  });

  it('sends one request at a time, in the order of the door', async () => {
    const { door, world, settle } = setting();
    await door.open();
    for (const number of [1, 2, 3]) door.scan(ticket(number).text, 'entry');
    await settle();
    expect(world.requests.flat()).toEqual(['ACC1.CODE1.SEAL', 'ACC1.CODE2.SEAL', 'ACC1.CODE3.SEAL']);
    door.close();
  });
});

describe('without a network', () => {
  it('answers from the list and keeps the scans in order, then sends them in batches', async () => {
    const tickets = Array.from({ length: BATCH + 5 }, (_, index) => ticket(index));
    const { door, world, settle, states } = setting({ tickets });
    await door.open();
    world.online = false;
    door.networkChanged();
    for (const one of tickets) door.scan(one.text, 'entry');
    await settle();
    expect(world.requests).toEqual([]);
    expect(door.state().acts.every((act) => act.decided === 'ok' && act.wasOffline)).toBe(true);
    expect(syncWords(door.state())).toMatchObject({ key: 'offlineWaiting', count: BATCH + 5 });

    world.online = true;
    door.networkChanged();
    await settle();
    expect(world.requests.map((one) => one.length)).toEqual([BATCH, 5]);
    expect(world.requests.flat()).toEqual(tickets.map((one) => one.text));
    expect(new Set(states())).toEqual(new Set(['sent']));
    door.close();
  });

  it('keeps them in order when the clock of the phone is set back', async () => {
    const { door, world, settle } = setting();
    await door.open();
    world.online = false;
    door.networkChanged();
    door.scan(ticket(1).text, 'entry');
    vi.setSystemTime(NOW - 3_600_000);
    door.scan(ticket(1).text, 'exit');
    expect(door.state().acts.map((act) => act.decided)).toEqual(['ok', 'ok']);
    world.online = true;
    door.networkChanged();
    await settle();
    expect([...world.known.values()].map((one) => one.direction)).toEqual(['entry', 'exit']);
    door.close();
  });

  it('knows who is in from its own scans, and counts them', async () => {
    const { door, world } = setting({ tickets: [ticket(1), ticket(2, { inside: true })] });
    await door.open();
    world.online = false;
    door.networkChanged();
    expect(door.state().inside).toBe(1);
    door.scan(ticket(1).text, 'entry');
    expect(door.state().inside).toBe(2);
    expect(door.scan(ticket(1).text, 'entry').decided).toBe('already_in');
    expect(door.scan(ticket(2).text, 'exit').decided).toBe('ok');
    expect(door.scan(ticket(2).text, 'exit').decided).toBe('not_in');
    expect(door.state().inside).toBe(1);
    door.close();
  });

  it('hears a little later how many are inside by all phones', async () => {
    const { door, world, settle } = setting();
    await door.open();
    world.inside = 7;
    door.scan(ticket(1).text, 'entry');
    await settle();
    expect(door.state().inside).toBe(1);
    await settle(5000);
    expect(door.state().inside).toBe(7);
    door.scan(ticket(2).text, 'entry');
    expect(door.state().inside).toBe(8);
    door.close();
  });

  it('goes on counting by itself while the server does not say how many are inside', async () => {
    const { door, settle } = setting();
    await door.open();
    door.scan(ticket(1).text, 'entry');
    await settle(5000);
    door.scan(ticket(2).text, 'entry');
    await settle(5000);
    expect(door.state().inside).toBe(2);
    door.close();
  });

  it('counts somebody in whom a person at the door insisted on, and nobody who was refused', async () => {
    const { door, world } = setting({ tickets: [ticket(1, { status: 'cancelled' })] });
    await door.open();
    world.online = false;
    door.networkChanged();
    expect(door.scan(ticket(1).text, 'entry').decided).toBe('cancelled');
    expect(door.state().inside).toBe(0);
    door.scan(ticket(1).text, 'entry', { forced: true });
    expect(door.state().inside).toBe(1);
    door.close();
  });

  it('has everything again after a reload', async () => {
    const before = setting();
    await before.door.open();
    before.world.online = false;
    before.door.networkChanged();
    before.door.scan(ticket(1).text, 'entry');
    await before.settle();
    before.door.close();

    const after = setting({ online: false, keep: before.keep });
    await after.door.open();
    expect(after.door.state().kept?.manifest.title).toBe('The deteriorating patient');
    expect(after.states()).toEqual(['waiting']);
    expect(after.door.scan(ticket(1).text, 'entry').decided).toBe('already_in');
    after.world.online = true;
    after.door.networkChanged();
    await after.settle();
    expect(after.states()).toEqual(['sent', 'sent']);
    after.door.close();
  });
});

describe('when sending fails', () => {
  it('tries again later and later, and says since when', async () => {
    const { door, world, settle, states } = setting();
    await door.open();
    world.fails = [failure(503), failure(0), failure(503)];
    door.scan(ticket(1).text, 'entry');
    await settle();
    expect(syncWords(door.state())).toMatchObject({ key: 'failing', since: NOW, count: 1 });
    await settle(999);
    expect(world.requests).toHaveLength(1);
    await settle(1);
    expect(world.requests).toHaveLength(2);
    await settle(2000);
    expect(world.requests).toHaveLength(3);
    await settle(3999);
    expect(states()).toEqual(['waiting']);
    await settle(1);
    expect(states()).toEqual(['sent']);
    expect(syncWords(door.state()).key).toBe('sent');
    door.close();
  });

  it('waits as long as the server asks for', async () => {
    const { door, world, settle } = setting();
    await door.open();
    const busy = { type: 'about:blank', title: 'x', status: 429, code: 'throttled' };
    world.fails = [new ApiError(busy, 30)];
    door.scan(ticket(1).text, 'entry');
    await settle(29_000);
    expect(world.requests).toHaveLength(1);
    await settle(1000);
    expect(world.requests).toHaveLength(2);
    door.close();
  });

  it('sends an act twice under one nonce when the answer was lost', async () => {
    const { door, world, settle, states } = setting();
    await door.open();
    world.fails = ['lost'];
    door.scan(ticket(1).text, 'entry');
    await settle(1000);
    expect(world.requests).toHaveLength(2);
    expect(world.known.size).toBe(1);
    expect(states()).toEqual(['sent']);
    door.close();
  });

  it('lets one that the server does not read hold up nobody else', async () => {
    const { door, world, settle, states } = setting();
    await door.open();
    world.online = false;
    door.networkChanged();
    for (const number of [1, 9, 2]) door.scan(ticket(number).text, 'entry');
    world.malformed = ticket(9).text;
    world.online = true;
    door.networkChanged();
    await settle();
    expect(states()).toEqual(['sent', 'refused', 'sent']);
    expect(door.state().failingSince).toBeNull();
    door.close();
  });

  it('says that a role has gone, and keeps what waits', async () => {
    const { door, world, settle, states } = setting();
    await door.open();
    world.fails = [failure(403)];
    door.scan(ticket(1).text, 'entry');
    await settle();
    expect(syncWords(door.state()).key).toBe('denied');
    expect(states()).toEqual(['waiting']);
    door.close();
  });

  it('stops when the page is left', async () => {
    const { door, world, settle } = setting();
    await door.open();
    world.fails = [failure(0)];
    door.scan(ticket(1).text, 'entry');
    await settle();
    door.close();
    await settle(120_000);
    expect(world.requests).toHaveLength(1);
  });
});

it('remembers which differences were read', async () => {
  const { door, world, settle, keep } = setting();
  await door.open();
  world.says = 'blocked';
  const { nonce } = door.scan(ticket(1).text, 'entry');
  await settle();
  door.note([nonce]);
  await settle();
  expect(await keep.acts('e1')).toMatchObject([{ nonce, noted: true }]);
  door.close();
});

it('leaves no names to the next person who signs in, and still has what waits', async () => {
  const keep = await keepOfPhone();
  const { door, world, settle } = setting({ keep });
  await door.open();
  door.scan(ticket(1).text, 'entry');
  await settle();
  world.online = false;
  door.networkChanged();
  const { nonce } = door.scan(ticket(2).text, 'entry');
  await settle();
  door.close();
  await forgetLists();
  expect(await keep.lists()).toEqual([]);
  expect((await keep.acts()).map((act) => act.nonce)).toEqual([nonce]);
});
