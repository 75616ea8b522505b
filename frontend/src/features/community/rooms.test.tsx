import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { problem } from '@/testing/problem';
import { renderAt } from '@/testing/render';
import { ME } from '@/testing/samples';
import { server } from '@/testing/server';

import { AMARA, KEZIAH, ROOM, ROW, message } from './client/samples';
import { forgetDrafts } from './drafts';

import type { RoomMessage } from '@/api';

const AT = '/api/community/messages/';
const NONE = { next: null, previous: null };
let rows: RoomMessage[];
let sent: { body: string; client_id: string; thread: string | null }[];
let readTo: number[];

beforeEach(() => {
  forgetDrafts();
  sent = [];
  readTo = [];
  rows = [message(1), message(2, { sender: AMARA, body: 'Mine' }), message(3)];
  server.use(
    http.get('/api/user/me/', () => HttpResponse.json(ME)),
    http.get('/api/community/rooms/', () => HttpResponse.json({ ...NONE, results: [ROW] })),
    http.get('/api/community/rooms/r1/', () => HttpResponse.json(ROOM)),
    http.get('/api/community/rooms/r1/members/', ({ request }) => {
      const search = (new URL(request.url).searchParams.get('search') ?? '').toLowerCase();
      const people = [KEZIAH, AMARA].filter((one) => one.display_name.toLowerCase().includes(search));
      const results = people.map((person) => ({ person, standing: 'member', read_seq: null }));
      return HttpResponse.json({ ...NONE, results });
    }),
    http.post('/api/community/rooms/r1/read/', async ({ request }) => {
      readTo.push(((await request.json()) as { seq: number }).seq);
      return HttpResponse.json({ read_seq: 3 });
    }),
    http.get(AT, ({ request }) => {
      const query = new URL(request.url).searchParams;
      const thread = query.get('thread');
      const after = query.get('after');
      const found = rows.filter((row) =>
        after === null ? (row.thread?.id ?? null) === thread : row.change > Number(after),
      );
      const results = after === null ? found.toReversed() : found;
      return HttpResponse.json({ ...NONE, results, up_to: Math.max(0, ...rows.map(({ change }) => change)) });
    }),
    http.post(AT, async ({ request }) => {
      const body = (await request.json()) as (typeof sent)[number];
      sent.push(body);
      const thread = body.thread ? { id: body.thread, reply_count: 1, last_reply_at: null } : null;
      const row = message(rows.length + 1, { ...body, thread, sender: AMARA });
      rows = [...rows, row];
      return HttpResponse.json(row, { status: 201 });
    }),
  );
});

async function open(path = '/rooms/r1') {
  const page = renderAt(path, { signedIn: true });
  await screen.findByText('Message 1');
  return {
    user: userEvent.setup(),
    field: await screen.findByRole('textbox', { name: /Write to/ }),
    ...page,
  };
}

const article = (words: string) => {
  const found = screen.getByText(words).closest('article, [role="article"]');
  return found instanceof HTMLElement ? found : expect.fail(`no message says ${words}`);
};

describe('the list', () => {
  it('leads to a room and says how much is unread', async () => {
    const unread = { ...ROW, unread: 4, mentions: 1 };
    server.use(http.get('/api/community/rooms/', () => HttpResponse.json({ ...NONE, results: [unread] })));
    renderAt('/rooms', { signedIn: true });
    const link = await screen.findByRole('link', { name: /The deteriorating patient/ });
    expect(link).toHaveAttribute('href', '/rooms/r1');
    expect(link).toHaveTextContent('4 unread messages');
    expect(link).toHaveTextContent('1 mention of you');
  });

  it('says what to do when there is none', async () => {
    server.use(http.get('/api/community/rooms/', () => HttpResponse.json({ ...NONE, results: [] })));
    renderAt('/rooms', { signedIn: true });
    expect(await screen.findByRole('heading', { name: 'No rooms yet' })).toBeInTheDocument();
  });

  it('says that it could not be loaded, and tries again', async () => {
    server.use(http.get('/api/community/rooms/', () => problem(500, 'server_error'), { once: true }));
    renderAt('/rooms', { signedIn: true });
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('link', { name: /The deteriorating patient/ })).toBeInTheDocument();
  });

  it('sends a stranger to the door', async () => {
    const { place } = renderAt('/rooms/r1');
    await waitFor(() => expect(place()).toContain('/auth/sign-in?next=%2Frooms%2Fr1'));
  });
});

