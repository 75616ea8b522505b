import { HttpResponse, http } from 'msw';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { ApiError } from '@/api';
import { eventually } from '@/testing/eventually';
import { problem } from '@/testing/problem';
import { server } from '@/testing/server';

import { RoomFeed } from './roomFeed';
import { AMARA, KEZIAH, heard, message } from './samples';

import type { RoomMessage } from '@/api';
import type { ServerFrame } from './frames';

const AT = '/api/community/messages/';
const OFFLINE = new ApiError({ type: '', title: '', status: 0, code: 'offline' });

let stored: RoomMessage[];
let upTo: number;
let asked: URLSearchParams[];
let answer: () => Promise<ServerFrame>;
let feed: RoomFeed;
let read: number;

beforeEach(() => {
  stored = [message(1), message(2)];
  upTo = 2;
  asked = [];
  read = 0;
  answer = () => Promise.reject(OFFLINE);
  server.use(
    http.get(AT, ({ request }) => {
      const query = new URL(request.url).searchParams;
      asked.push(query);
      const after = query.get('after');
      const results =
        after === null
          ? stored.toReversed()
          : stored.filter(({ change }) => change > Number(after)).sort((a, b) => a.change - b.change);
      return HttpResponse.json({ results, next: null, previous: null, up_to: upTo });
    }),
  );
  feed = new RoomFeed('r1', AMARA.id, { ask: () => answer(), say: () => true }, () => (read += 1));
});
afterEach(() => feed.stop());

const shown = () => feed.log.conversation().map(({ seq }) => seq);
const store = (row: RoomMessage) => {
  stored = [...stored.filter(({ id }) => id !== row.id), row];
  upTo = Math.max(upTo, row.change);
};

describe('reading', () => {
  it('asks for what is missing when a frame leaves a gap', async () => {
    await feed.begin({ at: 'end' });
    store(message(3));
    store(message(4));
    feed.hear({ type: 'message', by: KEZIAH.id, message: heard(message(4)) });
    await eventually(() => expect(shown()).toEqual([1, 2, 3, 4]));
    expect(asked.at(-1)?.get('after')).toBe('2');
    expect(feed.log.isBehind).toBe(false);
  });

  it('asks when the server stands further on', async () => {
    await feed.begin({ at: 'end' });
    await feed.catchUp();
    store(message(3));
    feed.standsAt({ room: 'r1', last_seq: 3, last_change: 3, here: [KEZIAH.id], here_count: 1 });
    await eventually(() => expect(shown()).toEqual([1, 2, 3]));
    await eventually(() => expect(feed.snapshot().here.has(KEZIAH.id)).toBe(true));
  });

  it('says that one is no longer in the room', async () => {
    await feed.begin({ at: 'end' });
    server.use(http.get(AT, () => problem(404, 'room_not_found')));
    await feed.catchUp();
    await eventually(() => expect(feed.snapshot().state).toBe('left'));
  });

  it('fails in words, and begins again', async () => {
    server.use(http.get(AT, () => problem(500, 'server_error'), { once: true }));
    await feed.begin({ at: 'end' });
    await eventually(() => expect(feed.snapshot().state).toBe('failed'));
    await feed.begin({ at: 'end' });
    await eventually(() => expect(feed.snapshot().state).toBe('ready'));
  });

  it('says once how far one has read', async () => {
    let said = 0;
    server.use(
      http.post('/api/community/rooms/r1/read/', () => {
        said += 1;
        return HttpResponse.json({ read_seq: 2 });
      }),
    );
    await feed.seen(2);
    await feed.seen(2);
    await feed.seen(1);
    expect(said).toBe(1);
    expect(read).toBe(1);
  });
});

describe('writing', () => {
  const draft = { body: 'Hello', thread: null, files: [], people: [] };
  let bodies: { client_id: string }[];

  beforeEach(async () => {
    bodies = [];
    server.use(
      http.post(AT, async ({ request }) => {
        const body = (await request.json()) as { client_id: string; body: string };
        bodies.push(body);
        const row = message(3, { ...body, sender: AMARA });
        store(row);
        return HttpResponse.json(row, { status: 201 });
      }),
    );
    await feed.begin({ at: 'end' });
  });

  it('goes over the socket when it is there', async () => {
    answer = () => {
      const [waiting] = feed.log.undelivered();
      const row = message(3, { client_id: waiting?.client_id ?? '', sender: AMARA });
      store(row);
      return Promise.resolve({ type: 'sent', re: 'send-1', message: heard(row) });
    };
    feed.send(draft);
    await eventually(() => expect(shown()).toEqual([1, 2, 3]));
    expect(feed.log.undelivered()).toHaveLength(0);
    expect(bodies).toHaveLength(0);
  });

  it('goes over HTTP when the socket is away, with the same id', async () => {
    feed.send(draft);
    const [waiting] = feed.log.undelivered();
    await eventually(() => expect(shown()).toEqual([1, 2, 3]));
    expect(bodies.map(({ client_id }) => client_id)).toEqual([waiting?.client_id]);
    expect(feed.log.undelivered()).toHaveLength(0);
  });

  it('keeps what was refused with its reason, also over a reload', async () => {
    server.use(http.post(AT, () => problem(422, 'words_not_allowed')));
    feed.send(draft);
    await eventually(() =>
      expect(feed.log.undelivered()[0]?.error).toMatchObject({ code: 'words_not_allowed' }),
    );
    const again = new RoomFeed('r1', AMARA.id, { ask: () => answer(), say: () => true }, () => undefined);
    expect(again.log.undelivered()).toMatchObject([{ body: 'Hello', error: null }]);
    again.stop();
  });

  it('goes out again with the same id once somebody answers', async () => {
    server.use(http.post(AT, () => HttpResponse.error(), { once: true }));
    feed.send(draft);
    await eventually(() => expect(feed.log.undelivered()[0]?.error).toMatchObject({ isOffline: true }));
    const first = feed.log.undelivered()[0]?.client_id;
    feed.resend();
    await eventually(() => expect(shown()).toEqual([1, 2, 3]));
    expect(bodies.map(({ client_id }) => client_id)).toEqual([first]);
  });
});
