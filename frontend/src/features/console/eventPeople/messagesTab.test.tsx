import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';

import { toasts } from '@/components';
import { pass, watchClock } from '@/testing/clock';
import { accepts, eventIs } from '@/testing/consoleEvents';
import { problem } from '@/testing/problem';
import { renderAt } from '@/testing/render';
import { server } from '@/testing/server';

import type { ShortPeople, StaffMessage, StaffMessageInput } from '@/api';

const LIST = '/api/registrations/event/e1/messages/';
const SHORT = '/api/certificates/events/e1/short/';
const NOBODY: ShortPeople = { people: 0, names: [], clauses: [] };
const MESSAGE: StaffMessage = {
  id: 'm1',
  subject: 'Where to park',
  body: 'Please use the yard behind the house.',
  statuses: ['confirmed', 'attended'],
  sent_by: 'Helen Marsh',
  sent_at: '2026-12-01T10:00:00Z',
  recipients: 120,
  sent: 112,
  skipped: 3,
  waiting: 5,
};
const lists = (...results: StaffMessage[]) => HttpResponse.json({ results, next: null, previous: null });

beforeEach(() => {
  for (const { id } of toasts.current()) toasts.dismiss(id);
  eventIs({ status: 'published' });
});

function open(query = '') {
  renderAt(`/org/law/events/frailty/messages${query}`, { signedIn: true });
  return userEvent.setup();
}

