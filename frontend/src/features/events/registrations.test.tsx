import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';

import { CARD, DETAIL, PLACE } from '@/testing/events';
import { problem } from '@/testing/problem';
import { renderAt } from '@/testing/render';
import { ME, QUOTE } from '@/testing/samples';
import { server } from '@/testing/server';

import type { MyRegistration, RegistrationDetail } from '@/api';

beforeEach(() => {
  server.use(
    http.get('/api/user/me/', () => HttpResponse.json(ME)),
    http.get('/api/registrations/waiting-list/', () =>
      HttpResponse.json({ results: [], next: null, previous: null }),
    ),
    http.get('/api/registrations/calendar/', () => HttpResponse.json({ address: null, made_at: null })),
    http.get('/api/certificates/event-progress/', () =>
      HttpResponse.json({
        event: { id: 'ev1', slug: 'capacity', title: 'Capacity in practice' },
        met: false,
        clauses: [],
        sessions: [],
        waiting_for: null,
        issues_at: null,
        certificate: null,
        certificate_code: null,
      }),
    ),
  );
});

describe('my events', () => {
  function list(results: MyRegistration[]) {
    server.use(
      http.get('/api/registrations/', () => HttpResponse.json({ results, next: null, previous: null })),
    );
  }

  it('keeps what is to come apart from what was', async () => {
    const past = {
      ...CARD,
      title: 'Last year',
      starts_at: '2020-01-01T09:00:00Z',
      ends_at: '2020-01-01T10:00:00Z',
    };
    list([PLACE, { ...PLACE, id: 'r2', status: 'attended', event: past }]);
    renderAt('/registrations', { signedIn: true });
    const upcoming =
      (await screen.findByRole('heading', { name: 'Upcoming' })).closest('section') ?? document.body;
    const before =
      screen.getByRole('heading', { name: 'Past and ended' }).closest('section') ?? document.body;
    expect(within(upcoming).getByRole('link', { name: CARD.title })).toHaveAttribute('href', '/tickets/r1');
    expect(within(before).getByRole('link', { name: 'Last year' })).toBeVisible();
  });

  it('without any leads to the events', async () => {
    list([]);
    renderAt('/registrations', { signedIn: true });
    expect(await screen.findByRole('heading', { name: 'You have no places yet' })).toBeVisible();
    expect(screen.getByRole('link', { name: 'Find an event' })).toHaveAttribute('href', '/events');
  });

  it('tries again when they could not be loaded', async () => {
    server.use(http.get('/api/registrations/', () => problem(500, 'server_error')));
    renderAt('/registrations', { signedIn: true });
    const retry = await screen.findByRole('button', { name: 'Try again' });
    list([PLACE]);
    await userEvent.setup().click(retry);
    expect(await screen.findByRole('link', { name: CARD.title })).toBeVisible();
  });
});

