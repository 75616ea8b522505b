import { HttpResponse, http } from 'msw';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { eventually } from '@/testing/eventually';
import { server } from '@/testing/server';

import { Community } from './community';
import { AMARA, KEZIAH, heard, message } from './samples';

import type { RoomMessage } from '@/api';
import type { Line } from './socket';

class FakeLine implements Line {
  onmessage: Line['onmessage'] = null;
  onclose: Line['onclose'] = null;
  sent: { type: string; id?: string; rooms?: string[] }[] = [];
  send(text: string): void {
    this.sent.push(JSON.parse(text) as FakeLine['sent'][number]);
  }
  close(): void {
    this.onmessage = null;
  }
  hear(frame: object): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
}

const told = { rooms: vi.fn(), bell: vi.fn(), room: vi.fn() };
let lines: FakeLine[];
let stored: RoomMessage[];
let community: Community;

beforeEach(() => {
  lines = [];
  stored = [message(1)];
  for (const one of Object.values(told)) one.mockReset();
  server.use(
    http.post('/api/community/ticket/', () =>
      HttpResponse.json({ ticket: 't', path: '/ws/community/', expires_in: 30 }, { status: 201 }),
    ),
    http.get('/api/community/messages/', ({ request }) => {
      const after = new URL(request.url).searchParams.get('after');
      const results = stored.filter(({ change }) => change > Number(after ?? 0));
      return HttpResponse.json({ results, next: null, previous: null, up_to: stored.length });
    }),
  );
  community = new Community(AMARA.id, told, () => {
    const line = new FakeLine();
    lines.push(line);
    return line;
  });
});
afterEach(() => community.stop());

const WELCOME = { type: 'welcome', user: AMARA.id, is_up: true, heartbeat_seconds: 25 };
const standing = (change: number) => ({
  room: 'r1',
  last_seq: change,
  last_change: change,
  here: [KEZIAH.id],
  here_count: 1,
});

async function live(): Promise<FakeLine> {
  const before = lines.length;
  await eventually(() => expect(lines.length).toBeGreaterThan(before));
  const line = lines.at(-1) ?? expect.fail();
  line.hear({ ...WELCOME, until: new Date(Date.now() + 600_000).toISOString() });
  return line;
}

const shown = (room: string) =>
  community
    .open(room)
    .log.conversation()
    .map(({ seq }) => seq);

describe('one socket for all rooms', () => {
  it('listens to what is open and what is listed', async () => {
    community.follow(['r2', 'r3']);
    community.open('r1');
    community.start();
    const line = await live();
    expect(line.sent[0]).toMatchObject({ type: 'subscribe', rooms: ['r1', 'r2', 'r3'] });
    community.close('r1');
    expect(line.sent.at(-1)).toMatchObject({ type: 'unsubscribe', rooms: ['r1'] });
  });

  it('gives a frame to its room, and tells the lists', async () => {
    community.start();
    const line = await live();
    await community.open('r1').begin({ at: 'end' });
    line.hear({ type: 'message', by: KEZIAH.id, message: heard(message(2)) });
    expect(shown('r1')).toEqual([1, 2]);
    await eventually(() => expect(told.rooms).toHaveBeenCalled());
  });

  it('catches up when it comes back', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0);
    community.start();
    const line = await live();
    await community.open('r1').begin({ at: 'end' });
    line.onclose?.({ code: 1012 });
    expect(community.status()).toBe('away');
    stored = [message(1), message(2), message(3)];
    const next = await live();
    next.hear({ type: 'subscribed', re: next.sent[0]?.id, rooms: [standing(3)], refused: [] });
    await eventually(() => expect(shown('r1')).toEqual([1, 2, 3]));
  });

  it('closes a room that one is no longer in', async () => {
    community.start();
    const line = await live();
    const feed = community.open('r1');
    await feed.begin({ at: 'end' });
    line.hear({ type: 'left', room: 'r1', code: 'room_not_found' });
    await eventually(() => expect(feed.snapshot().state).toBe('left'));
    expect(told.room).toHaveBeenCalledWith('r1');
  });

  it('remembers why a room was closed, until it opens again', async () => {
    community.start();
    const line = await live();
    const feed = community.open('r1');
    await feed.begin({ at: 'end' });
    line.hear({ type: 'left', room: 'r1', code: 'room_closed' });
    await eventually(() => expect(feed.snapshot().state).toBe('left'));
    line.hear({ type: 'subscribed', re: null, rooms: [], refused: [{ room: 'r1', code: 'room_not_found' }] });
    expect(community.whyLeft('r1')).toBe('room_closed');
    line.hear({ type: 'room', room: 'r1' });
    expect(community.whyLeft('r1')).toBeUndefined();
  });

  it('passes on the bell', async () => {
    community.start();
    (await live()).hear({ type: 'bell' });
    expect(told.bell).toHaveBeenCalledOnce();
  });
});
