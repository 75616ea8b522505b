import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';

import { renderAt } from '@/testing/render';
import { ME } from '@/testing/samples';
import { server } from '@/testing/server';

import { AMARA, KEZIAH, ROOM, ROW, message } from './client/samples';
import { forgetDrafts } from './drafts';

import type { RoomDetail, RoomMessage } from '@/api';

const AT = '/api/community/messages/';
const NONE = { next: null, previous: null };
const IN_THREAD = { id: 'm1', reply_count: 2, last_reply_at: null };
let rows: RoomMessage[];
let room: RoomDetail;

beforeEach(() => {
  forgetDrafts();
  room = ROOM;
  rows = [
    message(1, { reply_count: 2 }),
    message(2),
    message(3, { body: 'What Keziah answered', thread: IN_THREAD }),
    message(4, { body: 'What Amara answered', thread: IN_THREAD, sender: AMARA }),
  ];
  server.use(
    http.get('/api/user/me/', () => HttpResponse.json(ME)),
    http.get('/api/community/rooms/', () => HttpResponse.json({ ...NONE, results: [ROW] })),
    http.get('/api/community/rooms/r1/', () => HttpResponse.json(room)),
    http.get('/api/community/rooms/r1/members/', () => HttpResponse.json({ ...NONE, results: [] })),
    http.post('/api/community/rooms/r1/read/', () => HttpResponse.json({ read_seq: 4 })),
    http.get(`${AT}m1/`, () => HttpResponse.json(rows[0])),
    http.get(AT, ({ request }) => {
      const query = new URL(request.url).searchParams;
      const [seq, after, thread] = [query.get('seq'), query.get('after'), query.get('thread')];
      const found = rows.filter((row) => {
        if (seq !== null) return row.seq === Number(seq);
        if (after !== null) return row.change > Number(after);
        return (row.thread?.id ?? null) === thread;
      });
      const newestFirst = after === null && query.get('start') === null;
      const results = newestFirst ? found.toReversed() : found;
      return HttpResponse.json({ ...NONE, results, up_to: rows.length });
    }),
  );
});

async function open(path = '/rooms/r1') {
  const page = renderAt(path, { signedIn: true });
  await screen.findByText('Message 2');
  return { user: userEvent.setup(), ...page };
}

const article = (words: string) => {
  const found = screen.getByText(words).closest('[role="article"]');
  return found instanceof HTMLElement ? found : expect.fail(`no message says ${words}`);
};

async function openThread(user: ReturnType<typeof userEvent.setup>) {
  await user.click(screen.getByRole('button', { name: /2 replies/ }));
  const sheet = await screen.findByRole('dialog', { name: 'Thread' });
  await within(sheet).findByText('What Amara answered');
  return sheet;
}

describe('a link to what was said in a thread', () => {
  it('opens the thread and stands at the reply', async () => {
    await open('/rooms/r1?message=3');
    const sheet = await screen.findByRole('dialog', { name: 'Thread' });
    expect(await within(sheet).findByText('What Keziah answered')).toBeInTheDocument();
    await waitFor(() => expect(article('What Keziah answered')).toHaveFocus());
  });

  it('leads back to what the reply answers when the thread is left', async () => {
    const { user, place } = await open('/rooms/r1?message=3');
    await screen.findByRole('dialog', { name: 'Thread' });
    await waitFor(() => expect(article('What Keziah answered')).toHaveFocus());
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    expect(article('Message 1')).toHaveFocus();
    expect(place()).toBe('/rooms/r1');
  });

  it('may come from a search', async () => {
    const { user } = await open();
    server.use(
      http.get(AT, ({ request }) =>
        new URL(request.url).searchParams.get('search') === null
          ? undefined
          : HttpResponse.json({ ...NONE, results: [rows[2]], up_to: 4 }),
      ),
    );
    await user.click(screen.getByRole('button', { name: 'Search messages' }));
    await user.type(await screen.findByLabelText('Words'), 'answered');
    await user.click(await screen.findByRole('button', { name: /in a thread/ }));
    expect(await screen.findByRole('dialog', { name: 'Thread' })).toBeInTheDocument();
    await waitFor(() => expect(article('What Keziah answered')).toHaveFocus());
  });
});

