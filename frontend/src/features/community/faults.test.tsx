import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';

import { problem } from '@/testing/problem';
import { renderAt } from '@/testing/render';
import { ME } from '@/testing/samples';
import { server } from '@/testing/server';

import { AMARA, KEZIAH, ROOM, ROW, SAMUEL, message } from './client/samples';
import { forgetDrafts } from './drafts';

import type { RoomMessage } from '@/api';

const AT = '/api/community/messages/';
const NONE = { next: null, previous: null };
const TOPIC = { ...ROW, id: 'r2', name: 'Case questions', unread: 4, mentions: 1 };
const ALONE = { ...ROW, id: 'r3', kind: 'direct', activity: null, person: SAMUEL, is_muted: true } as const;
const FILE = { id: 'f1', file_name: 'Pre-reading.pdf', media_type: 'application/pdf', bytes: 420_000 };
const ROWS: RoomMessage[] = [
  message(1, {
    from_staff: true,
    sender: SAMUEL,
    reply_count: 1,
    repliers: [KEZIAH],
    last_reply_at: '2026-11-22T10:30:00Z',
    files: [{ ...FILE, width: null, height: null }],
    reactions: [{ kind: 'thumbs_up', count: 3, mine: true }],
  }),
  message(2, { status: 'deleted', body: '', html: '' }),
  message(3, {
    sender: AMARA,
    html: '<p><mark data-person="u2">@Keziah Boateng</mark> <a href="/x">here</a></p>',
  }),
  message(4, { thread: { id: 'm1', reply_count: 1, last_reply_at: null }, body: 'An answer' }),
];

beforeEach(() => {
  forgetDrafts();
  server.use(
    http.get('/api/user/me/', () => HttpResponse.json(ME)),
    http.get('/api/community/rooms/', () => HttpResponse.json({ ...NONE, results: [ROW, TOPIC, ALONE] })),
    http.get('/api/community/rooms/r1/', () =>
      HttpResponse.json({ ...ROOM, read_seq: 1, standing: 'staff' }),
    ),
    http.get('/api/community/rooms/r1/members/', () =>
      HttpResponse.json({
        ...NONE,
        results: [
          { person: SAMUEL, standing: 'staff', read_seq: null },
          { person: AMARA, standing: 'member', read_seq: null },
        ],
      }),
    ),
    http.post('/api/community/rooms/r1/read/', () => HttpResponse.json({ read_seq: 4 })),
    http.get(AT, ({ request }) => {
      const query = new URL(request.url).searchParams;
      const [after, thread] = [query.get('after'), query.get('thread')];
      const found = query.has('search')
        ? ROWS.slice(0, 1)
        : ROWS.filter((row) => after === null && (row.thread?.id ?? null) === thread).toReversed();
      return HttpResponse.json({ ...NONE, results: found, up_to: 4 });
    }),
  );
});

/** What axe finds on the whole page; colours and what a width hides are not known here. */
async function faults() {
  const rules = { 'color-contrast': { enabled: false }, 'landmark-unique': { enabled: false } };
  const found = await axe.run(document.body, { rules });
  return found.violations.map(({ id, nodes }) => [id, nodes[0]?.html]);
}

async function open() {
  renderAt('/rooms/r1', { signedIn: true });
  await screen.findByText('Message 1');
  return userEvent.setup();
}

describe('axe finds no fault', () => {
  it('in a room with all that can stand in one', async () => {
    await open();
    expect(await faults()).toEqual([]);
  });

  it('in an open menu of a message', async () => {
    const user = await open();
    await user.click(screen.getAllByRole('button', { name: /^More for/ })[0] ?? expect.fail());
    await screen.findByRole('menu');
    // The page behind an open menu is not hidden from readers, and the menu stands beside its landmarks.
    const found = await axe.run(screen.getByRole('menu'), {
      rules: { 'color-contrast': { enabled: false } },
    });
    expect(found.violations.map(({ id }) => id)).toEqual([]);
  });

  it('in a thread', async () => {
    const user = await open();
    await user.click(screen.getByRole('button', { name: /1 reply/ }));
    const sheet = await screen.findByRole('dialog', { name: 'Thread' });
    await within(sheet).findByText('An answer');
    expect(await faults()).toEqual([]);
  });

  it('while somebody is named', async () => {
    const user = await open();
    await user.type(screen.getByRole('textbox', { name: /Write to/ }), '@sam');
    await screen.findByRole('option', { name: /Samuel/ });
    expect(await faults()).toEqual([]);
  });

  it('in a search', async () => {
    const user = await open();
    await user.click(screen.getByRole('button', { name: 'Search messages' }));
    await user.type(await screen.findByLabelText('Words'), 'message');
    await screen.findByText('1 message');
    expect(await faults()).toEqual([]);
  });

  it('before something is decided about a person', async () => {
    const user = await open();
    await user.click(screen.getAllByRole('button', { name: /^More for/ })[0] ?? expect.fail());
    await user.click(await screen.findByRole('menuitem', { name: 'Hide for members' }));
    await screen.findByRole('dialog', { name: 'Hide this message?' });
    expect(await faults()).toEqual([]);
  });

  it.each([
    [
      'where nothing was said',
      '/rooms/r1',
      AT,
      { ...NONE, results: [], up_to: 0 },
      'Nothing has been said here yet',
    ],
    ['where there is no room', '/rooms', '/api/community/rooms/', { ...NONE, results: [] }, 'No rooms yet'],
    [
      'where a room did not come',
      '/rooms/r1',
      '/api/community/rooms/r1/',
      null,
      'This room could not be loaded',
    ],
    [
      'where the rooms did not come',
      '/rooms',
      '/api/community/rooms/',
      null,
      'Your rooms could not be loaded',
    ],
  ])('%s', async (_where, path, asked, answer, words) => {
    server.use(
      http.get(asked, () => (answer === null ? problem(500, 'server_error') : HttpResponse.json(answer))),
    );
    renderAt(path, { signedIn: true });
    await screen.findByText(words);
    expect(await faults()).toEqual([]);
  });
});
