import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { describe, expect, it } from 'vitest';

import { problem } from '@/testing/problem';
import { renderAt } from '@/testing/render';
import { ME, discoverPage } from '@/testing/samples';
import { server } from '@/testing/server';

const EVENT = {
  kind: 'event',
  format: 'hybrid',
  level: null,
  starts_at: '2099-12-10T09:30:00Z',
  ends_at: '2099-12-10T16:30:00Z',
  time_zone: 'Europe/London',
  place: 'Manchester',
  price_is_lowest: true,
} as const;

/** Answers with what `pages` says for the query, and remembers every query asked. */
function discover(answer: (query: URLSearchParams) => Response | ReturnType<typeof discoverPage>) {
  const asked: string[] = [];
  server.use(
    http.get('/api/discover/', ({ request }) => {
      const query = new URL(request.url).searchParams;
      asked.push(query.toString());
      const page = answer(query);
      return page instanceof Response ? page : HttpResponse.json(page);
    }),
  );
  return asked;
}

describe('the catalogue', () => {
  it('asks for what the address says, and puts a chosen filter into it', async () => {
    const asked = discover(() => discoverPage(['Consent', 'Supervising']));
    const { place } = renderAt('/?search=law');
    await screen.findByRole('heading', { name: 'Consent' });
    expect(asked[0]).toContain('search=law');

    const user = userEvent.setup();
    await user.click(screen.getByRole('button', { name: 'Category' }));
    await user.click(await screen.findByRole('radio', { name: /Ethics & law/ }));

    await waitFor(() => expect(place()).toBe('/?search=law&category=law'));
    await waitFor(() => expect(asked.at(-1)).toContain('category=law'));
  });

  it('puts what is typed into the address once the typing pauses', async () => {
    const asked = discover(() => discoverPage(['Consent']));
    const { place } = renderAt('/');
    await screen.findByRole('heading', { name: 'Consent' });
    await userEvent.setup().type(screen.getByRole('searchbox', { name: 'Search activities' }), 'capacity');
    await waitFor(() => expect(place()).toBe('/?search=capacity'));
    await waitFor(() => expect(asked.filter((query) => query.includes('search='))).toHaveLength(1));
  });

  it('names what emptied the list, and drops it on request', async () => {
    discover((query) => (query.get('level') ? discoverPage([]) : discoverPage(['Consent'])));
    const { place } = renderAt('/?level=advanced');
    await userEvent.setup().click(await screen.findByRole('button', { name: /Drop Level: advanced/i }));
    expect(await screen.findByRole('heading', { name: 'Consent' })).toBeVisible();
    expect(place()).toBe('/');
  });

  it('loads more by the link that the list gave', async () => {
    const asked = discover((query) =>
      query.get('cursor')
        ? discoverPage(['Third'])
        : discoverPage(['First', 'Second'], 'http://127.0.0.1:8000/api/discover/?cursor=abc'),
    );
    renderAt('/');
    await userEvent.setup().click(await screen.findByRole('button', { name: 'Load more' }));
    expect(await screen.findByRole('heading', { name: 'Third' })).toBeVisible();
    expect(screen.getByRole('heading', { name: 'First' })).toBeVisible();
    expect(asked.at(-1)).toBe('cursor=abc');
  });

  it('keeps the filters when it cannot be loaded, and tries again', async () => {
    let broken = true;
    discover(() => (broken ? (problem(500, 'server_error') as Response) : discoverPage(['Consent'])));
    const { place } = renderAt('/?category=law');
    const retry = await screen.findByRole('button', { name: 'Try again' });
    broken = false;
    await userEvent.setup().click(retry);
    expect(await screen.findByRole('heading', { name: 'Consent' })).toBeVisible();
    expect(place()).toBe('/?category=law');
  });

  it('shows an event with its day, its place and from what price on', async () => {
    const page = discoverPage(['Capacity']);
    discover(() => ({ ...page, results: page.results.map((card) => ({ ...card, ...EVENT })) }));
    renderAt('/');
    const card =
      (await screen.findByRole('heading', { name: 'Capacity' })).closest('article') ?? document.body;
    const words = within(card);
    expect(words.getByText('Thu 10 Dec 2099, 09:30')).toBeVisible();
    expect(words.getByText('Hybrid')).toBeVisible();
    expect(words.getByText(/Manchester and online/)).toBeVisible();
    expect(words.getByText(/from £120/)).toBeVisible();
    expect(words.getByRole('link', { name: 'Capacity' })).toHaveAttribute('href', '/events/capacity');
  });

  it('asks for a week, or for days, but never for both', async () => {
    const asked = discover(() => discoverPage(['Consent']));
    const { place } = renderAt('/');
    await screen.findByRole('heading', { name: 'Consent' });
    const user = userEvent.setup();
    await user.click(screen.getByRole('button', { name: 'When' }));
    await user.click(await screen.findByRole('radio', { name: 'This week' }));
    await waitFor(() => expect(place()).toBe('/?when=this_week'));
    await waitFor(() => expect(asked.at(-1)).toMatch(/^when=this_week&zone=/));
    expect(screen.getByRole('combobox', { name: 'Sort', hidden: true })).toHaveValue('soonest');
    fireEvent.change(screen.getByLabelText('From'), { target: { value: '2099-12-10' } });
    await waitFor(() => expect(place()).toBe('/?date_from=2099-12-10'));
  });

  it('looks for a place once it is typed to the end', async () => {
    server.use(http.get('/api/accreditation/accreditors/', () => HttpResponse.json({ results: [] })));
    const asked = discover(() => discoverPage(['Consent']));
    const { place } = renderAt('/');
    await screen.findByRole('heading', { name: 'Consent' });
    const user = userEvent.setup();
    await user.click(screen.getByRole('button', { name: 'More' }));
    await user.type(await screen.findByRole('textbox', { name: 'Place' }), 'Leeds{Enter}');
    await waitFor(() => expect(place()).toBe('/?place=Leeds'));
    expect(asked.filter((query) => query.includes('place='))).toEqual(['place=Leeds']);
  });

  it('offers to close a gap only to somebody who can have one', async () => {
    const asked = discover(() => discoverPage(['Consent']));
    renderAt('/?closes_my_gap=true');
    await screen.findByRole('heading', { name: 'Consent' });
    expect(screen.queryByRole('button', { name: 'Closes my gap' })).toBeNull();
    expect(asked).toEqual(['']);
  });

  it('says when nothing closes the gap, and where to see it', async () => {
    server.use(http.get('/api/user/me/', () => HttpResponse.json(ME)));
    discover((query) => discoverPage(query.get('closes_my_gap') ? [] : ['Consent']));
    const { place } = renderAt('/', { signedIn: true });
    await userEvent.setup().click(await screen.findByRole('button', { name: 'Closes my gap' }));
    expect(await screen.findByRole('heading', { name: 'Nothing here closes your gap' })).toBeVisible();
    expect(screen.getByRole('link', { name: 'Open my CPD record' })).toHaveAttribute('href', '/cpd');
    expect(place()).toBe('/?closes_my_gap=true');
  });
});
