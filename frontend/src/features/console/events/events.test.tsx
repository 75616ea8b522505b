import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';

import { organizationPage } from '../courses/samples';

import { member } from '@/testing/console';
import { CARD, EVENT, accepts, eventIs } from '@/testing/consoleEvents';
import { problem } from '@/testing/problem';
import { renderAt } from '@/testing/render';
import { server } from '@/testing/server';

const page = (results: object[]) => HttpResponse.json({ results, next: null, previous: null });
let asked: string[];

beforeEach(() => {
  asked = [];
  eventIs();
  server.use(
    http.get('/api/events/', ({ request }) => {
      const { searchParams: query } = new URL(request.url);
      asked.push(query.toString());
      return page(!query.get('status') || query.get('status') === CARD.status ? [CARD] : []);
    }),
  );
});

function open(query = '') {
  const { place } = renderAt(`/org/law/events${query}`, { signedIn: true });
  return { user: userEvent.setup(), place };
}

describe('the events of an organization', () => {
  it('are listed with their times in their own zone', async () => {
    open();
    const row = await screen.findByRole('row', { name: /Frailty at the front door/ });
    expect(row).toHaveTextContent('Thu 10 Dec, 09:30');
    expect(row).toHaveTextContent('Friends House, London');
    expect(row).toHaveTextContent('Draft');
  });

  it('are filtered and searched, and the address says how', async () => {
    const { user, place } = open();
    await user.click(await screen.findByRole('button', { name: 'Cancelled' }));
    expect(await screen.findByText('No events here')).toBeVisible();
    await user.type(screen.getByRole('searchbox', { name: 'Title or place' }), 'frail');
    await waitFor(() => expect(place()).toBe('/org/law/events?status=cancelled&search=frail'));
    await waitFor(() => expect(asked.at(-1)).toContain('search=frail'));
    await user.click(screen.getByRole('button', { name: 'Show all' }));
    expect(await screen.findByRole('row', { name: /Frailty/ })).toBeVisible();
  });

  it('begin with a title and how people attend', async () => {
    server.use(http.get('/api/events/', () => page([])));
    const sent = accepts('post', '/api/events/', EVENT);
    const { user, place } = open();
    await screen.findByText('No events yet');
    await user.click(screen.getByRole('button', { name: 'New event' }));
    await user.click(screen.getByRole('button', { name: 'Start event' }));
    expect(screen.getByText('Write a title.')).toBeVisible();
    await user.type(screen.getByRole('textbox', { name: 'Title' }), 'Frailty at the front door');
    await user.click(screen.getByRole('radio', { name: /^Hybrid/ }));
    await user.click(screen.getByRole('button', { name: 'Start event' }));
    await waitFor(() => expect(place()).toBe('/org/law/events/frailty/details'));
    expect(sent[0]?.body).toEqual({
      title: 'Frailty at the front door',
      format: 'hybrid',
      time_zone: 'Europe/London',
    });
  });

  it('could not be loaded, and are asked for again', async () => {
    server.use(http.get('/api/events/', () => problem(503, 'unavailable'), { once: true }));
    const { user } = open();
    expect(await screen.findByText('Could not load the events')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('row', { name: /Frailty/ })).toBeVisible();
  });

  it('are not for a member who does not manage them', async () => {
    server.use(http.get('/api/organizations/', () => HttpResponse.json(organizationPage({}))));
    open();
    expect(await screen.findByText('Your role does not open this page')).toBeVisible();
    expect(asked).toEqual([]);
  });
});

describe('the stages of an event', () => {
  const at = (tab = 'details') => {
    const { place } = renderAt(`/org/law/events/frailty/${tab}`, { signedIn: true });
    return { user: userEvent.setup(), place };
  };
  const choose = async (user: ReturnType<typeof userEvent.setup>, name: string) => {
    await user.click(await screen.findByRole('button', { name: 'More' }));
    await user.click(await screen.findByRole('menuitem', { name }));
  };

  it('a draft that is not ready says what is missing and where to give it', async () => {
    server.use(
      http.post('/api/events/frailty/publish/', () =>
        problem(422, 'event_not_ready', [
          { path: 'ticket_types', code: 'tickets_missing', message: 'Add at least one ticket.' },
        ]),
      ),
    );
    const { user, place } = at();
    await user.click(await screen.findByRole('button', { name: 'Publish' }));
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Publish' }));
    expect(await screen.findByText('Add at least one ticket.')).toBeVisible();
    await user.click(within(screen.getByRole('dialog')).getByRole('link', { name: 'Tickets' }));
    await waitFor(() => expect(place()).toBe('/org/law/events/frailty/tickets'));
  });

  it('a published one is cancelled with a reason that everybody reads', async () => {
    eventIs({ status: 'published' });
    const sent = accepts('post', '/api/events/frailty/cancel/', { ...EVENT, status: 'cancelled' });
    const { user } = at();
    await choose(user, 'Cancel event');
    expect(screen.getByText(/told at once, and all they paid is refunded/)).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Cancel event' }));
    expect(screen.getByText('Write the reason.')).toBeVisible();
    expect(sent).toEqual([]);
    await user.type(screen.getByRole('textbox', { name: 'Why it is cancelled' }), 'The speaker is ill.');
    await user.click(screen.getByRole('button', { name: 'Cancel event' }));
    await waitFor(() => expect(sent[0]?.body).toEqual({ reason: 'The speaker is ill.' }));
  });

  it('repeats by a rule that shows its days', async () => {
    const sent = accepts('post', '/api/events/frailty/repeat/', { events: [CARD, CARD] });
    const { user, place } = at();
    await choose(user, 'Repeat');
    await user.click(screen.getByRole('radio', { name: 'On the second Thursday of every month' }));
    const times = screen.getByRole('textbox', { name: 'How many more times' });
    await user.clear(times);
    await user.type(times, '2');
    expect(screen.getByText('Thu 14 Jan 2027 · Thu 11 Feb 2027')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Make 2 drafts' }));
    await waitFor(() => expect(sent[0]?.body).toEqual({ rule: 'FREQ=MONTHLY;BYDAY=2TH;COUNT=3' }));
    await waitFor(() => expect(place()).toBe('/org/law/events?status=draft'));
  });

  it('one that has ended is completed', async () => {
    eventIs({
      status: 'published',
      starts_at: '2020-01-10T09:30:00Z',
      ends_at: '2020-01-10T12:00:00Z',
    });
    const sent = accepts('post', '/api/events/frailty/complete/', EVENT);
    const { user } = at();
    await user.click(await screen.findByRole('button', { name: 'Complete' }));
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Complete' }));
    await waitFor(() => expect(sent).toHaveLength(1));
  });
});

describe('check-in', () => {
  it('opens from the event for those who may', async () => {
    eventIs({ status: 'published' });
    member(['owner'], ['manage_events', 'check_in']);
    renderAt('/org/law/events/frailty/details', { signedIn: true });
    expect(await screen.findByRole('link', { name: 'Open check-in' })).toHaveAttribute(
      'href',
      '/org/law/check-in/e1',
    );
  });

  it('is not offered where nobody comes to a door', async () => {
    eventIs({ status: 'published', format: 'online' });
    member(['owner'], ['manage_events', 'check_in']);
    renderAt('/org/law/events/frailty/details', { signedIn: true });
    expect(await screen.findByRole('link', { name: 'View page' })).toBeVisible();
    expect(screen.queryByRole('link', { name: 'Open check-in' })).not.toBeInTheDocument();
  });
});
