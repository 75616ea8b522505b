import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { toasts } from '@/components';
import { PLACE } from '@/testing/events';
import { problem } from '@/testing/problem';
import { renderAt } from '@/testing/render';
import { ME } from '@/testing/samples';
import { server } from '@/testing/server';

const FEED = '/api/registrations/calendar/';
const ADDRESS = 'https://accredit.example/api/registrations/calendar/one.ics';
const made = (address: string | null) =>
  HttpResponse.json({ address, made_at: address && '2026-11-22T10:00:00Z' });

beforeEach(() => {
  for (const { id } of toasts.current()) toasts.dismiss(id);
  server.use(
    http.get('/api/user/me/', () => HttpResponse.json(ME)),
    http.get('/api/registrations/waiting-list/', () =>
      HttpResponse.json({ results: [], next: null, previous: null }),
    ),
    http.get('/api/registrations/', () =>
      HttpResponse.json({
        results: [PLACE, { ...PLACE, id: 'r2', name: 'Ifeoma Adeyemi', for_another: true }],
        next: null,
        previous: null,
      }),
    ),
    http.get(FEED, () => made(null)),
  );
});

function open() {
  renderAt('/registrations', { signedIn: true });
  return userEvent.setup();
}

const address = () => screen.findByRole('textbox', { name: 'Address of your calendar' });

describe('my events', () => {
  it('say which places were booked for others', async () => {
    open();
    const [first, second] = await screen.findAllByRole('listitem');
    expect(within(first ?? document.body).queryByText(/Booked by you/)).not.toBeInTheDocument();
    expect(within(second ?? document.body).getByText('Booked by you for Ifeoma Adeyemi')).toBeVisible();
  });
});

describe('the calendar', () => {
  it('has no address until somebody makes one, and it is copied', async () => {
    server.use(http.post(FEED, () => made(ADDRESS)));
    const user = open();
    await user.click(await screen.findByRole('button', { name: 'Make an address' }));
    expect(await address()).toHaveValue(ADDRESS);
    expect(screen.getByRole('link', { name: 'Open in your calendar program' })).toHaveAttribute(
      'href',
      'webcal://accredit.example/api/registrations/calendar/one.ics',
    );
    await user.click(screen.getByRole('button', { name: 'Copy' }));
    expect(await screen.findByText('The address is copied')).toBeVisible();
    expect(await navigator.clipboard.readText()).toBe(ADDRESS);
  });

  it('marks the address where the clipboard is refused', async () => {
    server.use(http.get(FEED, () => made(ADDRESS)));
    const user = open();
    const field = await address();
    vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error('refused'));
    await user.click(screen.getByRole('button', { name: 'Copy' }));
    await waitFor(() => expect((field as HTMLInputElement).selectionEnd).toBe(ADDRESS.length));
    expect(screen.queryByText('The address is copied')).not.toBeInTheDocument();
  });

  it('gets a new address after a word about the old one', async () => {
    let posts = 0;
    server.use(
      http.get(FEED, () => made(ADDRESS)),
      http.post(FEED, () => {
        posts += 1;
        return made('https://accredit.example/two.ics');
      }),
    );
    const user = open();
    await user.click(await screen.findByRole('button', { name: 'Make a new address' }));
    expect(screen.getByText(/The present one leads nowhere/)).toBeVisible();
    expect(posts).toBe(0);
    await user.click(screen.getByRole('button', { name: 'Make a new one' }));
    await waitFor(async () => expect(await address()).toHaveValue('https://accredit.example/two.ics'));
  });

  it('is taken back, and stays when that failed', async () => {
    server.use(
      http.get(FEED, () => made(ADDRESS)),
      http.delete(FEED, () => problem(503, 'unavailable'), { once: true }),
      http.delete(FEED, () => new HttpResponse(null, { status: 204 })),
    );
    const user = open();
    await user.click(await screen.findByRole('button', { name: 'Take the address back' }));
    await user.click(screen.getByRole('button', { name: 'Take it back' }));
    expect(await screen.findByText(/Something failed on our side/)).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Take it back' }));
    expect(await screen.findByRole('button', { name: 'Make an address' })).toBeVisible();
  });

  it('that could not be loaded leaves the places alone', async () => {
    server.use(http.get(FEED, () => problem(500, 'server_error')));
    open();
    expect(await screen.findByText('Could not load the address of your calendar')).toBeVisible();
    expect(screen.getAllByRole('link', { name: PLACE.event.title })).toHaveLength(2);
  });
});
