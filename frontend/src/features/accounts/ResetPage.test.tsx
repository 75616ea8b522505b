import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { describe, expect, it } from 'vitest';

import { session } from '@/api';
import { problem } from '@/testing/problem';
import { renderAt } from '@/testing/render';
import { ME } from '@/testing/samples';
import { server } from '@/testing/server';

const CONFIRM = '/api/user/password/reset/confirm/';

describe('choosing a new password', () => {
  it('gives the same answer for every address', async () => {
    let asked: unknown;
    server.use(
      http.post('/api/user/password/reset/', async ({ request }) => {
        asked = await request.json();
        return new HttpResponse(null, { status: 202 });
      }),
    );
    const user = userEvent.setup();
    renderAt('/auth/forgot');
    await user.type(await screen.findByLabelText('Email'), 'amara@example.org');
    await user.click(screen.getByRole('button', { name: 'Send the link' }));
    expect(await screen.findByText(/If amara@example.org has an account/)).toBeVisible();
    expect(asked).toEqual({ email: 'amara@example.org' });
  });

  it('shows what the server says beside the field, then ends this session too', async () => {
    const sent: unknown[] = [];
    server.use(
      http.get('/api/user/me/', () => HttpResponse.json(ME)),
      http.post(CONFIRM, async ({ request }) => {
        sent.push(await request.json());
        return sent.length === 1
          ? problem(400, 'weak_password', [
              { path: 'new_password', code: 'password_too_common', message: 'This password is too common.' },
            ])
          : new HttpResponse(null, { status: 204 });
      }),
    );
    const user = userEvent.setup();
    renderAt('/auth/reset?token=t1', { signedIn: true });
    const field = await screen.findByLabelText('New password');
    await user.type(field, 'password1234');
    await user.click(screen.getByRole('button', { name: 'Save password' }));
    expect(await screen.findByText('This password is too common.')).toBeVisible();
    expect(field).toHaveAttribute('aria-invalid', 'true');
    await user.clear(field);
    await user.type(field, 'a quiet river bends');
    await user.click(screen.getByRole('button', { name: 'Save password' }));
    expect(await screen.findByText('Your new password is in force')).toBeVisible();
    expect(sent[1]).toEqual({ token: 't1', new_password: 'a quiet river bends' });
    expect(session.status()).toBe('signed-out');
  });

  it('says that a used link has ended, and how to get another one', async () => {
    server.use(http.post(CONFIRM, () => problem(400, 'link_used_up')));
    const user = userEvent.setup();
    renderAt('/auth/reset?token=old');
    await user.type(await screen.findByLabelText('New password'), 'a quiet river bends');
    await user.click(screen.getByRole('button', { name: 'Save password' }));
    expect(await screen.findByText('This link has ended')).toBeVisible();
    expect(screen.getByRole('link', { name: 'Ask for a new link' })).toHaveAttribute('href', '/auth/forgot');
  });

  it('says for how long to wait after too many tries', async () => {
    server.use(
      http.post('/api/user/password/reset/', () =>
        HttpResponse.json(
          { type: 'about:blank', title: 'Too many', status: 429, code: 'too_many_attempts' },
          { status: 429, headers: { 'Retry-After': '540' } },
        ),
      ),
    );
    const user = userEvent.setup();
    renderAt('/auth/forgot');
    await user.type(await screen.findByLabelText('Email'), 'amara@example.org');
    await user.click(screen.getByRole('button', { name: 'Send the link' }));
    expect(await screen.findByText(/Try again in 9 minutes/)).toBeVisible();
  });
});

describe('a link from the mail', () => {
  it('confirms the address once', async () => {
    let tries = 0;
    server.use(
      http.post('/api/user/email/verify/', () => {
        tries += 1;
        return HttpResponse.json({ email: 'amara@example.org' });
      }),
    );
    renderAt('/auth/verify?token=t1');
    expect(await screen.findByText('Your address is confirmed')).toBeVisible();
    expect(tries).toBe(1);
  });
});
