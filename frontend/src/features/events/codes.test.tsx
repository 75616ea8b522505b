import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';

import { EVENT, PLACE } from '@/testing/events';
import { problem } from '@/testing/problem';
import { renderAt } from '@/testing/render';
import { ME, QUOTE } from '@/testing/samples';
import { server } from '@/testing/server';

import type { EventDetail, EventTicket, RegisterInput } from '@/api';

const [FIRST] = EVENT.tickets;
if (!FIRST) throw new Error('the sample has no ticket');
const OPEN: EventTicket = { ...FIRST, price: null };
const HIDDEN: EventTicket = { ...OPEN, id: 'h1', name: 'Friends of the speakers' };

let hidden: EventTicket;

beforeEach(() => {
  hidden = HIDDEN;
});

function show(event: EventDetail = { ...EVENT, tickets: [OPEN] }) {
  const sent: RegisterInput[] = [];
  server.use(
    http.get('/api/user/me/', () => HttpResponse.json(ME)),
    http.get('/api/registrations/', () => HttpResponse.json({ results: [], next: null, previous: null })),
    http.get('/api/events/capacity/', () => HttpResponse.json(event)),
    http.get('/api/events/capacity/availability/', () =>
      HttpResponse.json({ tickets: event.tickets.map(({ id, state, left }) => ({ id, state, left })) }),
    ),
    http.get('/api/registrations/unlocked-tickets/', ({ request }) => {
      const { searchParams: query } = new URL(request.url);
      return HttpResponse.json({ tickets: query.get('promo_code') === 'SPEAKERS' ? [hidden] : [] });
    }),
    http.post('/api/billing/quote/', () => HttpResponse.json(QUOTE)),
    http.post('/api/registrations/register/', async ({ request }) => {
      sent.push((await request.json()) as RegisterInput);
      return HttpResponse.json(
        { registrations: [{ ...PLACE, token: 'x' }], order: null, checkout_url: null },
        { status: 201 },
      );
    }),
  );
  return sent;
}

async function type(code: string) {
  const user = userEvent.setup();
  await user.click(await screen.findByRole('button', { name: 'Have a code?' }));
  await user.type(screen.getByRole('textbox', { name: 'Promo code' }), `${code}{Enter}`);
  return user;
}

describe('a code on the page of an event', () => {
  it('shows the hidden ticket, chooses it and goes along to the form', async () => {
    show();
    const { place } = renderAt('/events/capacity');
    const user = await type('SPEAKERS');
    expect(await screen.findByRole('radio', { name: /Friends of the speakers/ })).toBeChecked();
    expect(screen.getByText('Shows 1 more ticket')).toBeVisible();
    expect(place()).toBe('/events/capacity?code=SPEAKERS');
    for (const link of screen.getAllByRole('link', { name: 'Register' })) {
      expect(link).toHaveAttribute('href', '/events/capacity/register?ticket=h1&code=SPEAKERS');
    }
    await user.click(screen.getByRole('button', { name: 'Remove' }));
    await waitFor(() =>
      expect(screen.queryByRole('radio', { name: /Friends of the speakers/ })).not.toBeInTheDocument(),
    );
    expect(place()).toBe('/events/capacity');
  });

  it('helps where everything else is sold out', async () => {
    show({ ...EVENT, tickets: [{ ...OPEN, state: 'sold_out', left: 0 }] });
    renderAt('/events/capacity');
    await type('SPEAKERS');
    expect(await screen.findByRole('radio', { name: /Friends of the speakers/ })).toBeChecked();
  });

  it('that shows nothing says so, and can be typed again', async () => {
    show();
    renderAt('/events/capacity');
    await type('NOPE');
    const field = screen.getByRole('textbox', { name: 'Promo code' });
    await waitFor(() => expect(field).toHaveAccessibleDescription(/This code shows no ticket here/));
    expect(field).toHaveFocus();
    expect(field).toHaveValue('NOPE');
  });

  it('says when codes were tried too often', async () => {
    show();
    server.use(http.get('/api/registrations/unlocked-tickets/', () => problem(429, 'throttled')));
    renderAt('/events/capacity');
    await type('SPEAKERS');
    expect(await screen.findByText(/a little fast for us/)).toBeVisible();
  });

  it('is not asked for where registration has closed', async () => {
    show({ ...EVENT, registration: { ...EVENT.registration, closes_at: '2020-01-01T00:00:00Z' } });
    renderAt('/events/capacity');
    expect((await screen.findAllByText('Registration has closed.'))[0]).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Have a code?' })).not.toBeInTheDocument();
  });
});

describe('a code while registering', () => {
  it('brings the hidden ticket from the address, and is sent with it', async () => {
    const sent = show();
    renderAt('/events/capacity/register?ticket=h1&code=SPEAKERS');
    const user = userEvent.setup();
    expect(
      await screen.findByRole('combobox', { name: 'Number of tickets: Friends of the speakers' }),
    ).toHaveValue('1');
    await user.type(screen.getByRole('textbox', { name: 'Full name' }), 'Amara Okafor');
    await user.type(screen.getByRole('textbox', { name: 'Email' }), 'amara@example.org');
    await user.click(screen.getByRole('button', { name: 'Register' }));
    await waitFor(() => expect(sent[0]?.promo_code).toBe('SPEAKERS'));
    expect(sent[0]?.attendees[0]?.ticket_type).toBe('h1');
  });

  it('keeps what was typed when it is used in the middle', async () => {
    show();
    renderAt('/events/capacity/register');
    await userEvent.setup().type(await screen.findByRole('textbox', { name: 'Full name' }), 'Amara Okafor');
    await type('SPEAKERS');
    expect(
      await screen.findByRole('combobox', { name: 'Number of tickets: Friends of the speakers' }),
    ).toHaveValue('0');
    expect(screen.getByRole('textbox', { name: 'Full name' })).toHaveValue('Amara Okafor');
  });

  it('asks a guest to sign in where something is to be paid, and comes back with the code', async () => {
    hidden = { ...HIDDEN, price: { amount: 9000, currency: 'GBP' } };
    show();
    renderAt('/events/capacity/register?ticket=h1&code=SPEAKERS');
    expect(await screen.findByText(/What a code takes off is for people with an account/)).toBeVisible();
    for (const link of screen.getAllByRole('link', { name: 'Sign in' })) {
      expect(link).toHaveAttribute(
        'href',
        `/auth/sign-in?next=${encodeURIComponent('/events/capacity/register?ticket=h1&code=SPEAKERS')}`,
      );
    }
  });
});
