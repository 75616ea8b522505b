import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { ApiError } from '@/api';

import { longPause, pauseBefore } from './backoff';
import { CommunitySocket, type Line, type SocketStatus } from './socket';

import type { ServerFrame } from './frames';

class FakeLine implements Line {
  onmessage: Line['onmessage'] = null;
  onclose: Line['onclose'] = null;
  sent: Record<string, unknown>[] = [];
  closed = false;
  constructor(readonly address: string) {}
  send(text: string): void {
    this.sent.push(JSON.parse(text) as Record<string, unknown>);
  }
  close(): void {
    this.closed = true;
  }
  hear(frame: object): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
  types(): unknown[] {
    return this.sent.map(({ type }) => type);
  }
}

let lines: FakeLine[];
let frames: ServerFrame[];
let statuses: SocketStatus[];
let tickets: number;
let refuse: ApiError | null;
let socket: CommunitySocket;

const WELCOME = { type: 'welcome', user: 'u1', until: '', is_up: true, heartbeat_seconds: 25 };
const welcome = () => ({ ...WELCOME, until: new Date(Date.now() + 600_000).toISOString() });
const settle = () => vi.advanceTimersByTimeAsync(0);
const last = () => lines.at(-1) ?? expect.fail('no socket was opened');

beforeEach(() => {
  vi.useFakeTimers();
  lines = [];
  frames = [];
  statuses = [];
  tickets = 0;
  refuse = null;
  socket = new CommunitySocket({
    askTicket: () => {
      tickets += 1;
      if (refuse) return Promise.reject(refuse);
      return Promise.resolve({ ticket: `t${tickets}`, path: '/ws/community/', expires_in: 30 });
    },
    open: (address) => {
      const line = new FakeLine(address);
      lines.push(line);
      return line;
    },
    onFrame: (frame) => frames.push(frame),
    onStatus: (status) => statuses.push(status),
    random: () => 0.5,
  });
});
afterEach(() => socket.stop());

async function live(): Promise<FakeLine> {
  socket.start();
  await settle();
  const line = last();
  line.hear(welcome());
  return line;
}

describe('opening', () => {
  it('shows a fresh ticket, and is live once it was welcomed', async () => {
    socket.start();
    await settle();
    expect(last().address).toBe('ws://127.0.0.1:8000/ws/community/?ticket=t1');
    expect(socket.status).toBe('connecting');
    expect(socket.say({ type: 'typing', room: 'r1' })).toBe(false);
    last().hear(welcome());
    expect(socket.status).toBe('live');
  });

  it('asks for another ticket after a pause when there was none', async () => {
    refuse = new ApiError({ type: '', title: '', status: 503, code: 'unknown' });
    socket.start();
    await settle();
    expect(socket.status).toBe('away');
    refuse = null;
    await vi.advanceTimersByTimeAsync(30_000);
    expect(lines).toHaveLength(1);
  });

  it('waits for as long as the server asks', async () => {
    refuse = new ApiError({ type: '', title: '', status: 429, code: 'throttled' }, 45);
    socket.start();
    await vi.advanceTimersByTimeAsync(44_000);
    expect(tickets).toBe(1);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(tickets).toBe(2);
  });

  it('is away while its server does not hear the others', async () => {
    const line = await live();
    line.hear({ type: 'line', is_up: false });
    expect(socket.status).toBe('away');
    line.hear({ type: 'line', is_up: true });
    expect(socket.status).toBe('live');
  });
});

