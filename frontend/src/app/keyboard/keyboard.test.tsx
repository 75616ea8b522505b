import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, delay, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';

import { session } from '@/api';
import { palette } from '@/lib/palette';
import { shortcutsOn } from '@/lib/shortcuts';
import { problem } from '@/testing/problem';
import { renderAt } from '@/testing/render';
import { COURSE, ME, discoverPage } from '@/testing/samples';
import { server } from '@/testing/server';

import type { Organization, Permission } from '@/api';

const NONE = { results: [], next: null, previous: null };

function member(permissions: Permission[]) {
  const organization: Organization = {
    id: 'o1',
    slug: 'law',
    name: 'Law & Mediation Society',
    brand_color: '#3a5a44',
    logo_url: null,
    country: 'GB',
    currency: 'GBP',
    time_zone: 'Europe/London',
    course_review_required: false,
    roles: ['instructor'],
    permissions,
  };
  server.use(http.get('/api/organizations/', () => HttpResponse.json({ ...NONE, results: [organization] })));
}

function courses(titles: readonly string[]) {
  server.use(
    http.get('/api/courses/course/', () =>
      HttpResponse.json({
        ...NONE,
        results: discoverPage(titles).results.map((card) => ({ ...card, status: 'published' })),
      }),
    ),
  );
}

beforeEach(() => {
  palette.close();
  server.use(
    http.get('/api/user/me/', () => HttpResponse.json(ME)),
    http.get('/api/discover/', ({ request }) => {
      const search = new URL(request.url).searchParams.get('search');
      return HttpResponse.json(discoverPage(search === 'nothing' ? [] : ['Consent', 'Supervising']));
    }),
  );
});

const openPalette = async (user: ReturnType<typeof userEvent.setup>) => {
  await user.keyboard('{Control>}k{/Control}');
  return screen.findByRole('combobox', { name: 'Search or jump to' });
};
const options = () => screen.getAllByRole('option').map((option) => option.textContent);
const chosen = () => screen.getByRole('option', { selected: true });

