import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';

import { toasts } from '@/components';
import { PERSON, TICKET, accepts, eventIs } from '@/testing/consoleEvents';
import { problem } from '@/testing/problem';
import { renderAt } from '@/testing/render';
import { savedFiles } from '@/testing/saved';
import { server } from '@/testing/server';

import type { PeopleImported, PeopleImportInput, StaffRegistration } from '@/api';

const TOM: StaffRegistration = { ...PERSON, id: 'r2', name: 'Tom Lindqvist', email: 'tom@example.org' };
const GONE: StaffRegistration = { ...PERSON, id: 'r3', name: 'Ada King', status: 'cancelled' };
const LATER = {
  status: 'published',
  starts_at: '2098-12-10T09:30:00Z',
  ends_at: '2098-12-10T12:00:00Z',
} as const;
const IMPORT = '/api/registrations/event/e1/import/';
const FOUND: PeopleImported = {
  dry_run: true,
  added: 2,
  known: 1,
  wrong: 1,
  ignored_columns: ['Notes'],
  shortfalls: [],
  lines: [
    {
      line: 3,
      name: 'Ada',
      email: 'ada',
      result: 'wrong',
      reason: '',
      errors: [{ path: 'Email', code: 'not_usable', message: 'Give an email address.' }],
    },
    {
      line: 4,
      name: 'Priya Raman',
      email: 'priya@example.org',
      result: 'known',
      reason: 'Has a place in this event already.',
      errors: [],
    },
  ],
};

beforeEach(() => {
  for (const { id } of toasts.current()) toasts.dismiss(id);
  eventIs({ ...LATER, tickets: [TICKET] });
  server.use(
    http.get('/api/registrations/event/e1/', () =>
      HttpResponse.json({ results: [PERSON, TOM, GONE], next: null, previous: null }),
    ),
  );
});

function open(query = '') {
  const { place } = renderAt(`/org/law/events/frailty/registrations${query}`, { signedIn: true });
  return { user: userEvent.setup(), place };
}

type User = ReturnType<typeof userEvent.setup>;

