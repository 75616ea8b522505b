import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { describe, expect, it } from 'vitest';

import { CARD } from '@/testing/events';
import { problem } from '@/testing/problem';
import { renderAt } from '@/testing/render';
import { server } from '@/testing/server';

function list(answer: (query: URLSearchParams) => Response | string[], next: string | null = null) {
  const asked: string[] = [];
  server.use(
    http.get('/api/events/', ({ request }) => {
      const query = new URL(request.url).searchParams;
      asked.push(query.toString());
      const titles = answer(query);
      if (titles instanceof Response) return titles;
      return HttpResponse.json({
        results: titles.map((title) => ({ ...CARD, id: title, slug: title.toLowerCase(), title })),
        next: query.get('cursor') ? null : next,
        previous: null,
      });
    }),
  );
  return asked;
}

describe('the list of events', () => {
  it('shows what is to come with its time, its place and its credit', async () => {
    list(() => ['Capacity']);
    renderAt('/events');
    const card =
      (await screen.findByRole('heading', { name: 'Capacity' })).closest('article') ?? document.body;
    const words = within(card);
    expect(words.getByRole('link', { name: 'Capacity' })).toHaveAttribute('href', '/events/capacity');
    expect(words.getByText(/09:00 New York/)).toBeVisible();
    expect(words.getByText('6.0')).toBeVisible();
    expect(document.title).toBe('Events — Accredit');
  });

  it('puts format and search into the address, and asks for them', async () => {
    const asked = list(() => ['Capacity']);
    const { place } = renderAt('/events');
    await screen.findByRole('heading', { name: 'Capacity' });
    const user = userEvent.setup();
    await user.click(screen.getByRole('button', { name: 'Online' }));
    await user.type(screen.getByRole('searchbox', { name: 'Search events' }), 'law');
    await waitFor(() => expect(place()).toBe('/events?format=online&search=law'));
    await waitFor(() => expect(asked.at(-1)).toBe('search=law&format=online'));
  });

  it('says that nothing fits, and shows everything again', async () => {
    list((query) => (query.get('format') ? [] : ['Capacity']));
    const { place } = renderAt('/events?format=online');
    await userEvent.setup().click(await screen.findByRole('button', { name: 'Show all events' }));
    expect(await screen.findByRole('heading', { name: 'Capacity' })).toBeVisible();
    expect(place()).toBe('/events');
  });

  it('loads more by the link that the list gave', async () => {
    const asked = list(
      (query) => (query.get('cursor') ? ['Third'] : ['First']),
      'http://127.0.0.1:8000/api/events/?cursor=abc',
    );
    renderAt('/events');
    await userEvent.setup().click(await screen.findByRole('button', { name: 'Load more' }));
    expect(await screen.findByRole('heading', { name: 'Third' })).toBeVisible();
    expect(asked.at(-1)).toBe('cursor=abc');
  });

  it('tries again when it could not be loaded', async () => {
    let broken = true;
    list(() => (broken ? (problem(500, 'server_error') as Response) : ['Capacity']));
    renderAt('/events');
    const retry = await screen.findByRole('button', { name: 'Try again' });
    broken = false;
    await userEvent.setup().click(retry);
    expect(await screen.findByRole('heading', { name: 'Capacity' })).toBeVisible();
  });
});
