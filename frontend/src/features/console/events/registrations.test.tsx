import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';

import { EVENT, PERSON, TICKET, accepts, eventIs } from '@/testing/consoleEvents';
import { problem } from '@/testing/problem';
import { renderAt } from '@/testing/render';
import { server } from '@/testing/server';

import { organizationPage } from '../courses/samples';
import { FIGURES, OVERVIEW } from '../eventOverview/samples';

import type { EventFigures, StaffRegistration } from '@/api';

const WAITING: StaffRegistration = {
  ...PERSON,
  id: 'r2',
  name: 'Tom Lindqvist',
  email: 'tom@example.org',
  status: 'pending_approval',
  order: null,
  answers: { q1: ['a', 'b'] },
};
const LIST = '/api/registrations/event/e1/';
let asked: string[];

beforeEach(() => {
  asked = [];
  eventIs({
    status: 'published',
    tickets: [TICKET, { ...TICKET, id: 't2', name: 'Online' }],
    questions: [
      {
        id: 'q1',
        kind: 'multiple',
        prompt: 'What do you eat?',
        hint: '',
        choices: [
          { id: 'a', text: 'Fish' },
          { id: 'b', text: 'Rice' },
        ],
        is_required: true,
        ticket_type_ids: [],
        position: 0,
        retired_at: null,
      },
    ],
  });
  server.use(
    http.get(LIST, ({ request }) => {
      const { searchParams: query } = new URL(request.url);
      asked.push(query.toString());
      const rows = [PERSON, WAITING].filter(
        ({ status }) => !query.get('status') || status === query.get('status'),
      );
      return HttpResponse.json({ results: rows, next: null, previous: null });
    }),
  );
});

function open(query = '') {
  const { place } = renderAt(`/org/law/events/frailty/registrations${query}`, { signedIn: true });
  return { user: userEvent.setup(), place };
}

const choose = async (user: ReturnType<typeof userEvent.setup>, of: string, name: string) => {
  await user.click(await screen.findByRole('button', { name: `More for ${of}` }));
  await user.click(await screen.findByRole('menuitem', { name }));
};