describe('staying open', () => {
  it('says at each heartbeat that it is there', async () => {
    const line = await live();
    await vi.advanceTimersByTimeAsync(25_000);
    line.hear({ type: 'pong', rooms: [] });
    await vi.advanceTimersByTimeAsync(25_000);
    expect(line.types()).toEqual(['ping', 'ping']);
  });

  it('gives up a socket from which nothing comes any more', async () => {
    const line = await live();
    await vi.advanceTimersByTimeAsync(40_000);
    expect(line.closed).toBe(true);
    expect(lines.length).toBeGreaterThan(1);
  });

  it('renews itself before its token ends', async () => {
    const line = await live();
    for (let beat = 0; beat < 23; beat++) {
      await vi.advanceTimersByTimeAsync(25_000);
      line.hear({ type: 'pong', rooms: [] });
    }
    expect(line.sent).toContainEqual({ type: 'renew', ticket: 't2', id: 'renew-1' });
    expect(line.closed).toBe(false);
  });
});

describe('closed by the other side', () => {
  it.each([1001, 1006, 1012, 4401, 4408])('comes back soon after %i, with a new ticket', async (code) => {
    const line = await live();
    line.onclose?.({ code });
    expect(socket.status).toBe('away');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(last().address).toContain('ticket=t2');
  });

  it.each([4400, 4409, 4429])('comes back slowly after %i', async (code) => {
    const line = await live();
    line.onclose?.({ code });
    await vi.advanceTimersByTimeAsync(14_000);
    expect(lines).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(16_000);
    expect(lines).toHaveLength(2);
  });

  it('does not come back once it was stopped', async () => {
    const line = await live();
    socket.stop();
    line.onclose?.({ code: 1006 });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(lines).toHaveLength(1);
  });

  it('comes back at once when the network does', async () => {
    await live();
    window.dispatchEvent(new Event('offline'));
    expect(socket.status).toBe('away');
    window.dispatchEvent(new Event('online'));
    await settle();
    expect(lines).toHaveLength(2);
  });
});

it('opens one socket although the network comes and goes while a ticket is on its way', async () => {
  socket.start();
  window.dispatchEvent(new Event('online'));
  window.dispatchEvent(new Event('online'));
  await settle();
  expect(lines).toHaveLength(1);
});

describe('asking', () => {
  const SEND = { type: 'send', room: 'r1', client_id: 'c1', body: 'Hi', thread: null, files: [] } as const;

  it('finds the answer that belongs to its frame', async () => {
    const line = await live();
    const answer = socket.ask(SEND);
    line.hear({ type: 'sent', re: 'send-1', message: { id: 'm1' } });
    await expect(answer).resolves.toMatchObject({ message: { id: 'm1' } });
  });

  it('rejects with what HTTP would have said', async () => {
    const line = await live();
    const answer = socket.ask(SEND);
    const why = { code: 'slow_mode', title: 'Slow', detail: 'Wait.', status: 429, retry_after: 9 };
    line.hear({ type: 'error', re: 'send-1', ...why });
    await expect(answer).rejects.toMatchObject({ code: 'slow_mode', status: 429, retryAfterSeconds: 9 });
  });

  it('rejects as offline when the socket ends meanwhile, or nobody answers', async () => {
    const line = await live();
    const lost = socket.ask(SEND);
    const expected = expect(lost).rejects.toMatchObject({ isOffline: true });
    line.onclose?.({ code: 1006 });
    await expected;
    await expect(socket.ask(SEND)).rejects.toMatchObject({ isOffline: true });
  });

  it('passes by what it does not understand', async () => {
    const line = await live();
    line.onmessage?.({ data: 'not JSON' });
    expect(frames.map(({ type }) => type)).toEqual(['welcome']);
    expect(socket.status).toBe('live');
  });
});

describe('pauses', () => {
  it('lie between half a second and thirty, and grow', () => {
    for (const attempt of [0, 1, 2, 5, 9, 60]) {
      expect(pauseBefore(attempt, () => 0)).toBe(500);
      expect(pauseBefore(attempt, () => 1)).toBeLessThanOrEqual(30_000);
    }
    expect(pauseBefore(0, () => 1)).toBe(1_000);
    expect(pauseBefore(9, () => 1)).toBe(30_000);
    expect(longPause(() => 0)).toBe(15_000);
  });
});
