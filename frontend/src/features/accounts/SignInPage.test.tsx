import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { describe, expect, it } from 'vitest';

import { session } from '@/api';
import { problem } from '@/testing/problem';
import { renderAt } from '@/testing/render';
import { discoverPage } from '@/testing/samples';
import { server } from '@/testing/server';

async function fillIn() {
  const user = userEvent.setup();
  await user.type(await screen.findByLabelText('Email'), 'amara@example.org');
  await user.type(screen.getByLabelText('Password'), 'a long sentence');
  await user.click(screen.getByRole('button', { name: 'Sign in' }));
}

describe('signing in', () => {
  it('asks for the cookie, keeps the token in memory and goes back to where it was', async () => {
    server.use(
      http.get('/api/discover/', () => HttpResponse.json(discoverPage(['Consent']))),
      http.get('/api/user/me/', () => problem(503, 'later')),
      http.post('/api/token/', ({ request }) => {
        expect(request.headers.get('X-Token-Transport')).toBe('cookie');
        return HttpResponse.json({ access: 'a1' });
      }),
    );
    const { place } = renderAt('/auth/sign-in?next=%2F%3Fcategory%3Dlaw');
    await fillIn();
    await waitFor(() => expect(place()).toBe('/?category=law'));
    expect(session.accessToken()).toBe('a1');
    expect(JSON.stringify(window.localStorage)).not.toContain('a1');
  });

  it('says that the two do not match, without saying which is wrong', async () => {
    server.use(http.post('/api/token/', () => problem(401, 'wrong_credentials')));
    renderAt('/auth/sign-in');
    await fillIn();
    expect(
      await screen.findByText('Email and password do not match. Check both and try again.'),
    ).toBeVisible();
    expect(session.status()).toBe('signed-out');
  });

  it("puts the server's words beside the field they are about", async () => {
    server.use(
      http.post('/api/token/', () =>
        problem(400, 'bad_input', [{ path: 'email', code: 'invalid', message: 'This is no address.' }]),
      ),
    );
    renderAt('/auth/sign-in');
    await fillIn();
    const email = await screen.findByLabelText('Email');
    await waitFor(() => expect(email).toHaveAccessibleDescription('This is no address.'));
    expect(email).toBeInvalid();
  });

  it('asks for what is missing before it asks the server', async () => {
    renderAt('/auth/sign-in');
    await userEvent.setup().click(await screen.findByRole('button', { name: 'Sign in' }));
    expect(await screen.findByText('Write an address like name@example.org.')).toBeVisible();
    expect(screen.getByText('Write your password.')).toBeVisible();
  });
});

it('sends a stranger from a private page to sign in, and keeps the place', async () => {
  const { place } = renderAt('/certificates?x=1');
  await screen.findByRole('heading', { name: 'Sign in' });
  expect(place()).toBe('/auth/sign-in?next=%2Fcertificates%3Fx%3D1');
});