describe('the export of registrations', () => {
  it('is a file of those whom the page shows', async () => {
    const asked: string[] = [];
    server.use(
      http.get('/api/registrations/event/e1/export.csv', ({ request }) => {
        asked.push(new URL(request.url).search);
        return new HttpResponse('Name,Email\r\n', { headers: { 'Content-Type': 'text/csv' } });
      }),
    );
    const saved = savedFiles();
    const { user } = open('?status=confirmed');
    await user.click(await screen.findByRole('button', { name: 'Export CSV' }));
    await waitFor(() => expect(saved).toEqual(['registrations-frailty.csv']));
    expect(asked).toEqual(['?status=confirmed']);
    expect(await screen.findByText('The file is in your downloads')).toBeVisible();
  });

  it('that failed says so beside the button', async () => {
    server.use(http.get('/api/registrations/event/e1/export.csv', () => problem(403, 'forbidden')));
    const { user } = open();
    await user.click(await screen.findByRole('button', { name: 'Export CSV' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('It failed: forbidden.');
  });
});

describe('the import of people', () => {
  function file(content: string | Uint8Array<ArrayBuffer> = 'Name,Email\nGrace,grace@example.org\n') {
    const made = new File([content], 'people.csv', { type: 'text/csv' });
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    made.arrayBuffer = () => Promise.resolve(bytes.buffer);
    return made;
  }

  async function choose(user: User, chosen: File) {
    await user.click(await screen.findByRole('button', { name: 'Import' }));
    await user.upload(await screen.findByLabelText(/Choose a(nother)? (CSV )?file/), chosen);
  }

  function answers(found: PeopleImported, imported: () => Response) {
    const sent: { body: PeopleImportInput; key: string | null }[] = [];
    server.use(
      http.post(IMPORT, async ({ request }) => {
        const body = (await request.json()) as PeopleImportInput;
        sent.push({ body, key: request.headers.get('Idempotency-Key') });
        return body.dry_run ? HttpResponse.json(found) : imported();
      }),
    );
    return sent;
  }

  it('shows what would happen line by line, and imports the rest only when told to', async () => {
    const sent = answers(FOUND, () => HttpResponse.json({ ...FOUND, dry_run: false }) as Response);
    const { user } = open();
    await choose(user, file());
    const head = await screen.findByRole('heading', { name: 'What people.csv would do' });
    expect(head).toHaveFocus();
    expect(screen.getByText('2 people would get a place')).toBeVisible();
    const wrong = within(screen.getByRole('row', { name: /Ada/ }));
    expect(wrong.getByText('Email: Give an email address.')).toBeVisible();
    expect(screen.getByText('Has a place in this event already.')).toBeVisible();
    expect(screen.getByText(/are left out: Notes/)).toBeVisible();
    expect(sent).toHaveLength(1);
    expect(sent[0]?.body).toMatchObject({ dry_run: true, content: 'Name,Email\nGrace,grace@example.org\n' });
    await user.click(screen.getByRole('button', { name: 'Leave mistakes out, import 2 people' }));
    expect(await screen.findByText(/2 people have places now/)).toBeVisible();
    expect(sent[1]?.body).toMatchObject({ dry_run: false, skip_wrong: true });
    expect(sent[1]?.key).toMatch(/^[0-9a-f-]{36}$/);
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
  });

  it('reads the files of older spreadsheets', async () => {
    const sent = answers({ ...FOUND, wrong: 0, lines: [] }, () => problem(500, 'server_error') as Response);
    const { user } = open();
    await choose(user, file(new Uint8Array([0x4e, 0x61, 0x6d, 0x65, 0x0a, 0x5a, 0x6f, 0xeb])));
    await waitFor(() => expect(sent[0]?.body.content).toBe('Name\nZoë'));
    expect(await screen.findByRole('button', { name: 'Import 2 people' })).toBeVisible();
  });

  it('does not go on where places are missing', async () => {
    answers(
      { ...FOUND, shortfalls: [{ capacity: 'Main hall', wanted: 9, left: 3 }] },
      () => problem(500, 'server_error') as Response,
    );
    const { user } = open();
    await choose(user, file());
    expect(await screen.findByText('Main hall: 9 wanted, 3 left.')).toBeVisible();
    expect(screen.queryByRole('button', { name: /import 2 people/i })).not.toBeInTheDocument();
  });

  it('says why a file cannot be read, and takes another', async () => {
    server.use(http.post(IMPORT, () => problem(400, 'file_not_readable'), { once: true }));
    const { user } = open();
    await choose(user, file('?'));
    expect(await screen.findByText('It failed: file_not_readable.')).toBeVisible();
    answers({ ...FOUND, wrong: 0, lines: [] }, () => problem(500, 'server_error') as Response);
    await user.upload(screen.getByLabelText('Choose another file'), file());
    expect(await screen.findByText('2 people would get a place')).toBeVisible();
    expect(screen.queryByText('It failed: file_not_readable.')).not.toBeInTheDocument();
  });

  it('stays open when somebody was faster', async () => {
    answers({ ...FOUND, wrong: 0, lines: [] }, () => problem(409, 'import_overtaken') as Response);
    const { user } = open();
    await choose(user, file());
    await user.click(await screen.findByRole('button', { name: 'Import 2 people' }));
    expect(await screen.findByText('It failed: import_overtaken.')).toBeVisible();
    expect(screen.getByRole('dialog', { name: 'Import people from a file' })).toBeVisible();
  });

  it('is not offered once the event is over', async () => {
    eventIs({ ...LATER, ends_at: '2020-01-01T00:00:00Z' });
    open();
    expect(await screen.findByRole('button', { name: 'Export CSV' })).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Import' })).not.toBeInTheDocument();
  });
});

describe('a place for somebody else', () => {
  const choose = async (user: User) => {
    await user.click(await screen.findByRole('button', { name: 'More for Priya Raman' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Give to somebody else' }));
    return within(await screen.findByRole('dialog'));
  };

  it('is given with a name and an address', async () => {
    const sent = accepts('post', '/api/registrations/r1/reassign/', { ...PERSON, name: 'Grace Hopper' });
    const { user } = open();
    const dialog = await choose(user);
    await user.click(dialog.getByRole('button', { name: 'Give place to them' }));
    expect(dialog.getByText('Write their name.')).toBeVisible();
    expect(sent).toHaveLength(0);
    await user.type(dialog.getByLabelText('Name of the other person'), 'Grace Hopper');
    await user.type(dialog.getByLabelText('Email of the other person'), 'grace@example.org');
    await user.click(dialog.getByRole('button', { name: 'Give place to them' }));
    expect(await screen.findByText('The place now belongs to Grace Hopper')).toBeVisible();
    expect(sent[0]?.body).toEqual({ name: 'Grace Hopper', email: 'grace@example.org' });
  });

  it('stays when the other person has one already', async () => {
    server.use(http.post('/api/registrations/r1/reassign/', () => problem(409, 'already_registered')));
    const { user } = open();
    const dialog = await choose(user);
    await user.type(dialog.getByLabelText('Name of the other person'), 'Tom');
    await user.type(dialog.getByLabelText('Email of the other person'), 'tom@example.org');
    await user.click(dialog.getByRole('button', { name: 'Give place to them' }));
    expect(await dialog.findByText('It failed: already_registered.')).toBeVisible();
  });

  it('is not to be had once the event has begun', async () => {
    eventIs({ ...LATER, starts_at: '2020-01-01T00:00:00Z' });
    const { user } = open();
    await user.click(await screen.findByRole('button', { name: 'More for Priya Raman' }));
    expect(await screen.findByRole('menuitem', { name: 'Take place away' })).toBeVisible();
    expect(screen.queryByRole('menuitem', { name: 'Give to somebody else' })).not.toBeInTheDocument();
  });
});

describe('chosen people', () => {
  const row = async (name: RegExp) => within(await screen.findByRole('row', { name }));

  it('are written to, and nobody else', async () => {
    const sent = accepts('post', '/api/registrations/event/e1/messages/', {
      id: 'm1',
      subject: 'Where to park',
      body: 'In the yard.',
      statuses: [],
      sent_by: 'Amara Okafor',
      sent_at: '2026-12-01T10:00:00Z',
      recipients: 1,
      sent: 0,
      skipped: 0,
      waiting: 1,
    });
    server.use(
      http.get('/api/registrations/event/e1/messages/', () =>
        HttpResponse.json({ results: [], next: null, previous: null }),
      ),
    );
    const { user, place } = open();
    await user.click((await row(/Tom/)).getByRole('checkbox', { name: 'Choose Tom Lindqvist' }));
    const bar = within(screen.getByRole('region', { name: 'Chosen people' }));
    expect(bar.getByText('1 person chosen')).toBeVisible();
    await user.click(bar.getByRole('button', { name: 'Write message' }));
    const sheet = within(await screen.findByRole('dialog', { name: 'Write a message' }));
    expect(sheet.getByText('Tom Lindqvist')).toBeVisible();
    await user.type(sheet.getByLabelText('Subject'), 'Where to park');
    await user.type(sheet.getByLabelText('Message'), 'In the yard.');
    await user.click(sheet.getByRole('button', { name: 'Send message' }));
    await waitFor(() => expect(place()).toBe('/org/law/events/frailty/messages'));
    expect(sent[0]?.body).toEqual({
      subject: 'Where to park',
      body: 'In the yard.',
      registrations: ['r2'],
    });
    expect(await screen.findByText('The message is on its way to 1 person')).toBeVisible();
  });

  it('are all who have a place, or nobody again', async () => {
    const { user } = open();
    await user.click(await screen.findByRole('checkbox', { name: /Choose everyone shown/ }));
    expect(screen.getByText('2 people chosen')).toBeVisible();
    expect((await row(/Ada King/)).queryByRole('checkbox')).not.toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Choose nobody' }));
    expect(screen.queryByRole('region', { name: 'Chosen people' })).not.toBeInTheDocument();
  });
});