describe('the registrations of an event', () => {
  it('stand with ticket and state', async () => {
    open();
    const row = within(await screen.findByRole('row', { name: /Priya Raman/ }));
    expect(row.getByText('priya@example.org')).toBeInTheDocument();
    expect(row.getByText('Standard')).toBeInTheDocument();
    expect(row.getByText('Confirmed')).toBeInTheDocument();
  });

  it('are counted on the filters, of the ticket that is chosen, and not under a search', async () => {
    server.use(
      http.get('/api/events/e1/figures/', () =>
        HttpResponse.json({
          ...FIGURES,
          people: [
            { status: 'confirmed', ticket_type: TICKET.id, count: 12_000 },
            { status: 'confirmed', ticket_type: 't2', count: 3 },
            { status: 'cancelled', ticket_type: 't2', count: 2 },
          ],
        } satisfies EventFigures),
      ),
    );
    const { user } = open();
    expect(await screen.findByRole('button', { name: 'Confirmed 9,999+' })).toBeVisible();
    expect(screen.getByRole('button', { name: 'Cancelled 2' })).toBeVisible();
    expect(screen.getByRole('button', { name: 'Absent' })).toBeVisible();
    await user.selectOptions(screen.getByRole('combobox', { name: 'Ticket' }), 'Online');
    expect(screen.getByRole('button', { name: 'Confirmed 3' })).toBeVisible();
    expect(screen.getByRole('button', { name: 'Everyone 5' })).toBeVisible();
    await user.type(screen.getByRole('searchbox', { name: 'Name or email' }), 'tom');
    await waitFor(() => expect(screen.getByRole('button', { name: 'Confirmed' })).toBeVisible());
  });

  it('ask nothing of the gate', async () => {
    let evaluated = 0;
    server.use(
      http.get('/api/events/e1/overview/', () => {
        evaluated += 1;
        return HttpResponse.json(OVERVIEW);
      }),
    );
    open();
    await screen.findByRole('row', { name: /Priya Raman/ });
    expect(await screen.findByText(/have a place|places taken/)).toBeVisible();
    expect(evaluated).toBe(0);
  });

  it('are filtered by state and ticket and searched, and the address says how', async () => {
    const { user, place } = open();
    await screen.findByRole('row', { name: /Priya Raman/ });
    await user.click(screen.getByRole('button', { name: 'Waits for approval' }));
    await waitFor(() => expect(screen.queryByRole('row', { name: /Priya/ })).not.toBeInTheDocument());
    await user.selectOptions(screen.getByRole('combobox', { name: 'Ticket' }), 'Online');
    await user.type(screen.getByRole('searchbox', { name: 'Name or email' }), 'tom');
    await waitFor(() => expect(place()).toContain('search=tom'));
    expect(place()).toContain('status=pending_approval&ticket=t2');
    await waitFor(() => expect(asked.at(-1)).toContain('ticket_type=t2&search=tom'));
  });

  it('open with what was answered', async () => {
    const { user, place } = open();
    await user.click(within(await screen.findByRole('row', { name: /Tom/ })).getByText('Tom Lindqvist'));
    const sheet = within(await screen.findByRole('dialog', { name: 'Tom Lindqvist' }));
    expect(sheet.getByText('Fish, Rice')).toBeVisible();
    expect(place()).toContain('person=r2');
  });

  it('are approved', async () => {
    const sent = accepts('post', '/api/registrations/r2/approve/', PERSON);
    const { user } = open();
    await choose(user, 'Tom Lindqvist', 'Approve');
    expect(screen.getByText(/kept for them for three days/)).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Approve' }));
    await waitFor(() => expect(sent).toHaveLength(1));
  });

  it('are declined with a reason, and stay open when that fails', async () => {
    server.use(http.post('/api/registrations/r2/decline/', () => problem(409, 'illegal_transition')));
    const { user } = open();
    await choose(user, 'Tom Lindqvist', 'Decline');
    await user.click(screen.getByRole('button', { name: 'Decline' }));
    expect(screen.getByText('Write the reason.')).toBeVisible();
    await user.type(screen.getByLabelText('Reason'), 'For members only.');
    await user.click(screen.getByRole('button', { name: 'Decline' }));
    expect(await screen.findByText('It failed: illegal_transition.')).toBeVisible();
    expect(screen.getByLabelText('Reason')).toHaveValue('For members only.');
  });

  it('are taken away with the money or without', async () => {
    server.use(
      http.get('/api/organizations/', () =>
        HttpResponse.json(organizationPage({}, 'manage_events', 'refund_orders')),
      ),
    );
    const sent = accepts('post', '/api/registrations/r1/revoke/', { status: 'cancelled', refund: null });
    const { user } = open();
    await choose(user, 'Priya Raman', 'Take place away');
    expect(screen.getByRole('radio', { name: 'Give all of it back (£85.00)' })).toBeChecked();
    await user.click(screen.getByRole('radio', { name: 'Keep it' }));
    await user.type(screen.getByLabelText('Reason'), 'Broke the rules.');
    await user.click(screen.getByRole('button', { name: 'Take place away' }));
    await waitFor(() => expect(sent[0]?.body).toEqual({ reason: 'Broke the rules.', refund: false }));
  });

  it('are taken away without the money by who may not refund, who learns whom to ask', async () => {
    const sent = accepts('post', '/api/registrations/r1/revoke/', { status: 'cancelled', refund: null });
    const { user } = open();
    await choose(user, 'Priya Raman', 'Take place away');
    expect(screen.getByText('No money goes back with this')).toBeVisible();
    expect(
      screen.getByText(/ask an owner, an admin or finance to refund Priya Raman under Sales/),
    ).toBeVisible();
    expect(screen.queryByRole('radio')).not.toBeInTheDocument();
    await user.type(screen.getByLabelText('Reason'), 'Broke the rules.');
    await user.click(screen.getByRole('button', { name: 'Take place away' }));
    await waitFor(() => expect(sent[0]?.body).toEqual({ reason: 'Broke the rules.', refund: false }));
  });

  it('are blocked at the door and let in again', async () => {
    const sent = accepts('put', '/api/registrations/r1/block/', PERSON);
    server.use(
      http.get(LIST, () =>
        HttpResponse.json({
          results: [{ ...PERSON, blocked_reason: 'Unpaid.' }],
          next: null,
          previous: null,
        }),
      ),
    );
    const { user } = open();
    expect(
      within(await screen.findByRole('row', { name: /Priya/ })).getByText('Blocked at the door'),
    ).toBeInTheDocument();
    await choose(user, 'Priya Raman', 'Let in again');
    await user.click(screen.getByRole('button', { name: 'Let in again' }));
    await waitFor(() => expect(sent[0]?.body).toEqual({ reason: '' }));
  });

  it('are none yet, or could not be loaded', async () => {
    eventIs({ ...EVENT });
    server.use(http.get(LIST, () => problem(503, 'unavailable'), { once: true }));
    const { user } = open();
    expect(await screen.findByText('Could not load the registrations')).toBeVisible();
    server.use(http.get(LIST, () => HttpResponse.json({ results: [], next: null, previous: null })));
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('No registrations yet')).toBeVisible();
    expect(screen.getByText('Registrations appear here once the event is published.')).toBeVisible();
  });
});
