import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';

import { accepts, eventIs } from '@/testing/consoleEvents';
import { problem } from '@/testing/problem';
import { renderAt } from '@/testing/render';
import { server } from '@/testing/server';
import { WAITS } from '@/testing/waiting';

import type { StaffWaiting } from '@/api';

const LIST = '/api/registrations/waiting-list/event/e1/';
const FIRST: StaffWaiting = { ...WAITS, id: 'w0', name: 'Priya Raman', position: 1 };
const OFFERED: StaffWaiting = {
  ...WAITS,
  id: 'w2',
  name: 'Grace Oyelaran',
  status: 'offered',
  position: null,
  offer: {
    ticket_type: { id: 't1', name: 'Standard', mode: 'in_person' },
    price: null,
    expires_at: '2026-12-01T10:00:00Z',
  },
};
let asked: string[];

beforeEach(() => {
  asked = [];
  eventIs({ status: 'published' });
  server.use(
    http.get(LIST, ({ request }) => {
      const status = new URL(request.url).searchParams.get('status') ?? '';
      asked.push(status);
      const rows = [FIRST, WAITS, OFFERED].filter((row) => !status || row.status === status);
      return HttpResponse.json({ results: rows, next: null, previous: null });
    }),
  );
});

function open(query = '') {
  const { place } = renderAt(`/org/law/events/frailty/waiting${query}`, { signedIn: true });
  return { user: userEvent.setup(), place };
}

describe('the waiting list of an event', () => {
  it('stands in order, with what each waits for', async () => {
    open();
    const row = within(await screen.findByRole('row', { name: /Tom Lindqvist/ }));
    expect(row.getByText('Standard')).toBeInTheDocument();
    expect(row.getByText('tom@example.org')).toBeInTheDocument();
    expect(screen.queryByRole('row', { name: /Grace/ })).not.toBeInTheDocument();
    expect(asked).toEqual(['waiting']);
  });

  it('shows offers with their end, and the address says which state', async () => {
    const { user, place } = open();
    await screen.findByRole('row', { name: /Tom/ });
    await user.click(screen.getByRole('button', { name: 'Offered' }));
    const row = within(await screen.findByRole('row', { name: /Grace/ }));
    expect(row.getByText(/Standard, until Tue 1 Dec, 10:00/)).toBeInTheDocument();
    expect(place()).toContain('status=offered');
  });

  it('moves somebody to the front for a reason only', async () => {
    const sent = accepts('post', '/api/registrations/waiting-list/w1/move/', { ...WAITS, position: 1 });
    const { user } = open();
    const row = await screen.findByRole('row', { name: /Tom/ });
    expect(
      within(screen.getByRole('row', { name: /Priya/ })).queryByRole('button', { name: /Move to the front/ }),
    ).not.toBeInTheDocument();
    await user.click(within(row).getByRole('button', { name: /Move to the front/ }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Move Tom Lindqvist to the front?' }));
    await user.click(dialog.getByRole('button', { name: 'Move to the front' }));
    expect(dialog.getByText('Write the reason.')).toBeVisible();
    expect(sent).toHaveLength(0);
    await user.type(dialog.getByLabelText('Reason'), 'Speaks in the afternoon.');
    await user.click(dialog.getByRole('button', { name: 'Move to the front' }));
    await waitFor(() => expect(sent[0]?.body).toEqual({ reason: 'Speaks in the afternoon.' }));
  });

  it('keeps the dialog open when the move failed', async () => {
    server.use(
      http.post('/api/registrations/waiting-list/w1/move/', () => problem(409, 'illegal_transition')),
    );
    const { user } = open();
    const row = await screen.findByRole('row', { name: /Tom/ });
    await user.click(within(row).getByRole('button', { name: /Move to the front/ }));
    await user.type(screen.getByLabelText('Reason'), 'A speaker.');
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Move to the front' }));
    expect(await screen.findByText('It failed: illegal_transition.')).toBeVisible();
    expect(screen.getByLabelText('Reason')).toHaveValue('A speaker.');
  });

  it('says why somebody is in front', async () => {
    server.use(
      http.get(LIST, () =>
        HttpResponse.json({
          results: [{ ...FIRST, moved_reason: 'Speaks at noon.' }],
          next: null,
          previous: null,
        }),
      ),
    );
    open();
    const row = within(await screen.findByRole('row', { name: /Priya/ }));
    expect(row.getByText('Moved to the front: Speaks at noon.')).toBeInTheDocument();
  });

  it('is empty, or could not be loaded', async () => {
    server.use(http.get(LIST, () => problem(503, 'unavailable'), { once: true }));
    const { user } = open();
    expect(await screen.findByText('Could not load the waiting list')).toBeVisible();
    server.use(http.get(LIST, () => HttpResponse.json({ results: [], next: null, previous: null })));
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Nobody waits')).toBeVisible();
  });
});