describe('a place', () => {
  function show(place: RegistrationDetail) {
    server.use(http.get('/api/registrations/r1/', () => HttpResponse.json(place)));
  }

  it('shows its ticket as a code to scan and as text to type', async () => {
    show({
      ...DETAIL,
      attendance: [
        { session: 's1', title: 'Who decides', counted_seconds: 5400, window_seconds: 10800, percent: 50 },
      ],
    });
    renderAt('/registrations/r1', { signedIn: true });
    expect(await screen.findByRole('img', { name: 'QR code of the ticket of Amara Okafor' })).toBeVisible();
    expect(screen.getByText('ACC1.4F7.9QX')).toBeVisible();
    expect(screen.getByText('1 h 30 of 3 h, 50%')).toBeVisible();
    expect(document.title).toBe('Ticket: Capacity in practice — Accredit');
  });

  it('says when the link to join opens, and gives it then', async () => {
    const online = {
      ...DETAIL,
      ticket: null,
      ticket_type: { id: 't3', name: 'Online', mode: 'online' as const },
      join_opens_at: '2098-12-10T13:45:00Z',
    };
    show(online);
    const { router } = renderAt('/registrations/r1', { signedIn: true });
    expect(await screen.findByText(/The link opens here on/)).toBeVisible();
    expect(screen.queryByRole('link', { name: 'Join now' })).not.toBeInTheDocument();
    server.use(
      http.get('/api/registrations/r2/', () =>
        HttpResponse.json({ ...online, id: 'r2', join_url: 'https://meet.example/1' }),
      ),
    );
    await router.navigate('/registrations/r2');
    expect(await screen.findByRole('link', { name: 'Join now' })).toHaveAttribute(
      'href',
      'https://meet.example/1',
    );
  });

  it('is given up after a word about what comes back', async () => {
    let given = 0;
    show(DETAIL);
    server.use(
      http.post('/api/registrations/r1/cancel/', () => {
        given += 1;
        show({
          ...DETAIL,
          status: 'cancelled',
          cancelled_because: 'person',
          ticket: null,
          can_cancel: false,
        });
        return HttpResponse.json({ status: 'cancelled', refund: DETAIL.refund_if_cancelled });
      }),
    );
    renderAt('/registrations/r1', { signedIn: true });
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: 'Give up this place' }));
    expect(await screen.findByText(/£145.00 comes back/)).toBeVisible();
    expect(given).toBe(0);
    await user.click(screen.getByRole('button', { name: 'Give it up' }));
    expect(await screen.findByText('You have given this place up')).toBeVisible();
    expect(given).toBe(1);
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
  });

  it('stays when giving it up failed', async () => {
    show(DETAIL);
    server.use(http.post('/api/registrations/r1/cancel/', () => problem(409, 'too_late_to_cancel')));
    renderAt('/registrations/r1', { signedIn: true });
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: 'Give up this place' }));
    await user.click(await screen.findByRole('button', { name: 'Give it up' }));
    expect(await screen.findByText('It failed: too_late_to_cancel.')).toBeVisible();
    expect(screen.getByRole('dialog')).toBeVisible();
  });

  it('that is not one’s own says so', async () => {
    server.use(http.get('/api/registrations/r1/', () => problem(404, 'registration_not_found')));
    renderAt('/registrations/r1', { signedIn: true });
    expect(await screen.findByRole('heading', { level: 1, name: 'This ticket is not here' })).toBeVisible();
  });

  it('not paid yet leads to the payment, and says why when that fails', async () => {
    show({ ...DETAIL, status: 'pending_payment', ticket: null, hold_expires_at: '2098-11-22T10:30:00Z' });
    server.use(http.post('/api/registrations/r1/pay/', () => problem(409, 'payment_settling')));
    renderAt('/tickets/r1', { signedIn: true });
    await userEvent.setup().click(await screen.findByRole('button', { name: 'Continue to payment' }));
    expect(await screen.findByText('It failed: payment_settling.')).toBeVisible();
  });

  it('of a guest opens by the mailed link, and is given up by it', async () => {
    const asked: string[] = [];
    server.use(
      http.get('/api/registrations/r1/', ({ request }) => {
        asked.push(new URL(request.url).search);
        return HttpResponse.json(DETAIL);
      }),
      http.post('/api/registrations/r1/cancel/', ({ request }) => {
        asked.push(new URL(request.url).search);
        return HttpResponse.json({ status: 'cancelled', refund: null });
      }),
    );
    renderAt('/tickets/r1?token=secret');
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: 'Give up this place' }));
    await user.click(await screen.findByRole('button', { name: 'Give it up' }));
    await waitFor(() => expect(asked.length).toBeGreaterThan(1));
    expect(new Set(asked)).toEqual(new Set(['?token=secret']));
  });

  it('without the link asks to sign in, and comes back', async () => {
    const { place } = renderAt('/tickets/r1');
    await waitFor(() => expect(place()).toBe('/auth/sign-in?next=%2Ftickets%2Fr1'));
  });
});

describe('after the payment', () => {
  it('an order of places leads to them', async () => {
    server.use(
      http.get('/api/billing/orders/o1/', () => {
        return HttpResponse.json({
          ...QUOTE,
          id: 'o1',
          number: '7KQ2M',
          status: 'paid',
          settling: false,
          documents: [],
          lines: [{ ...QUOTE.lines[0], item_kind: 'registration', item_id: 'r1' }],
        });
      }),
    );
    renderAt('/checkout/done/o1', { signedIn: true });
    expect(await screen.findByRole('heading', { level: 1, name: 'You have a place' })).toBeVisible();
    expect(screen.getByRole('link', { name: 'My events' })).toHaveAttribute('href', '/registrations');
  });

  it('a guest is not sent to sign in first', async () => {
    renderAt('/checkout/done/o1');
    expect(await screen.findByRole('heading', { level: 1, name: 'Thank you' })).toBeVisible();
  });
});
