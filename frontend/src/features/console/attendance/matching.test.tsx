import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { LANE, PERSON, SESSION, accepts, eventIs } from '@/testing/consoleEvents';
import { ITEM } from '@/testing/integrations';
import { problem } from '@/testing/problem';
import { renderAt } from '@/testing/render';
import { server } from '@/testing/server';

const QUEUE = '/api/registrations/reconciliation/';
const PAST = { ...SESSION, starts_at: '2026-11-10T09:30:00Z', ends_at: '2026-11-10T10:30:00Z' };
const OTHER = { ...PERSON, id: 'r2', name: 'Tom Lindqvist', email: 'tom@example.org' };
const GONE = { ...PERSON, id: 'r3', name: 'Gone Away', status: 'cancelled' as const };

let asked: URLSearchParams[] = [];

beforeEach(() => {
  asked = [];
  eventIs({ status: 'completed', sessions: [PAST], starts_at: PAST.starts_at, ends_at: PAST.ends_at });
  queueIs(ITEM);
  server.use(
    http.get('/api/registrations/attendance/e1/', () => page(LANE)),
    http.get('/api/registrations/event/e1/', () => page(PERSON, OTHER, GONE)),
  );
});

function page(...results: object[]) {
  return HttpResponse.json({ results, next: null, previous: null });
}

function queueIs(...items: (typeof ITEM)[]) {
  server.use(
    http.get(QUEUE, ({ request }) => {
      const { searchParams } = new URL(request.url);
      asked.push(searchParams);
      return page(...items.filter(({ status }) => status === (searchParams.get('status') ?? status)));
    }),
  );
}

function open(path = '/org/law/integrations/matching') {
  renderAt(path, { signedIn: true });
  return userEvent.setup();
}

describe('those who joined without being known', () => {
  it('wait in a queue, with what Zoom told of them', async () => {
    open();
    const row = within(await screen.findByRole('listitem'));
    expect(row.getByText('iPhone (4)')).toBeVisible();
    expect(row.getByText(/Frailty at the front door/)).toHaveTextContent('2 entries, 50 min');
    expect(asked[0]?.get('status')).toBe('open');
  });

  it('are matched to somebody who holds a place', async () => {
    const sent = accepts('post', `${QUEUE}item1/decide/`, { ...ITEM, status: 'assigned' });
    const user = open();
    await user.click(await screen.findByRole('button', { name: 'Match iPhone (4)' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Who is iPhone (4)?' }));
    await dialog.findByRole('radio', { name: /Tom Lindqvist/ });
    expect(dialog.queryByText('Gone Away')).not.toBeInTheDocument();
    await user.click(dialog.getByRole('button', { name: 'Match' }));
    expect(dialog.getByRole('alert')).toHaveTextContent('Choose a person.');
    expect(sent).toHaveLength(0);
    await user.click(dialog.getByRole('radio', { name: /Tom Lindqvist/ }));
    await user.click(dialog.getByRole('button', { name: 'Match' }));
    await waitFor(() => expect(sent[0]?.body).toEqual({ decision: 'assign', registration: 'r2' }));
    expect(await screen.findByText(/Matched to Tom Lindqvist/)).toBeVisible();
  });

  it('are set aside by the keyboard alone', async () => {
    const sent = accepts('post', `${QUEUE}item1/decide/`, { ...ITEM, status: 'ignored' });
    const user = open();
    (await screen.findByRole('button', { name: 'iPhone (4) does not count' })).focus();
    await user.keyboard('{Enter}');
    await waitFor(() => expect(sent[0]?.body).toEqual({ decision: 'ignore' }));
  });

  it('show what was decided and by whom, and it is taken back', async () => {
    queueIs({
      ...ITEM,
      status: 'assigned',
      registration: { id: 'r2', name: 'Tom Lindqvist', email: 'tom@example.org' },
      decided_by: 'Olive Owner',
    });
    const sent = accepts('post', `${QUEUE}item1/undo/`, ITEM);
    const user = open();
    expect(await screen.findByText('Everybody is known')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Matched' }));
    expect(await screen.findByText(/Is Tom Lindqvist/)).toHaveTextContent('Decided by Olive Owner');
    await user.click(screen.getByRole('button', { name: 'Take back the decision about iPhone (4)' }));
    await waitFor(() => expect(sent).toHaveLength(1));
  });

  it('stay where they are when a decision fails, and the page says why', async () => {
    server.use(http.post(`${QUEUE}item1/decide/`, () => problem(409, 'conflict')));
    const user = open();
    await user.click(await screen.findByRole('button', { name: 'iPhone (4) does not count' }));
    expect(await screen.findByRole('alert')).toBeVisible();
    expect(screen.getByText('iPhone (4)')).toBeVisible();
  });

  it('could not be loaded, and are asked for again', async () => {
    server.use(http.get(QUEUE, () => problem(503, 'unavailable'), { once: true }));
    const user = open();
    expect(await screen.findByText('Could not load who joined')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('iPhone (4)')).toBeVisible();
  });

  it('stand below the lanes of their event', async () => {
    open('/org/law/events/frailty/attendance');
    expect(await screen.findByRole('heading', { name: 'Not matched yet' })).toBeVisible();
    expect(asked.at(-1)?.get('event')).toBe('e1');
    const link = screen.getByRole('link', { name: 'All decisions' });
    expect(link).toHaveAttribute('href', '/org/law/integrations/matching?event=e1&status=assigned');
  });

  it('are shown without a fault that axe finds', async () => {
    const user = open();
    await user.click(await screen.findByRole('button', { name: 'Match iPhone (4)' }));
    await screen.findByRole('radio', { name: /Tom Lindqvist/ });
    const found = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false } } });
    expect(found.violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  });
});

describe('the export', () => {
  it('asks for everybody, page by page', async () => {
    const pages: string[] = [];
    server.use(
      http.get('/api/registrations/attendance/e1/', ({ request }) => {
        const { searchParams } = new URL(request.url);
        const cursor = searchParams.get('cursor') ?? '';
        if (searchParams.get('page_size') === '100' || cursor) pages.push(cursor);
        const next = cursor ? null : `${request.url}&cursor=two`;
        return HttpResponse.json({ results: [LANE], next, previous: null });
      }),
    );
    const saved = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
    URL.createObjectURL = () => 'blob:file';
    URL.revokeObjectURL = () => undefined;
    const user = open('/org/law/events/frailty/attendance');
    await user.click(await screen.findByRole('button', { name: 'Export CSV' }));
    expect(await screen.findByText('Exported 2 people.')).toBeVisible();
    expect(pages).toEqual(['', 'two']);
    expect(saved).toHaveBeenCalledOnce();
    saved.mockRestore();
  });
});