describe('a room', () => {
  it('shows what was said in its order, and that it was read', async () => {
    server.use(http.get('/api/community/rooms/r1/', () => HttpResponse.json({ ...ROOM, read_seq: 1 })));
    await open();
    const list = screen.getByRole('list', { name: 'Messages' });
    const said = within(list)
      .getAllByRole('article')
      .map(({ textContent }) => textContent);
    expect(said).toHaveLength(3);
    expect(said[0]).toContain('Message 1');
    expect(screen.getByText(/New since/)).toBeInTheDocument();
    await waitFor(() => expect(readTo).toEqual([3]));
  });

  it('tells somebody who is not in it nothing more', async () => {
    server.use(http.get('/api/community/rooms/r1/', () => problem(404, 'room_not_found')));
    renderAt('/rooms/r1', { signedIn: true });
    expect(await screen.findByRole('heading', { name: 'You are not in this room' })).toBeInTheDocument();
  });

  it.each(['deleted', 'removed', 'hidden'] as const)('leaves a quiet line for what is %s', async (status) => {
    rows = [message(1), message(2, { status, body: '', html: '' })];
    await open();
    expect(screen.getByText(/^This message (was|is)/)).toBeInTheDocument();
  });

  it('says when it is away and keeps what is written', async () => {
    const { user, field } = await open();
    expect(
      await screen.findByText(/^Reconnecting\. What you write is kept\. What is new comes/),
    ).toBeInTheDocument();
    await user.type(field, 'Not lost');
    expect(window.localStorage.getItem('accredit.draft.u1.r1')).toContain('Not lost');
  });

  it.each([
    [
      { status: 'closed' },
      'This room is closed: only organisers see it, and nobody writes here until it opens again.',
    ],
    [{ is_announcements: true, may_write: false }, 'Only the organisers write here.'],
  ])('says why nothing can be written: %o', async (part, words) => {
    server.use(http.get('/api/community/rooms/r1/', () => HttpResponse.json({ ...ROOM, ...part })));
    renderAt('/rooms/r1', { signedIn: true });
    expect(await screen.findByText(words)).toBeInTheDocument();
    expect(screen.queryByRole('textbox', { name: /Write to/ })).not.toBeInTheDocument();
  });
});

describe('writing', () => {
  // Everything that asks the network waits for this.
  afterEach(() => {
    vi.restoreAllMocks();
    window.dispatchEvent(new Event('online'));
  });

  it('sends with Enter, begins a line with Shift and Enter, and stands there once', async () => {
    const { user, field } = await open();
    await user.type(field, 'One{Shift>}{Enter}{/Shift}two{Enter}');
    await waitFor(() => expect(sent.map(({ body }) => body)).toEqual(['One\ntwo']));
    const list = screen.getByRole('list', { name: 'Messages' });
    await waitFor(() => expect(within(list).getAllByRole('article')).toHaveLength(4));
    expect(screen.queryByText('Sending…')).not.toBeInTheDocument();
    expect(within(list).getAllByText(/One\s+two/)).toHaveLength(1);
    expect(field).toHaveValue('');
  });

  it('keeps what was refused, says why, and gives it back to be changed', async () => {
    server.use(http.post(AT, () => problem(422, 'words_not_allowed')));
    const { user, field } = await open();
    await user.type(field, 'Oh bother{Enter}');
    expect(await screen.findByText(/Not sent\. It failed: words_not_allowed/)).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Change it' }));
    expect(field).toHaveValue('Oh bother');
    await waitFor(() => expect(screen.queryByText(/Not sent/)).not.toBeInTheDocument());
  });

  it.each([
    ['slow_mode', /Not sent\. Slow mode is on in this room\. Wait 40 seconds/],
    ['writing_too_fast', /Not sent\. You wrote a great deal in a minute\. Wait 40 seconds/],
  ])('says how long to wait after %s, and loses nothing', async (code, words) => {
    server.use(
      http.post(AT, () =>
        HttpResponse.json(
          { title: code, status: 429, code },
          { status: 429, headers: { 'Retry-After': '40' } },
        ),
      ),
    );
    const { user, field } = await open();
    await user.type(field, 'Not too fast{Enter}');
    expect(await screen.findByText(words)).toBeInTheDocument();
    expect(screen.getByText('Not too fast')).toBeInTheDocument();
  });

  it('says that there is no network, and keeps what is sent until there is', async () => {
    const { user, field } = await open();
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    server.use(http.post(AT, () => HttpResponse.error()));
    await user.type(field, 'For later{Enter}');
    expect(await screen.findByText('Waiting for the connection. It is sent by itself.')).toBeInTheDocument();
    window.dispatchEvent(new Event('offline'));
    expect(await screen.findByText(/There is no network at the moment/)).toBeInTheDocument();
  });

  it('finds people after an @, and sends whom it means', async () => {
    const { user, field } = await open();
    await user.type(field, 'Hi @kez');
    expect(await screen.findByRole('option', { name: /Keziah Boateng/ })).toBeInTheDocument();
    await user.keyboard('{Enter}');
    expect(field).toHaveValue('Hi @Keziah Boateng ');
    await user.keyboard('{Enter}');
    await waitFor(() => expect(sent.map(({ body }) => body)).toEqual([`Hi <@${KEZIAH.id}>`]));
  });

  it('edits one’s last message from the empty field, and Esc leaves it as it was', async () => {
    let edited = '';
    server.use(
      http.patch(`${AT}m2/`, async ({ request }) => {
        edited = ((await request.json()) as { body: string }).body;
        const row = message(2, { sender: AMARA, body: edited, change: 4, edited_at: '2026-11-22T11:00:00Z' });
        rows = rows.with(1, row);
        return HttpResponse.json(row);
      }),
    );
    const { user, field } = await open();
    await user.click(field);
    await user.keyboard('{ArrowUp}');
    const editor = await screen.findByRole('textbox', { name: 'Edit your message' });
    expect(editor).toHaveFocus();
    await user.keyboard('{Escape}');
    expect(editor).not.toBeInTheDocument();
    expect(field).toHaveFocus();
    await user.keyboard('{ArrowUp}');
    await user.keyboard(' indeed{Enter}');
    expect(await screen.findByText('Mine indeed')).toBeInTheDocument();
    expect(edited).toBe('Mine indeed');
  });
});

