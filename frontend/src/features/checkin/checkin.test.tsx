import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, delay, http } from 'msw';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { pass, watchClock } from '@/testing/clock';
import { member, page } from '@/testing/console';
import { problem } from '@/testing/problem';
import { renderAt } from '@/testing/render';
import { server } from '@/testing/server';

import { keepOfPhone } from './keep';

import type { DoorAnswer, DoorManifest, DoorScanInput, DoorTicket, ScanResult } from '@/api';

const ROOT = '/api/registrations/check-in/';
const TICKET: DoorTicket = {
  text: 'ACC1.AMARA.SEAL',
  name: 'Amara Okafor',
  ticket: 'In person',
  status: 'confirmed',
  is_online: false,
  blocked_reason: '',
  inside: false,
};
const TOM = { ...TICKET, text: 'ACC1.TOM.SEAL', name: 'Tom Lindqvist', inside: true };

/** On a desk the log stands beside the answer and says the same. */
const answer = (words: string) => screen.findByText(words, { selector: 'p' });

let online = true;
let scans: DoorScanInput[];
/** A number of its own for each test: what the phone keeps lasts longer than a test. */
let event = '';
let count = 0;

function atTheDoor(says: ScanResult = 'ok', wait?: number): void {
  const list: DoorManifest = {
    event,
    title: 'The deteriorating patient',
    starts_at: new Date(Date.now() + 3_600_000).toISOString(),
    ends_at: new Date(Date.now() + 7_200_000).toISOString(),
    time_zone: 'Europe/London',
    inside: 1,
    tickets: [TICKET, TOM],
  };
  server.use(
    http.get(`${ROOT}${event}/manifest/`, () => HttpResponse.json(list)),
    http.get(`${ROOT}${event}/inside/`, () => HttpResponse.json({ inside: 2 })),
    http.post(ROOT, async ({ request }) => {
      const body = (await request.json()) as { event: string; scans: DoorScanInput[] };
      scans.push(...body.scans);
      if (wait !== undefined) await delay(wait);
      const answered: DoorAnswer = {
        scans: body.scans.map((one) => ({
          ...one,
          id: one.nonce,
          result: says,
          received_at: one.scanned_at,
          name: one.text === TOM.text ? TOM.name : TICKET.name,
          ticket: 'In person',
          blocked_reason: '',
        })),
      };
      return HttpResponse.json(answered);
    }),
  );
}

async function open() {
  renderAt(`/org/law/check-in/${event}`, { signedIn: true });
  await screen.findByRole('heading', { name: 'The deteriorating patient' });
  return userEvent.setup();
}

async function find(user: ReturnType<typeof userEvent.setup>, words: string) {
  await user.click(screen.getByRole('button', { name: 'Find by name or code' }));
  await user.type(await screen.findByRole('searchbox', { name: 'Name or ticket code' }), `${words}{Enter}`);
}

function network(is: boolean) {
  online = is;
  window.dispatchEvent(new Event(is ? 'online' : 'offline'));
}

beforeEach(async () => {
  const keep = await keepOfPhone();
  await keep.dropLists();
  await keep.dropActs((await keep.acts()).map((act) => act.nonce));
  scans = [];
  online = true;
  count += 1;
  event = `e${String(count)}`;
  vi.spyOn(navigator, 'onLine', 'get').mockImplementation(() => online);
  member(['owner'], ['check_in', 'manage_events']);
});

