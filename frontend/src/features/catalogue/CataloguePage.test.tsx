import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { describe, expect, it } from 'vitest';

import { problem } from '@/testing/problem';
import { renderAt } from '@/testing/render';
import { discoverPage } from '@/testing/samples';
import { server } from '@/testing/server';

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
        : discoverPage(['First', 'Second'], 'http://127.0.0.1:8000/api/discover/?ordering=newest&cursor=abc'),
    );
    renderAt('/');
    await userEvent.setup().click(await screen.findByRole('button', { name: 'Load more' }));
    expect(await screen.findByRole('heading', { name: 'Third' })).toBeVisible();
    expect(screen.getByRole('heading', { name: 'First' })).toBeVisible();
    expect(asked.at(-1)).toBe('ordering=newest&cursor=abc');
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
});
