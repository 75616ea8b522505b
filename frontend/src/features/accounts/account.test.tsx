import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';

import { session } from '@/api';
import { problem } from '@/testing/problem';
import { renderAt } from '@/testing/render';
import { ME } from '@/testing/samples';
import { server } from '@/testing/server';

const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; rv:130.0) Gecko/20100101 Firefox/130.0';
const PHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1';

function device(id: string, userAgent: string, current: boolean) {
  const moment = '2026-11-20T10:00:00Z';
  return { id, user_agent: userAgent, ip: '192.0.2.1', created_at: moment, last_used_at: moment, current };
}

beforeEach(() => {
  server.use(http.get('/api/user/me/', () => HttpResponse.json(ME)));
});

describe('the sessions', () => {
  it('are named by device, and another one can be ended from here', async () => {
    let rows = [device('s1', FIREFOX, true), device('s2', PHONE, false)];
    server.use(
      http.get('/api/user/sessions/', () => HttpResponse.json({ results: rows, next: null, previous: null })),
      http.delete('/api/user/sessions/:id/', ({ params }) => {
        rows = rows.filter((row) => row.id !== params['id']);
        return new HttpResponse(null, { status: 204 });
      }),
    );
    const user = userEvent.setup();
    renderAt('/account/security', { signedIn: true });
    const mine = (await screen.findByText('Firefox on Windows')).closest('li');
    expect(within(mine ?? document.body).getByText('This device')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Sign out Safari on iPhone' }));
    await waitFor(() => expect(screen.queryByText('Safari on iPhone')).not.toBeInTheDocument());
    expect(screen.getByText('Firefox on Windows')).toBeVisible();
  });

  it('all end together, this one too', async () => {
    server.use(
      http.get('/api/user/sessions/', () =>
        HttpResponse.json({ results: [device('s1', FIREFOX, true)], next: null, previous: null }),
      ),
      http.delete('/api/user/sessions/', () => new HttpResponse(null, { status: 204 })),
    );
    const user = userEvent.setup();
    renderAt('/account/security', { signedIn: true });
    await user.click(await screen.findByRole('button', { name: 'Sign out everywhere' }));
    const dialog = await screen.findByRole('dialog');
    await user.click(within(dialog).getByRole('button', { name: 'Sign out everywhere' }));
    await waitFor(() => expect(session.status()).toBe('signed-out'));
  });
});

describe('deleting the account', () => {
  it('asks for the password, and keeps the account when it is wrong', async () => {
    server.use(
      http.delete('/api/user/me/', () =>
        problem(400, 'wrong_password', [
          { path: 'password', code: 'wrong_password', message: 'The password is not the present one.' },
        ]),
      ),
    );
    const user = userEvent.setup();
    renderAt('/account/privacy', { signedIn: true });
    await user.click(await screen.findByRole('button', { name: 'Delete my account' }));
    const dialog = await screen.findByRole('dialog');
    const confirm = within(dialog).getByRole('button', { name: 'Delete for good' });
    expect(confirm).toBeDisabled();
    await user.type(within(dialog).getByLabelText('Your password'), 'wrong');
    await user.click(confirm);
    expect(await within(dialog).findByText('The password is not the present one.')).toBeVisible();
    expect(session.status()).toBe('signed-in');
  });
});