describe('the door', () => {
  it('is always dark, and the theme comes back after', async () => {
    document.documentElement.dataset['theme'] = 'light';
    atTheDoor();
    const user = await open();
    expect(document.documentElement.dataset['theme']).toBe('dark');
    server.use(http.get(ROOT, () => HttpResponse.json(page([]))));
    await user.click(screen.getByRole('link', { name: 'Close the scanner' }));
    await user.click(await screen.findByRole('link', { name: 'Leave check-in' }));
    await screen.findByRole('navigation', { name: 'Console' });
    expect(document.documentElement.dataset['theme']).toBe('light');
  });

  it('lets somebody in who is found by name, and clears by itself', async () => {
    atTheDoor();
    watchClock();
    const user = await open();
    expect(screen.getByText('1 of 2 people are inside')).toBeInTheDocument();
    await find(user, 'okafor');
    const said = await answer('Welcome in');
    expect(said.closest('[role="status"]')).toHaveTextContent('Amara Okafor');
    expect(scans).toMatchObject([
      { text: TICKET.text, direction: 'entry', forced: false, was_offline: false },
    ]);
    expect(await screen.findByText('1 scan sent')).toBeVisible();
    expect(screen.getByText('2 of 2 people are inside')).toBeInTheDocument();
    await pass(2_000);
    await waitFor(() => expect(screen.queryByText('Welcome in', { selector: 'p' })).not.toBeInTheDocument());
  });

  it('takes a code that was typed, and checks people out', async () => {
    atTheDoor();
    const user = await open();
    await user.click(screen.getByRole('radio', { name: 'Going out' }));
    await find(user, TOM.text.toLowerCase());
    expect(await answer('Checked out')).toBeVisible();
    expect(scans).toMatchObject([{ text: TOM.text, direction: 'exit' }]);
  });

  it('keeps a refusal until it is dismissed, and lets in anyway only after asking', async () => {
    atTheDoor('already_in');
    const user = await open();
    await find(user, 'lindqvist');
    const alert = await answer('Already inside');
    expect(alert.closest('[role="alert"]')).not.toBeNull();
    await waitFor(() => expect(screen.getByRole('button', { name: 'Next' })).toHaveFocus());

    await user.click(screen.getByRole('button', { name: 'Let in anyway' }));
    expect(scans).toHaveLength(1);
    await user.click(screen.getByRole('button', { name: 'Yes, let in' }));
    expect(await answer('Let in anyway')).toBeVisible();
    await waitFor(() => expect(scans).toHaveLength(2));
    expect(scans[1]).toMatchObject({ text: TOM.text, forced: true });
    expect(scans[1]?.nonce).not.toBe(scans[0]?.nonce);
  });

  it('says loudly when the server decides otherwise than the phone did', async () => {
    atTheDoor('blocked', 2000);
    watchClock();
    const user = await open();
    await find(user, 'okafor');
    expect(screen.getByText('Checking')).toBeVisible();
    await pass(1_500);
    expect(await answer('Welcome in')).toBeVisible();
    expect(screen.getByText(/It waits to be confirmed/)).toBeVisible();
    await pass(500);
    const alert = (await answer('Stop. Do not let in')).closest('[role="alert"]');
    expect(alert).toHaveTextContent('The server says otherwise: this phone had let them through.');
    await user.click(screen.getByRole('button', { name: 'Next' }));
    expect(screen.queryByRole('button', { name: 'Understood' })).not.toBeInTheDocument();
  });

  it('works without a network, asks before the page is closed, and sends when it is back', async () => {
    atTheDoor();
    const user = await open();
    network(false);
    await find(user, 'okafor');
    expect(await answer('Welcome in')).toBeVisible();
    expect(screen.getAllByText('Offline: 1 scan waits on this phone')[0]).toBeVisible();
    expect(scans).toEqual([]);
    const leave = new Event('beforeunload', { cancelable: true });
    window.dispatchEvent(leave);
    expect(leave.defaultPrevented).toBe(true);

    network(true);
    expect(await screen.findByText('1 scan sent')).toBeVisible();
    expect(scans).toMatchObject([{ text: TICKET.text, was_offline: true }]);
    const free = new Event('beforeunload', { cancelable: true });
    window.dispatchEvent(free);
    expect(free.defaultPrevented).toBe(false);
  });

  it('tells afterwards whom the server would have stopped', async () => {
    atTheDoor('cancelled');
    const user = await open();
    network(false);
    await find(user, 'okafor');
    await user.click(await screen.findByRole('button', { name: 'Next' }));
    network(true);
    const title = await screen.findByText('The server says otherwise about 1 scan');
    expect(title.closest('[role="alert"]')).toHaveTextContent(
      /Amara Okafor.*let through here\. The server: Ticket cancelled\./,
    );
    await user.click(screen.getByRole('button', { name: 'Understood' }));
    expect(screen.queryByText(title.textContent)).not.toBeInTheDocument();
  });

  it('says since when nothing could be sent', async () => {
    atTheDoor();
    const user = await open();
    server.use(http.post(ROOT, () => problem(503, 'away')));
    await find(user, 'okafor');
    expect(
      (await screen.findAllByText(/^Could not send since \d\d:\d\d\. Keep this page open\.$/))[0],
    ).toBeVisible();
  });

  it('lists the last scans', async () => {
    atTheDoor('already_in');
    const user = await open();
    await find(user, 'lindqvist');
    await user.click(await screen.findByRole('button', { name: 'Next' }));
    await user.click(screen.getByRole('button', { name: 'Last scans', hidden: true }));
    const dialog = await screen.findByRole('dialog', { name: 'Last scans on this phone' });
    expect(within(dialog).getByText('Tom Lindqvist')).toBeVisible();
    expect(within(dialog).getByText('Already inside')).toBeVisible();
  });

  it('says what to do where the browser reads no codes', async () => {
    atTheDoor();
    await open();
    expect(await screen.findByText('No scanning in this browser')).toBeVisible();
  });
});

