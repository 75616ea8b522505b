import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';

import { member, page } from '@/testing/console';
import { problem } from '@/testing/problem';
import { renderAt } from '@/testing/render';
import { server } from '@/testing/server';

import type { StaffReport, StaffRoom } from '@/api';

const STAFF = '/api/community/staff';
const BASE = {
  id: 'r1',
  kind: 'event',
  name: '',
  activity: {
    kind: 'event',
    id: 'e1',
    slug: 'deteriorating',
    title: 'The deteriorating patient',
    starts_at: null,
    cover_url: null,
  },
  organization: { slug: 'law', name: 'Law & Mediation Society' },
  is_announcements: false,
  status: 'open',
  slow_mode_seconds: 0,
  retention_days: null,
  last_seq: 12,
  last_change: 15,
  active_at: '2026-11-22T10:00:00Z',
} as const;
const ROOM: StaffRoom = { ...BASE, member_count: 40, open_reports: 1 };
const TOM = { id: 'u7', display_name: 'Tom Lindqvist', avatar_url: null };
const REPORT: StaffReport = {
  id: 'rep1',
  message: {
    id: 'm1',
    room: 'r1',
    seq: 4,
    change: 4,
    client_id: 'c1',
    sender: TOM,
    from_staff: false,
    status: 'shown',
    body: 'Buy now',
    html: '<p>Buy now</p>',
    mentions: [],
    files: [],
    reactions: [],
    created_at: '2026-11-22T09:00:00Z',
    edited_at: null,
    reply_count: 0,
    last_reply_at: null,
    repliers: [],
    thread: null,
  },
  room: BASE,
  reporter: { id: 'u2', display_name: 'Keziah Boateng', avatar_url: null },
  reason: 'spam',
  note: 'Twice today',
  status: 'open',
  created_at: '2026-11-22T10:00:00Z',
  decided_by: null,
  decided_at: null,
};
let changes: unknown[];

beforeEach(() => {
  changes = [];
  member(['organizer'], ['moderate_rooms', 'manage_events']);
  server.use(
    http.get(`${STAFF}/rooms/`, () => HttpResponse.json(page([ROOM]))),
    http.get(`${STAFF}/reports/`, () => HttpResponse.json(page([REPORT]))),
  );
});

const took = (answer: object) =>
  async function take({ request }: { request: Request }) {
    changes.push(await request.json());
    return HttpResponse.json(answer);
  };

describe('the rooms of an organization', () => {
  it('are set one by one', async () => {
    server.use(http.patch(`${STAFF}/rooms/r1/`, took(ROOM)));
    renderAt('/org/law/rooms', { signedIn: true });
    const user = userEvent.setup();
    await user.click(
      (await screen.findAllByRole('button', { name: 'The deteriorating patient' }))[0] ?? expect.fail(),
    );
    await user.selectOptions(await screen.findByLabelText('Slow mode'), '30');
    await user.type(screen.getByLabelText('Keep messages for, in days'), '0');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText(/Write a whole number from 1/)).toBeInTheDocument();
    await user.clear(screen.getByLabelText('Keep messages for, in days'));
    await user.click(screen.getByRole('checkbox', { name: /^Closed/ }));
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(changes).toEqual([{ status: 'closed', slow_mode_seconds: 30, retention_days: null }]),
    );
  });

  it('are not shown to who may not moderate', async () => {
    member(['finance'], ['view_sales']);
    renderAt('/org/law/rooms', { signedIn: true });
    expect(await screen.findByText('Your role does not open this page')).toBeInTheDocument();
  });
});

describe('the queue of reports', () => {
  it('shows the words, who reported them and why, and removes after asking', async () => {
    server.use(http.post(`${STAFF}/reports/rep1/decide/`, took({ ...REPORT, status: 'upheld' })));
    renderAt('/org/law/rooms/reports', { signedIn: true });
    const user = userEvent.setup();
    const card = await screen.findByRole('article', { name: 'Report about a message of Tom Lindqvist' });
    expect(card).toHaveTextContent('Buy now');
    expect(card).toHaveTextContent('Reported by Keziah Boateng');
    await user.click(within(card).getByRole('button', { name: 'Remove' }));
    const dialog = await screen.findByRole('dialog', { name: 'Remove this message?' });
    await user.type(within(dialog).getByLabelText(/Reason/), 'Advertising');
    await user.click(within(dialog).getByRole('button', { name: 'Remove' }));
    await waitFor(() => expect(changes).toEqual([{ verdict: 'remove', reason: 'Advertising' }]));
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
  });

  it('keeps the dialog and says why when a decision fails', async () => {
    server.use(http.post(`${STAFF}/reports/rep1/decide/`, () => problem(409, 'already_decided')));
    renderAt('/org/law/rooms/reports', { signedIn: true });
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: 'Leave it' }));
    const dialog = await screen.findByRole('dialog');
    await user.click(within(dialog).getByRole('button', { name: 'Leave it' }));
    expect(await within(dialog).findByRole('alert')).toHaveTextContent('already_decided');
  });

  it('pauses somebody for a while', async () => {
    server.use(http.put(`${STAFF}/rooms/r1/silences/u7/`, took({ person: 'u7', silenced_until: null })));
    renderAt('/org/law/rooms/reports', { signedIn: true });
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: 'Pause Tom Lindqvist' }));
    await user.selectOptions(await screen.findByLabelText('For'), 'One hour');
    await user.click(screen.getByRole('button', { name: 'Pause' }));
    await waitFor(() => expect(changes).toEqual([{ minutes: 60, reason: '' }]));
  });

  it('is where the bell leads', async () => {
    const { place } = renderAt('/console/rooms/reports', { signedIn: true });
    await waitFor(() => expect(place()).toBe('/org/law/rooms/reports'));
  });
});

describe('the rules', () => {
  it('hold words that are not let through', async () => {
    server.use(
      http.get(`${STAFF}/policy/`, () =>
        HttpResponse.json({ makes_rooms: true, blocked_words: ['bother'], retention_days: null }),
      ),
      http.patch(`${STAFF}/policy/`, took({ makes_rooms: true, blocked_words: [], retention_days: 90 })),
    );
    renderAt('/org/law/rooms/rules', { signedIn: true });
    const user = userEvent.setup();
    await user.type(await screen.findByLabelText('Words that are not let through'), '{Enter}blast, bother');
    await user.type(screen.getByLabelText(/Keep messages for, in days/), '90');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(changes).toEqual([
        { makes_rooms: true, blocked_words: ['bother', 'blast'], retention_days: 90 },
      ]),
    );
  });
});

it('names who did what in the log', async () => {
  server.use(
    http.get(`${STAFF}/log/`, () =>
      HttpResponse.json(
        page([
          {
            id: 'a1',
            act: 'hide',
            actor: TOM,
            room: 'r1',
            message: 'm1',
            person: REPORT.reporter,
            reason: 'Names a patient',
            until: null,
            created_at: '2026-11-22T10:00:00Z',
          },
        ]),
      ),
    ),
  );
  renderAt('/org/law/rooms/log', { signedIn: true });
  expect(await screen.findByText('Tom Lindqvist hid a message of Keziah Boateng')).toBeInTheDocument();
  expect(screen.getByText('Names a patient')).toBeInTheDocument();
});