describe('the messages of an event', () => {
  it('say to whom they went, and how far they came, until all are sent', async () => {
    server.use(
      http.get(LIST, () => lists(MESSAGE), { once: true }),
      http.get(LIST, () => lists({ ...MESSAGE, sent: 117, waiting: 0 })),
    );
    watchClock();
    const user = open();
    expect(await screen.findByRole('heading', { name: 'Where to park' })).toBeVisible();
    expect(screen.getByText('Those who are confirmed, Those who attended')).toBeVisible();
    expect(screen.getByText('112 of 120 sent · 3 skipped · 5 waiting')).toBeVisible();
    expect(screen.getByRole('progressbar', { name: 'Sent: Where to park' })).toHaveAttribute(
      'aria-valuenow',
      '95',
    );
    await user.click(screen.getByText('Read message'));
    expect(screen.getByText(MESSAGE.body)).toBeVisible();
    await pass(3_000);
    expect(await screen.findByText('117 of 120 sent · 3 skipped')).toBeVisible();
    expect(screen.queryByRole('progressbar')).not.toBeInTheDocument();
  });

  it('are written to states, with a key', async () => {
    const sent: { body: StaffMessageInput; key: string | null }[] = [];
    server.use(
      http.get(LIST, () => lists()),
      http.post(LIST, async ({ request }) => {
        sent.push({
          body: (await request.json()) as StaffMessageInput,
          key: request.headers.get('Idempotency-Key'),
        });
        server.use(http.get(LIST, () => lists({ ...MESSAGE, waiting: 0 })));
        return HttpResponse.json(MESSAGE, { status: 201 });
      }),
    );
    const user = open();
    await user.click(await screen.findByRole('button', { name: 'Write message' }));
    const sheet = within(await screen.findByRole('dialog', { name: 'Write a message' }));
    expect(sheet.getByRole('checkbox', { name: 'Those who are confirmed' })).toBeChecked();
    await user.click(sheet.getByRole('checkbox', { name: 'Those who attended' }));
    await user.type(sheet.getByLabelText('Subject'), 'Where to park');
    await user.type(sheet.getByLabelText('Message'), 'In the yard.');
    await user.click(sheet.getByRole('button', { name: 'Send message' }));
    expect(await screen.findByText('The message is on its way to 120 people')).toBeVisible();
    expect(sent[0]?.body).toEqual({
      subject: 'Where to park',
      body: 'In the yard.',
      statuses: ['confirmed', 'attended'],
    });
    expect(sent[0]?.key).toMatch(/^[0-9a-f-]{36}$/);
    expect(await screen.findByRole('heading', { name: 'Where to park' })).toBeVisible();
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
  });

  it('are not sent without somebody to read them, a subject and words', async () => {
    server.use(http.get(LIST, () => lists()));
    const user = open();
    await user.click(await screen.findByRole('button', { name: 'Write message' }));
    const sheet = within(await screen.findByRole('dialog'));
    await user.click(sheet.getByRole('checkbox', { name: 'Those who are confirmed' }));
    await user.click(sheet.getByRole('button', { name: 'Send message' }));
    expect(sheet.getByRole('group', { name: 'Where they stand' })).toHaveAccessibleDescription(
      'Choose to whom it goes.',
    );
    expect(sheet.getByLabelText('Subject')).toHaveAccessibleDescription('Write a subject.');
    expect(sheet.getByLabelText('Message')).toHaveAccessibleDescription(/Write the message./);
    await waitFor(() =>
      expect(sheet.getByRole('checkbox', { name: 'Those who wait for approval' })).toHaveFocus(),
    );
  });

  it('are written to those who are not yet eligible, once it is said how many they are', async () => {
    const asked: (string | null)[] = [];
    server.use(
      http.get(LIST, () => lists()),
      http.get(SHORT, ({ request }) => {
        const lacks = new URL(request.url).searchParams.get('lacks');
        asked.push(lacks);
        return HttpResponse.json(
          lacks ? { people: 7, names: ['Ada', 'Ben', 'Cleo', 'Dai', 'Eve'], clauses: [] } : NOBODY,
        );
      }),
    );
    const sent = accepts('post', SHORT, { id: 'm2', recipients: 7 });
    const user = open();
    await user.click(await screen.findByRole('button', { name: 'Write message' }));
    const sheet = within(await screen.findByRole('dialog'));
    await user.click(sheet.getByRole('radio', { name: /^People who are not yet eligible/ }));
    expect(await sheet.findByText('Nobody lacks that, so there is nobody to write to.')).toBeVisible();
    await user.selectOptions(sheet.getByLabelText('What they lack'), 'The survey');
    expect(await sheet.findByText('7 people would get it now')).toBeVisible();
    expect(sheet.getByText('Ada, Ben, Cleo, Dai, Eve and 2 more')).toBeVisible();
    await user.type(sheet.getByLabelText('Subject'), 'The survey');
    await user.type(sheet.getByLabelText('Message'), 'Two minutes.');
    await user.click(sheet.getByRole('button', { name: 'Send message' }));
    expect(await screen.findByText('The message is on its way to 7 people')).toBeVisible();
    expect(asked.slice(0, 2)).toEqual([null, 'survey']);
    expect(sent.map(({ body }) => body)).toEqual([
      { subject: 'The survey', body: 'Two minutes.', lacks: ['survey'] },
    ]);
  });

  it('begin with those who lack something when one comes from the overview', async () => {
    server.use(
      http.get(LIST, () => lists()),
      http.get(SHORT, () => problem(503, 'unavailable')),
    );
    const user = open('?short=attendance');
    const sheet = within(await screen.findByRole('dialog', { name: 'Write a message' }));
    expect(sheet.getByLabelText('What they lack')).toHaveValue('attendance');
    expect(await sheet.findByText(/^How many that are could not be found out/)).toBeVisible();
    await user.click(sheet.getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
  });

  it('keep what was typed when nobody could be told', async () => {
    server.use(
      http.get(LIST, () => lists()),
      http.post(LIST, () => problem(422, 'nobody_to_tell')),
    );
    const user = open();
    await user.click(await screen.findByRole('button', { name: 'Write message' }));
    const sheet = within(await screen.findByRole('dialog'));
    await user.type(sheet.getByLabelText('Subject'), 'Slides');
    await user.type(sheet.getByLabelText('Message'), 'Here they are.');
    await user.click(sheet.getByRole('button', { name: 'Send message' }));
    expect(await sheet.findByText('It failed: nobody_to_tell.')).toBeVisible();
    expect(sheet.getByLabelText('Message')).toHaveValue('Here they are.');
  });

  it('are none yet, or could not be loaded', async () => {
    server.use(http.get(LIST, () => problem(503, 'unavailable'), { once: true }));
    const user = open();
    expect(await screen.findByText('Could not load the messages')).toBeVisible();
    server.use(http.get(LIST, () => lists()));
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('No messages yet')).toBeVisible();
  });
});
