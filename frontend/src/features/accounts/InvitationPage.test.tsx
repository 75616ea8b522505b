import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';

import { problem } from '@/testing/problem';
import { renderAt } from '@/testing/render';
import { ME } from '@/testing/samples';
import { server } from '@/testing/server';

import type { InvitationPreview } from '@/api';

const INVITATION: InvitationPreview = {
  organization: {
    slug: 'law',
    name: 'Law & Mediation Society',
    brand_color: '#3a5a44',
    logo_url: null,
    country: 'GB',
  },
  invited_by: 'Amara Okafor',
  roles: ['organizer', 'door'],
  expires_at: '2026-11-29T10:00:00Z',
};
const PREVIEW = '/api/organizations/invitations/preview/';
const ACCEPT = '/api/organizations/invitations/accept/';

let accepted: number;

beforeEach(() => {
  accepted = 0;
  server.use(
    http.get('/api/user/me/', () => HttpResponse.json(ME)),
    http.post(PREVIEW, async ({ request }) => {
      expect(await request.json()).toEqual({ token: 'secret' });
      return HttpResponse.json(INVITATION);
    }),
    http.post(ACCEPT, () => {
      accepted += 1;
      return problem(409, 'invitation_for_another');
    }),
  );
});

describe('an invitation', () => {
  it('says who asks, for which organisation and with which roles, before anything is accepted', async () => {
    renderAt('/auth/invitation?token=secret');
    expect(await screen.findByRole('heading', { name: 'Join Law & Mediation Society?' })).toBeVisible();
    expect(screen.getByText('Amara Okafor invites you')).toBeVisible();
    const roles = within(screen.getByRole('list', { name: 'You would be, all at once' }));
    expect(roles.getAllByRole('listitem').map((one) => one.firstChild?.textContent)).toEqual([
      'Organiser',
      'Door',
    ]);
    expect(screen.getByRole('link', { name: 'Sign in' })).toHaveAttribute(
      'href',
      `/auth/sign-in?next=${encodeURIComponent('/auth/invitation?token=secret')}`,
    );
    expect(accepted).toBe(0);
  });

  it('is accepted by somebody who is signed in, and says when it was meant for another', async () => {
    const user = userEvent.setup();
    renderAt('/auth/invitation?token=secret', { signedIn: true });
    await user.click(await screen.findByRole('button', { name: 'Accept invitation' }));
    expect(await screen.findByText('It failed: invitation_for_another.')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Use another account' })).toBeVisible();
    expect(screen.getByRole('heading', { name: 'Law & Mediation Society' })).toBeVisible();
    expect(accepted).toBe(1);
  });

  it.each([
    ['invitation_expired', 400],
    ['invitation_closed', 409],
  ])('that has ended says so (%s) and asks nothing', async (code, status) => {
    server.use(http.post(PREVIEW, () => problem(status, code)));
    renderAt('/auth/invitation?token=secret', { signedIn: true });
    expect(await screen.findByRole('heading', { name: 'This invitation has ended' })).toBeVisible();
    expect(screen.getByText(`It failed: ${code}.`)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Accept invitation' })).not.toBeInTheDocument();
  });

  it('that could not be loaded can be tried again', async () => {
    server.use(http.post(PREVIEW, () => problem(503, 'unavailable'), { once: true }));
    const user = userEvent.setup();
    renderAt('/auth/invitation?token=secret');
    await user.click(await screen.findByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(screen.getByText('Amara Okafor invites you')).toBeVisible());
  });

  it('from somebody who has left names nobody', async () => {
    server.use(http.post(PREVIEW, () => HttpResponse.json({ ...INVITATION, invited_by: null })));
    renderAt('/auth/invitation?token=secret');
    expect(await screen.findByText('You are invited by somebody who has left since')).toBeVisible();
  });
});
