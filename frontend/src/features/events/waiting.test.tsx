import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { EVENT, PLACE } from '@/testing/events';
import { problem } from '@/testing/problem';
import { renderAt } from '@/testing/render';
import { ME } from '@/testing/samples';
import { server } from '@/testing/server';
import { OFFERED, WAITING } from '@/testing/waiting';

import { timeLeft, waitingQuantities } from './waiting';

import type { EventDetail, MyWaiting, WaitingAcceptInput, WaitingInput } from '@/api';

const ROOT = '/api/registrations/waiting-list/';
const page = (results: unknown[]) => HttpResponse.json({ results, next: null, previous: null });

const TAKEN: EventDetail = {
  ...EVENT,
  tickets: EVENT.tickets.map((ticket) => ({ ...ticket, state: 'sold_out' as const, left: 0 })),
};

function eventIs(event: EventDetail) {
  server.use(
    http.get('/api/events/capacity/', () => HttpResponse.json(event)),
    http.get('/api/events/capacity/availability/', () =>
      HttpResponse.json({ tickets: event.tickets.map(({ id, state, left }) => ({ id, state, left })) }),
    ),
  );
}

function entryIs(entry: MyWaiting): string[] {
  const asked: string[] = [];
  server.use(
    http.get(`${ROOT}w1/`, ({ request }) => {
      asked.push(new URL(request.url).search);
      return HttpResponse.json(entry);
    }),
  );
  return asked;
}

beforeEach(() => {
  eventIs(EVENT);
  server.use(
    http.get('/api/user/me/', () => HttpResponse.json(ME)),
    http.get('/api/registrations/', () => page([])),
    http.get('/api/registrations/calendar/', () => HttpResponse.json({ address: null, made_at: null })),
    http.get(ROOT, () => page([])),
  );
});

describe('waiting', () => {
  it('opens by the mailed link without an account, and says the number', async () => {
    const asked = entryIs(WAITING);
    renderAt('/waiting/w1?token=secret');
    expect(
      await screen.findByRole('heading', { name: 'You are number 3 on the waiting list' }),
    ).toBeVisible();
    expect(await screen.findByText('Student')).toBeVisible();
    expect(asked).toEqual(['?token=secret']);
  });

  it('is left after a word, by the same link', async () => {
    entryIs(WAITING);
    const left: string[] = [];
    server.use(
      http.post(`${ROOT}w1/leave/`, ({ request }) => {
        left.push(new URL(request.url).search);
        entryIs({ ...WAITING, status: 'left', position: null });
        return HttpResponse.json({ ...WAITING, status: 'left', position: null });
      }),
    );
    renderAt('/waiting/w1?token=secret');
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: 'Leave the list' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Leave the waiting list?' }));
    expect(left).toEqual([]);
    await user.click(dialog.getByRole('button', { name: 'Leave the list' }));
    expect(await screen.findByRole('heading', { name: 'You are no longer on this list' })).toBeVisible();
    expect(left).toEqual(['?token=secret']);
    expect(screen.getByRole('link', { name: 'See the event' })).toHaveAttribute('href', '/events/capacity');
  });

  it('stays when leaving failed', async () => {
    entryIs(WAITING);
    server.use(http.post(`${ROOT}w1/leave/`, () => problem(409, 'illegal_transition')));
    renderAt('/waiting/w1', { signedIn: true });
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: 'Leave the list' }));
    const dialog = within(await screen.findByRole('dialog'));
    await user.click(dialog.getByRole('button', { name: 'Leave the list' }));
    expect(await dialog.findByText('It failed: illegal_transition.')).toBeVisible();
  });

  it('without the link asks to sign in, and comes back', async () => {
    const { place } = renderAt('/waiting/w1');
    await waitFor(() => expect(place()).toBe('/auth/sign-in?next=%2Fwaiting%2Fw1'));
  });

  it('says so when the link is not whole', async () => {
    server.use(http.get(`${ROOT}w1/`, () => problem(404, 'waiting_entry_not_found')));
    renderAt('/waiting/w1?token=sec');
    expect(
      await screen.findByRole('heading', { level: 1, name: 'This link leads to no waiting list' }),
    ).toBeVisible();
  });

  it('tries again when it could not be loaded', async () => {
    server.use(http.get(`${ROOT}w1/`, () => problem(500, 'server_error')));
    renderAt('/waiting/w1?token=secret');
    const again = await screen.findByRole('button', { name: 'Try again' });
    entryIs(WAITING);
    await userEvent.setup().click(again);
    expect(await screen.findByText('You are number 3 on the waiting list')).toBeVisible();
  });

  it.each([
    ['accepted', 'You accepted this offer'],
    ['expired', 'This offer has ended'],
    ['left', 'You are no longer on this list'],
  ] as const)('says how it ended: %s', async (status, title) => {
    entryIs({ ...WAITING, status, position: null });
    renderAt('/waiting/w1?token=secret');
    expect(await screen.findByRole('heading', { name: title })).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Leave the list' })).not.toBeInTheDocument();
  });

  it('ends with the event', async () => {
    entryIs({ ...WAITING, status: 'left', position: null, event: { ...WAITING.event, status: 'cancelled' } });
    renderAt('/waiting/w1?token=secret');
    expect(await screen.findByText('This event has been called off')).toBeVisible();
  });

  it('stands among my events', async () => {
    server.use(
      http.get(ROOT, () =>
        page([WAITING, { ...OFFERED, id: 'w2' }, { ...WAITING, id: 'w3', status: 'left' }]),
      ),
    );
    renderAt('/registrations', { signedIn: true });
    const section = (await screen.findByRole('heading', { name: 'Waiting lists' })).closest('section');
    const links = within(section ?? document.body).getAllByRole('link');
    expect(links.map((link) => link.getAttribute('href'))).toEqual(['/waiting/w2', '/waiting/w1']);
    expect(screen.queryByText('You have no places yet')).not.toBeInTheDocument();
  });
});