describe('a door that does not open', () => {
  it('says that the role is missing', async () => {
    server.use(http.get(`${ROOT}${event}/manifest/`, () => problem(403, 'permission_denied')));
    renderAt(`/org/law/check-in/${event}`, { signedIn: true });
    expect(await screen.findByText('Your role does not open the door')).toBeVisible();
  });

  it('can be tried again when the list did not come', async () => {
    server.use(http.get(`${ROOT}${event}/manifest/`, () => problem(503, 'away')));
    renderAt(`/org/law/check-in/${event}`, { signedIn: true });
    const again = await screen.findByRole('button', { name: 'Try again' });
    atTheDoor();
    await userEvent.click(again);
    expect(await screen.findByRole('heading', { name: 'The deteriorating patient' })).toBeVisible();
  });

  it('says that a phone without a list must connect once', async () => {
    online = false;
    renderAt(`/org/law/check-in/${event}`, { signedIn: true });
    expect(await screen.findByText('This phone does not have the list yet')).toBeVisible();
  });

  it('asks strangers to sign in, and comes back after', async () => {
    const { place } = renderAt(`/org/law/check-in/${event}`);
    await screen.findByRole('heading', { name: 'Sign in' });
    expect(place()).toBe(`/auth/sign-in?next=%2Forg%2Flaw%2Fcheck-in%2F${event}`);
  });
});

describe('the events at the door', () => {
  const EVENT = {
    id: 'x1',
    title: 'Capacity in practice',
    starts_at: '2026-12-10T09:30:00Z',
    ends_at: '2026-12-10T16:30:00Z',
    time_zone: 'America/New_York',
  };

  it('are listed with the time of their place', async () => {
    server.use(http.get(ROOT, () => HttpResponse.json(page([EVENT]))));
    renderAt('/org/law/check-in', { signedIn: true });
    const link = await screen.findByRole('link', { name: /Capacity in practice/ });
    expect(link).toHaveAttribute('href', '/org/law/check-in/x1');
    expect(link).toHaveTextContent('04:30 to 11:30 New York');
  });

  it('may be none', async () => {
    server.use(http.get(ROOT, () => HttpResponse.json(page([]))));
    renderAt('/org/law/check-in', { signedIn: true });
    expect(await screen.findByText('No door is open')).toBeVisible();
  });

  it('are not for every role', async () => {
    server.use(http.get(ROOT, () => problem(403, 'permission_denied')));
    renderAt('/org/law/check-in', { signedIn: true });
    expect(await screen.findByText('Your role does not open the door')).toBeVisible();
  });

  it('are all that the door role sees of the console', async () => {
    member(['door'], ['check_in']);
    server.use(http.get(ROOT, () => HttpResponse.json(page([]))));
    const { place } = renderAt('/org/law', { signedIn: true });
    await screen.findByText('No door is open');
    expect(place()).toBe('/org/law/check-in');
  });

  it('stand in the side bar of who may check people in', async () => {
    renderAt('/org/law', { signedIn: true });
    const nav = await screen.findByRole('navigation', { name: 'Console' });
    expect(within(nav).getByRole('link', { name: 'Check-in' })).toHaveAttribute('href', '/org/law/check-in');
  });
});
