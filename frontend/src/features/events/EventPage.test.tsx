import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { describe, expect, it } from 'vitest';

import { EVENT, PLACE } from '@/testing/events';
import { problem } from '@/testing/problem';
import { renderAt } from '@/testing/render';
import { ME } from '@/testing/samples';
import { server } from '@/testing/server';

import type { EventDetail } from '@/api';

function show(
  event: EventDetail,
  tickets = event.tickets.map(({ id, state, left }) => ({ id, state, left })),
) {
  server.use(
    http.get('/api/events/capacity/', () => HttpResponse.json(event)),
    http.get('/api/events/capacity/availability/', () => HttpResponse.json({ tickets })),
  );
}

function card() {
  return within(screen.getByRole('complementary', { name: 'When, where and tickets' }));
}

describe('the page of an event', () => {
  it('says when and where, the programme, the tickets and what comes back', async () => {
    show(EVENT);
    renderAt('/events/capacity');
    expect(await screen.findByRole('heading', { level: 1, name: EVENT.title })).toBeVisible();
    expect(document.title).toBe('Capacity in practice — Accredit');
    expect(screen.getByText('Who decides')).toBeVisible();
    expect(screen.getByText('Dr Amara Osei · Hall 2')).toBeVisible();
    expect(screen.getByText('Lunch')).toBeVisible();
    expect(card().getByText('Sold out')).toBeVisible();
    expect(card().getByText('3 places left')).toBeVisible();
    expect(card().getByText(/Full refund until/)).toHaveTextContent('Wed 3 Dec 2098, 09:00');
    expect(card().getByRole('link', { name: 'Open the map' })).toHaveAttribute(
      'href',
      'https://map.example/1',
    );
    expect(card().getByRole('link', { name: 'Add to calendar' })).toHaveAttribute(
      'href',
      '/api/events/capacity/calendar.ics',
    );
  });

  it('takes the chosen ticket along to the form', async () => {
    show(EVENT);
    renderAt('/events/capacity');
    const user = userEvent.setup();
    await user.click(await screen.findByRole('radio', { name: /Online/ }));
    expect(card().getByRole('link', { name: 'Register for £85' })).toHaveAttribute(
      'href',
      '/events/capacity/register?ticket=t3',
    );
  });

  it('believes the latest word about the places', async () => {
    show(
      EVENT,
      EVENT.tickets.map(({ id }) => ({ id, state: 'sold_out' as const, left: 0 })),
    );
    renderAt('/events/capacity');
    expect((await screen.findAllByText('All places are taken.'))[0]).toBeVisible();
    expect(screen.queryByRole('link', { name: /Register/ })).not.toBeInTheDocument();
  });

  it('called off, gives the reason and no tickets', async () => {
    show({ ...EVENT, status: 'cancelled', cancel_reason: 'The speaker is ill.' });
    renderAt('/events/capacity');
    expect(await screen.findByText('The speaker is ill.')).toBeVisible();
    expect(screen.queryByRole('radio')).not.toBeInTheDocument();
    expect(screen.queryByRole('link', { name: /Register/ })).not.toBeInTheDocument();
  });

  it.each([
    ['This event is over.', { ends_at: '2020-01-01T00:00:00Z' }],
    [
      'Registration has closed.',
      { registration: { ...EVENT.registration, closes_at: '2020-01-01T00:00:00Z' } },
    ],
    [
      'Registration has not opened yet.',
      { registration: { ...EVENT.registration, opens_at: '2098-01-01T00:00:00Z' } },
    ],
  ])('says “%s”', async (words, change) => {
    show({ ...EVENT, ...change });
    renderAt('/events/capacity');
    expect((await screen.findAllByText(words))[0]).toBeVisible();
    expect(screen.queryByRole('link', { name: /Register/ })).not.toBeInTheDocument();
  });

  it('leads who has a place to the ticket', async () => {
    show(EVENT);
    server.use(
      http.get('/api/user/me/', () => HttpResponse.json(ME)),
      http.get('/api/registrations/waiting-list/', () =>
        HttpResponse.json({ results: [], next: null, previous: null }),
      ),
      http.get('/api/registrations/', () =>
        HttpResponse.json({ results: [PLACE], next: null, previous: null }),
      ),
    );
    renderAt('/events/capacity', { signedIn: true });
    const [link] = await screen.findAllByRole('link', { name: 'See your ticket' });
    expect(link).toHaveAttribute('href', '/tickets/r1');
  });

  it('that is not there says so; one that could not be loaded tries again', async () => {
    server.use(http.get('/api/events/capacity/', () => problem(404, 'event_not_found')));
    renderAt('/events/capacity');
    expect(await screen.findByRole('heading', { level: 1, name: 'This event is not here' })).toBeVisible();
  });

  it('tries again when it could not be loaded', async () => {
    server.use(http.get('/api/events/capacity/', () => problem(500, 'server_error')));
    renderAt('/events/capacity');
    const retry = await screen.findByRole('button', { name: 'Try again' });
    show(EVENT);
    await userEvent.setup().click(retry);
    expect(await screen.findByRole('heading', { level: 1, name: EVENT.title })).toBeVisible();
  });
});