describe('an offer', () => {
  function accepting(answer: () => Response) {
    const sent: { body: WaitingAcceptInput; key: string | null }[] = [];
    server.use(
      http.post(`${ROOT}w1/accept/`, async ({ request }) => {
        sent.push({
          body: (await request.json()) as WaitingAcceptInput,
          key: request.headers.get('Idempotency-Key'),
        });
        return answer();
      }),
    );
    return sent;
  }
  const placed = () =>
    HttpResponse.json(
      { registrations: [{ ...PLACE, token: 'mine' }], order: null, checkout_url: null },
      { status: 201 },
    ) as Response;

  it('is accepted by the link, with who waited filled in', async () => {
    entryIs(OFFERED);
    const sent = accepting(placed);
    renderAt('/waiting/w1?token=secret');
    const user = userEvent.setup();
    expect(await screen.findByText(/days left to accept/)).toBeVisible();
    expect(await screen.findByRole('textbox', { name: 'Email' })).toHaveValue('amara@example.org');
    await user.click(screen.getByRole('button', { name: 'Accept the place' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'You have a place' })).toHaveFocus();
    expect(screen.getByRole('link', { name: 'Amara Okafor' })).toHaveAttribute(
      'href',
      '/tickets/r1?token=mine',
    );
    expect(sent[0]?.body.attendees).toMatchObject([{ name: 'Amara Okafor', email: 'amara@example.org' }]);
    expect(sent[0]?.key).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('of several places asks who comes with each, and takes fewer', async () => {
    entryIs({ ...OFFERED, quantity: 3 });
    const sent = accepting(placed);
    renderAt('/waiting/w1', { signedIn: true });
    const user = userEvent.setup();
    await user.selectOptions(await screen.findByRole('combobox', { name: 'How many do you take?' }), '2');
    await user.click(screen.getByRole('button', { name: 'Accept 2 places' }));
    const [, second] = screen.getAllByRole('textbox', { name: 'Full name' });
    await waitFor(() => expect(second).toHaveFocus());
    expect(sent).toHaveLength(0);
    await user.type(second ?? document.body, 'Ifeoma');
    await user.type(screen.getAllByRole('textbox', { name: 'Email' })[1] ?? document.body, 'ife@example.org');
    await user.click(screen.getByRole('button', { name: 'Accept 2 places' }));
    await waitFor(() => expect(sent[0]?.body.attendees).toHaveLength(2));
  });

  it('that costs something leads to the payment', async () => {
    const assign = vi.fn();
    vi.stubGlobal('location', { origin: window.location.origin, href: window.location.href, assign });
    entryIs({
      ...OFFERED,
      offer: OFFERED.offer && { ...OFFERED.offer, price: { amount: 14500, currency: 'GBP' } },
    });
    accepting(
      () =>
        HttpResponse.json(
          { registrations: [PLACE], order: 'o1', checkout_url: 'https://pay.example/1' },
          { status: 201 },
        ) as Response,
    );
    renderAt('/waiting/w1', { signedIn: true });
    await userEvent.setup().click(await screen.findByRole('button', { name: 'Accept and pay £145.00' }));
    await waitFor(() => expect(assign).toHaveBeenCalledWith('https://pay.example/1'));
    vi.unstubAllGlobals();
  });

  it('does not say that a place is there while the payment page is away', async () => {
    entryIs(OFFERED);
    accepting(
      () =>
        HttpResponse.json(
          {
            registrations: [{ ...PLACE, status: 'pending_payment', token: null }],
            order: 'o1',
            checkout_url: null,
          },
          { status: 201 },
        ) as Response,
    );
    renderAt('/waiting/w1', { signedIn: true });
    await userEvent.setup().click(await screen.findByRole('button', { name: 'Accept the place' }));
    expect(
      await screen.findByRole('heading', { level: 1, name: 'A place is held for you, but not paid yet' }),
    ).toBeVisible();
  });

  it('that somebody else has by now says so', async () => {
    entryIs(OFFERED);
    accepting(() => problem(409, 'offer_over') as Response);
    renderAt('/waiting/w1', { signedIn: true });
    await userEvent.setup().click(await screen.findByRole('button', { name: 'Accept the place' }));
    expect(
      await screen.findByText('Nothing was charged. The place went to the next person who waited.'),
    ).toBeVisible();
  });

  it('is over when its time is, before the server has noticed', async () => {
    entryIs({
      ...OFFERED,
      offer: OFFERED.offer && { ...OFFERED.offer, expires_at: '2020-01-01T10:00:00Z' },
    });
    renderAt('/waiting/w1?token=secret');
    expect(await screen.findByRole('heading', { name: 'This offer has ended' })).toBeVisible();
    expect(screen.queryByRole('button', { name: /Accept/ })).not.toBeInTheDocument();
  });

  it('is passed on', async () => {
    entryIs(OFFERED);
    let passed = 0;
    server.use(
      http.post(`${ROOT}w1/leave/`, () => {
        passed += 1;
        entryIs({ ...WAITING, status: 'left', position: null });
        return HttpResponse.json({ ...WAITING, status: 'left', position: null });
      }),
    );
    renderAt('/waiting/w1', { signedIn: true });
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: 'Pass on' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Pass this place on?' }));
    await user.click(dialog.getByRole('button', { name: 'Pass on' }));
    expect(await screen.findByText('You are no longer on this list')).toBeVisible();
    expect(passed).toBe(1);
  });
});

describe('joining the waiting list', () => {
  function joining(answer: () => Response) {
    const sent: WaitingInput[] = [];
    server.use(
      http.post(ROOT, async ({ request }) => {
        sent.push((await request.json()) as WaitingInput);
        return answer();
      }),
    );
    return sent;
  }
  const joined = () => HttpResponse.json(WAITING, { status: 201 }) as Response;

  it('begins on the page of an event that is sold out', async () => {
    eventIs(TAKEN);
    renderAt('/events/capacity');
    const [link] = await screen.findAllByRole('link', { name: 'Join the waiting list' });
    expect(link).toHaveAttribute('href', '/events/capacity/waiting-list');
  });

  it('is offered beside other tickets for one that is sold out', async () => {
    renderAt('/events/capacity');
    expect(await screen.findByRole('link', { name: 'Wait for a ticket that is sold out' })).toBeVisible();
    expect(screen.queryByRole('link', { name: 'Join the waiting list' })).not.toBeInTheDocument();
  });

  it('leads to the entry of who waits already', async () => {
    eventIs(TAKEN);
    server.use(http.get(ROOT, () => page([WAITING])));
    renderAt('/events/capacity', { signedIn: true });
    const [link] = await screen.findAllByRole('link', { name: 'See your place in the list' });
    expect(link).toHaveAttribute('href', '/waiting/w1');
  });

  it('takes a guest, any of the tickets that are ticked, and how many', async () => {
    eventIs(TAKEN);
    const sent = joining(joined);
    renderAt('/events/capacity/waiting-list');
    const user = userEvent.setup();
    await user.click(await screen.findByRole('checkbox', { name: /Online/ }));
    await user.selectOptions(screen.getByRole('combobox', { name: 'How many places' }), '2');
    await user.click(screen.getByRole('button', { name: 'Join the waiting list' }));
    await waitFor(() => expect(screen.getByRole('textbox', { name: 'Full name' })).toHaveFocus());
    await user.type(screen.getByRole('textbox', { name: 'Full name' }), 'Amara Okafor');
    await user.type(screen.getByRole('textbox', { name: 'Email' }), 'amara@example.org');
    await user.click(screen.getByRole('button', { name: 'Join the waiting list' }));
    expect(
      await screen.findByRole('heading', { level: 1, name: 'You are number 3 on the waiting list' }),
    ).toHaveFocus();
    expect(sent).toEqual([
      {
        event: 'capacity',
        ticket_types: ['t1', 't2'],
        quantity: 2,
        name: 'Amara Okafor',
        email: 'amara@example.org',
      },
    ]);
  });

  it('needs one ticket at least', async () => {
    eventIs(TAKEN);
    const sent = joining(joined);
    renderAt('/events/capacity/waiting-list', { signedIn: true });
    const user = userEvent.setup();
    for (const box of await screen.findAllByRole('checkbox')) await user.click(box);
    await user.click(screen.getByRole('button', { name: 'Join the waiting list' }));
    expect(await screen.findByText('Tick at least one ticket.')).toBeVisible();
    expect(sent).toHaveLength(0);
  });

  it('leads to registering when a place became free meanwhile', async () => {
    eventIs(TAKEN);
    joining(() => problem(409, 'not_sold_out') as Response);
    renderAt('/events/capacity/waiting-list', { signedIn: true });
    await userEvent.setup().click(await screen.findByRole('button', { name: 'Join the waiting list' }));
    expect(await screen.findByText('It failed: not_sold_out.')).toBeVisible();
    expect(screen.getByRole('link', { name: 'Register' })).toHaveAttribute(
      'href',
      '/events/capacity/register',
    );
  });

  it('is not needed where nothing is sold out', async () => {
    eventIs({ ...EVENT, tickets: EVENT.tickets.slice(0, 1) });
    renderAt('/events/capacity/waiting-list');
    expect(await screen.findByRole('heading', { level: 1, name: 'There are places left' })).toBeVisible();
  });
});

describe('the time left of an offer', () => {
  const at = (hours: number) => new Date(hours * 3_600_000).toISOString();
  it('is told in the unit that fits, rounded down', () => {
    expect(timeLeft(at(72.5), 0)).toEqual({ unit: 'days', count: 3 });
    expect(timeLeft(at(23.9), 0)).toEqual({ unit: 'hours', count: 23 });
    expect(timeLeft(at(1.99), 0)).toEqual({ unit: 'minutes', count: 119 });
    expect(timeLeft(at(0.001), 0)).toEqual({ unit: 'minutes', count: 1 });
    expect(timeLeft(at(0), 0)).toBeNull();
  });

  it('and the number of places fits every ticket', () => {
    const limits = (min: number, max: number) => ({ min_per_order: min, max_per_order: max });
    expect(waitingQuantities([limits(1, 3), limits(2, 10)])).toEqual([2, 3]);
    expect(waitingQuantities([limits(1, 2), limits(4, 10)])).toEqual([]);
  });
});