describe('the palette', () => {
  it('opens from inside a field, finds a place by its first letters and goes there', async () => {
    const user = userEvent.setup();
    const { place } = renderAt('/');
    await user.click(await screen.findByRole('searchbox'));
    const field = await openPalette(user);
    await user.type(field, 'veri');
    expect(chosen()).toHaveTextContent('Verify a certificate');
    expect(field).toHaveAttribute('aria-activedescendant', chosen().id);
    await user.keyboard('{Enter}');
    await waitFor(() => expect(place()).toBe('/verify'));
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });

  it('gives the focus back when it is closed', async () => {
    const user = userEvent.setup();
    renderAt('/');
    const search = await screen.findByRole('searchbox');
    await user.click(search);
    await openPalette(user);
    await user.keyboard('{Escape}');
    await waitFor(() => expect(search).toHaveFocus());
  });

  it('walks round with the arrows, across its groups', async () => {
    const user = userEvent.setup();
    renderAt('/');
    await screen.findByRole('searchbox');
    await openPalette(user);
    const [first, second] = screen.getAllByRole('option');
    expect(chosen()).toBe(first);
    await user.keyboard('{ArrowDown}');
    expect(chosen()).toBe(second);
    await user.keyboard('{ArrowUp}{ArrowUp}');
    expect(chosen()).toBe(screen.getAllByRole('option').at(-1));
  });

  it('finds courses while one types, asking once', async () => {
    const asked: string[] = [];
    server.use(
      http.get('/api/discover/', ({ request }) => {
        const search = new URL(request.url).searchParams.get('search');
        if (search) asked.push(search);
        return HttpResponse.json(discoverPage(['Consent']));
      }),
      http.get('/api/courses/course/consent/', () => HttpResponse.json(COURSE)),
      http.get('/api/courses/review/', () => HttpResponse.json(NONE)),
    );
    const user = userEvent.setup();
    const { place } = renderAt('/verify');
    await screen.findByRole('heading', { name: 'Verify a certificate' });
    await user.type(await openPalette(user), 'consent');
    await user.click(await screen.findByRole('option', { name: /^Consent/ }));
    await waitFor(() => expect(place()).toBe('/courses/consent'));
    expect(asked).toEqual(['consent']);
  });

  it('says that nothing is called so, and still offers the whole catalogue', async () => {
    const user = userEvent.setup();
    const { place } = renderAt('/verify');
    await screen.findByRole('heading', { name: 'Verify a certificate' });
    await user.type(await openPalette(user), 'nothing');
    expect(await screen.findByText('No place, action or course is called “nothing”.')).toBeVisible();
    await user.keyboard('{Enter}');
    await waitFor(() => expect(place()).toBe('/?search=nothing'));
  });

  it('keeps places when the courses cannot be searched, and tries again', async () => {
    let broken = true;
    server.use(
      http.get('/api/discover/', () =>
        broken ? problem(500, 'server_error') : HttpResponse.json(discoverPage(['Verifying sources'])),
      ),
    );
    const user = userEvent.setup();
    renderAt('/verify');
    await screen.findByRole('heading', { name: 'Verify a certificate' });
    await user.type(await openPalette(user), 'veri');
    expect(await screen.findByText(/courses could not be searched/)).toBeVisible();
    expect(options()).toEqual([
      'Verify a certificate',
      'Search the courses again',
      'See all activities for “veri”',
    ]);
    broken = false;
    await user.click(screen.getByRole('option', { name: 'Search the courses again' }));
    expect(await screen.findByRole('option', { name: /Verifying sources/ })).toBeVisible();
  });

  it('says that it is looking while the answer is on its way', async () => {
    server.use(http.get('/api/discover/', () => delay('infinite')));
    const user = userEvent.setup();
    renderAt('/verify');
    await screen.findByRole('heading', { name: 'Verify a certificate' });
    await user.type(await openPalette(user), 'zz');
    expect(await screen.findByText('Looking through the courses…')).toBeVisible();
  });

  it('offers of an organization only what the roles open', async () => {
    member(['edit_courses']);
    const user = userEvent.setup();
    renderAt('/verify', { signedIn: true });
    await screen.findByRole('heading', { name: 'Verify a certificate' });
    await openPalette(user);
    const group = await screen.findByRole('group', { name: 'Law & Mediation Society' });
    const places = within(group)
      .getAllByRole('option')
      .map((option) => option.textContent);
    expect(places).toEqual(['Home', 'Courses', 'Assignments']);
    expect(screen.getByRole('option', { name: /^New course/ })).toBeVisible();
  });

  it('offers a stranger nothing that needs an account', async () => {
    const user = userEvent.setup();
    renderAt('/verify');
    await screen.findByRole('heading', { name: 'Verify a certificate' });
    await openPalette(user);
    expect(screen.getByRole('option', { name: 'Sign in' })).toBeVisible();
    expect(screen.queryByRole('option', { name: 'My learning' })).not.toBeInTheDocument();
    expect(screen.queryByRole('option', { name: /New course/ })).not.toBeInTheDocument();
  });

  it('starts a course from anywhere', async () => {
    member(['edit_courses']);
    const user = userEvent.setup();
    renderAt('/verify', { signedIn: true });
    await screen.findByRole('heading', { name: 'Verify a certificate' });
    await user.type(await openPalette(user), 'new course');
    await user.click(await screen.findByRole('option', { name: /^New course/ }));
    const title = await screen.findByRole('textbox', { name: /title/i });
    await waitFor(() => expect(title).toHaveFocus());
    expect(screen.queryByText('Write a title.')).not.toBeInTheDocument();
  });

  it('switches the theme and signs out', async () => {
    server.use(http.post('/api/token/revoke/', () => new HttpResponse(null, { status: 204 })));
    const user = userEvent.setup();
    renderAt('/verify', { signedIn: true });
    await screen.findByRole('heading', { name: 'Verify a certificate' });
    await user.type(await openPalette(user), 'dark{Enter}');
    expect(document.documentElement.dataset['theme']).toBe('dark');
    await user.type(await openPalette(user), 'sign out{Enter}');
    await waitFor(() => expect(session.status()).toBe('signed-out'));
  });
});