describe('in a thread', () => {
  it('the arrow up changes one’s last reply, Esc ends that and then the thread', async () => {
    const { user } = await open();
    const opener = screen.getByRole('button', { name: /2 replies/ });
    const sheet = await openThread(user);
    const field = within(sheet).getByRole('textbox', { name: /Reply in/ });
    expect(field).toHaveFocus();
    await user.keyboard('{ArrowUp}');
    const editor = await within(sheet).findByRole('textbox', { name: 'Edit your message' });
    expect(editor).toHaveValue('What Amara answered');
    await user.type(editor, ' again');
    await user.keyboard('{Escape}');
    expect(editor).not.toBeInTheDocument();
    expect(sheet).toBeInTheDocument();
    expect(field).toHaveFocus();
    await user.keyboard('{Escape}');
    await waitFor(() => expect(sheet).not.toBeInTheDocument());
    expect(opener).toHaveFocus();
  });

  it('an edit begun at the message gives the focus back to it, also from its buttons', async () => {
    const { user } = await open();
    const sheet = await openThread(user);
    article('What Amara answered').focus();
    await user.keyboard('e');
    await within(sheet).findByRole('textbox', { name: 'Edit your message' });
    within(sheet).getByRole('button', { name: 'Cancel' }).focus();
    await user.keyboard('{Escape}');
    expect(sheet).toBeInTheDocument();
    expect(article('What Amara answered')).toHaveFocus();
  });

  it('Esc closes the list of people before anything else', async () => {
    server.use(
      http.get('/api/community/rooms/r1/members/', () =>
        HttpResponse.json({ ...NONE, results: [{ person: KEZIAH, standing: 'member', read_seq: null }] }),
      ),
    );
    const { user } = await open();
    const sheet = await openThread(user);
    await user.type(within(sheet).getByRole('textbox', { name: /Reply in/ }), '@kez');
    await within(sheet).findByRole('option', { name: /Keziah/ });
    await user.keyboard('{Escape}');
    expect(within(sheet).queryByRole('option')).not.toBeInTheDocument();
    expect(sheet).toBeInTheDocument();
  });
});

describe('whoever keeps order', () => {
  it('pauses somebody from their message', async () => {
    room = { ...ROOM, standing: 'staff' };
    let told: unknown;
    server.use(
      http.put('/api/community/staff/rooms/r1/silences/u2/', async ({ request }) => {
        told = await request.json();
        return HttpResponse.json({ person: 'u2', silenced_until: '2026-11-23T10:00:00Z' });
      }),
    );
    const { user } = await open();
    await user.click(
      within(article('Message 2')).getByRole('button', { name: 'More for the message of Keziah Boateng' }),
    );
    await user.click(await screen.findByRole('menuitem', { name: 'Pause Keziah Boateng' }));
    const dialog = await screen.findByRole('dialog', { name: 'Pause Keziah Boateng in this room?' });
    await user.selectOptions(within(dialog).getByLabelText('For'), 'One hour');
    await user.type(within(dialog).getByLabelText(/Reason/), 'Three warnings');
    await user.click(within(dialog).getByRole('button', { name: 'Pause' }));
    await waitFor(() => expect(told).toEqual({ minutes: 60, reason: 'Three warnings' }));
    expect(await screen.findByText('Keziah Boateng cannot write in this room for now.')).toBeInTheDocument();
  });

  it('does not pause colleagues, and members pause nobody', async () => {
    rows[1] = message(2, { from_staff: true });
    room = { ...ROOM, standing: 'staff' };
    const { user } = await open();
    await user.click(within(article('Message 2')).getByRole('button', { name: /More for/ }));
    expect(await screen.findByRole('menuitem', { name: 'Remove message' })).toBeInTheDocument();
    expect(screen.queryByRole('menuitem', { name: /^Pause/ })).not.toBeInTheDocument();
  });
});

it.each([
  [24, 'Northbridge, 24 members'],
  [1, 'Northbridge, 1 member'],
  [1_000, 'Northbridge, 1,000 or more members'],
])('%i people in a room are said in its head', async (count, words) => {
  room = { ...ROOM, member_count: count };
  await open();
  expect(screen.getByText(words)).toBeInTheDocument();
});