describe('with a message', () => {
  it('goes through messages by the arrow keys', async () => {
    const { user } = await open();
    article('Message 3').focus();
    await user.keyboard('{ArrowUp}');
    expect(article('Mine')).toHaveFocus();
    await user.keyboard('{Home}');
    expect(article('Message 1')).toHaveFocus();
  });

  it('answers in a thread', async () => {
    const { user } = await open();
    article('Message 1').focus();
    await user.keyboard('{Enter}');
    const sheet = await screen.findByRole('dialog', { name: 'Thread' });
    await user.type(within(sheet).getByRole('textbox', { name: /Reply in/ }), 'An answer{Enter}');
    expect(await within(sheet).findByText('An answer')).toBeInTheDocument();
    expect(sent).toMatchObject([{ thread: 'm1', body: 'An answer' }]);
  });

  it('deletes one’s own after asking', async () => {
    server.use(
      http.delete(`${AT}m2/`, () => {
        const row = message(2, { sender: AMARA, status: 'deleted', body: '', html: '', change: 4 });
        rows = rows.with(1, row);
        return HttpResponse.json(row);
      }),
    );
    const { user } = await open();
    await user.click(screen.getByRole('button', { name: 'More for the message of Amara Okafor' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Delete' }));
    await user.click(await screen.findByRole('button', { name: 'Delete message' }));
    expect(await screen.findByText('This message was deleted by its author.')).toBeInTheDocument();
    expect(screen.queryByText('Mine')).not.toBeInTheDocument();
  });

  it('sets a reaction and takes it back', async () => {
    const react = (mine: boolean) => () => {
      const reactions = mine ? [{ kind: 'heart' as const, count: 1, mine }] : [];
      const row = message(1, { change: mine ? 4 : 5, reactions });
      rows = rows.with(0, row);
      return HttpResponse.json(row);
    };
    server.use(
      http.put(`${AT}m1/reactions/heart/`, react(true)),
      http.delete(`${AT}m1/reactions/heart/`, react(false)),
    );
    const { user } = await open();
    await user.click(within(article('Message 1')).getByRole('button', { name: 'React' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Love it' }));
    const sign = await screen.findByRole('button', { name: 'Love it: 1 person' });
    expect(sign).toHaveAttribute('aria-pressed', 'true');
    await user.click(sign);
    await waitFor(() => expect(sign).not.toBeInTheDocument());
  });

  it('reports a message to the organisers', async () => {
    let told: unknown;
    server.use(
      http.post(`${AT}m1/report/`, async ({ request }) => {
        told = await request.json();
        return HttpResponse.json({ id: 'rep1' }, { status: 201 });
      }),
    );
    const { user } = await open();
    await user.click(within(article('Message 1')).getByRole('button', { name: /More for the message/ }));
    await user.click(await screen.findByRole('menuitem', { name: 'Report to the organisers' }));
    await user.selectOptions(await screen.findByLabelText('What is wrong with it?'), 'spam');
    await user.click(screen.getByRole('button', { name: 'Send report' }));
    await waitFor(() => expect(told).toEqual({ reason: 'spam', note: '' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
  });

  it('mutes the room', async () => {
    server.use(
      http.put('/api/community/rooms/r1/mute/', () => HttpResponse.json({ ...ROOM, is_muted: true })),
    );
    const { user } = await open();
    await user.click(screen.getByRole('button', { name: 'Mute this room' }));
    expect(await screen.findByRole('button', { name: 'Unmute this room' })).toBeInTheDocument();
  });
});