describe('single keys', () => {
  it('lead to places with g and a second key', async () => {
    const user = userEvent.setup();
    server.use(http.get('/api/courses/my_courses/', () => HttpResponse.json(NONE)));
    const { place } = renderAt('/account/appearance', { signedIn: true });
    await screen.findByRole('heading', { name: 'Keyboard' });
    await user.keyboard('gh');
    await waitFor(() => expect(place()).toBe('/'));
  });

  it('lead within the console where one is open, and nowhere that the roles do not open', async () => {
    member(['edit_courses']);
    courses(['Consent']);
    const user = userEvent.setup();
    const { place } = renderAt('/org/law/sales', { signedIn: true });
    await screen.findByRole('heading', { name: 'Your role does not open this page' });
    await user.keyboard('gc');
    await waitFor(() => expect(place()).toBe('/org/law/courses'));
    await user.keyboard('gp');
    expect(await screen.findByRole('heading', { name: 'Courses' })).toBeVisible();
    expect(place()).toBe('/org/law/courses');
  });

  it('focus the search of the page, or open the palette where there is none', async () => {
    const user = userEvent.setup();
    const { router } = renderAt('/');
    const search = await screen.findByRole('searchbox');
    await user.keyboard('/');
    expect(search).toHaveFocus();
    expect(search).toHaveValue('');
    await router.navigate('/verify');
    await screen.findByRole('heading', { name: 'Verify a certificate' });
    await user.keyboard('/');
    expect(await screen.findByRole('combobox')).toBeVisible();
  });

  it('walk the rows of a table, and make something new', async () => {
    member(['edit_courses']);
    courses(['Consent', 'Supervising']);
    const user = userEvent.setup();
    renderAt('/org/law/courses', { signedIn: true });
    const table = await screen.findByRole('table');
    const [first, second] = within(table).getAllByRole('link');
    await user.keyboard('j');
    expect(first).toHaveFocus();
    await user.keyboard('j');
    expect(second).toHaveFocus();
    await user.keyboard('j');
    expect(second).toHaveFocus();
    await user.keyboard('k');
    expect(first).toHaveFocus();
    await user.keyboard('n');
    expect(await screen.findByRole('dialog', { name: /course/i })).toBeVisible();
  });

  it('are letters in a field, and nothing with a modifier', async () => {
    const user = userEvent.setup();
    const { place } = renderAt('/verify');
    const field = await screen.findByRole('textbox');
    await user.type(field, 'gh?/n');
    expect(field).toHaveValue('gh?/n');
    await user.click(document.body);
    await user.keyboard('{Alt>}g{/Alt}h{Shift>}g{/Shift}h');
    expect(place()).toBe('/verify');
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });

  it('are listed by ?, and can be turned off in the account', async () => {
    const user = userEvent.setup();
    const { place } = renderAt('/verify', { signedIn: true });
    await screen.findByRole('heading', { name: 'Verify a certificate' });
    await user.keyboard('?');
    const list = await screen.findByRole('dialog', { name: 'Keyboard shortcuts' });
    expect(within(list).getByText('My learning')).toBeVisible();
    await user.click(within(list).getByRole('link', { name: /Turn them off/ }));
    await user.click(await screen.findByRole('switch', { name: 'Single keys' }));
    expect(shortcutsOn()).toBe(false);
    await user.keyboard('gh?');
    expect(place()).toBe('/account/appearance');
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    expect(await openPalette(user)).toBeVisible();
  });
});
