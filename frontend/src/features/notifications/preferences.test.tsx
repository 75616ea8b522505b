import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { HttpResponse, http } from 'msw';
import { beforeEach, expect, it } from 'vitest';

import { problem } from '@/testing/problem';
import { renderAt } from '@/testing/render';
import { ME } from '@/testing/samples';
import { server } from '@/testing/server';

import type { Preference } from '@/api';

const AT = '/api/notifications/preferences/';
const kind = (name: string, label: string, part: Partial<Preference> = {}): Preference => ({
  kind: name,
  label,
  mail: true,
  bell: true,
  mail_required: false,
  by_mail: true,
  in_bell: true,
  ...part,
});

beforeEach(() => {
  server.use(
    http.get('/api/user/me/', () => HttpResponse.json(ME)),
    http.get(AT, () =>
      HttpResponse.json({
        results: [
          kind('a.both', 'Replies'),
          kind('a.digest', 'What you missed', { bell: false, in_bell: false }),
          kind('a.named', 'Somebody names you', { mail: false, by_mail: false }),
          kind('a.receipt', 'Receipts', { mail_required: true, bell: false, in_bell: false }),
        ],
      }),
    ),
  );
});

async function open() {
  renderAt('/account/notifications', { signedIn: true });
  await screen.findByRole('row', { name: /Replies/ });
  return userEvent.setup();
}

const row = (name: RegExp) => within(screen.getByRole('row', { name }));

it('offers a switch only for the ways that a kind goes', async () => {
  await open();
  expect(row(/Replies/).getAllByRole('switch')).toHaveLength(2);
  expect(row(/What you missed/).getByRole('switch', { name: /^By mail/ })).toBeVisible();
  expect(row(/What you missed/).queryByRole('switch', { name: /^In the bell/ })).not.toBeInTheDocument();
  expect(row(/What you missed/).getByText('never in the bell')).toBeInTheDocument();
  expect(row(/names you/).queryByRole('switch', { name: /^By mail/ })).not.toBeInTheDocument();
  expect(row(/names you/).getByRole('switch', { name: /^In the bell/ })).toBeVisible();
  expect(row(/Receipts/).queryByRole('switch')).not.toBeInTheDocument();
});

it('stores a choice, and puts it back when it could not be stored', async () => {
  const user = await open();
  let told: unknown;
  server.use(
    http.put(`${AT}a.digest/`, async ({ request }) => {
      told = await request.json();
      return problem(500, 'server_error');
    }),
  );
  const mail = row(/What you missed/).getByRole('switch', { name: /^By mail/ });
  await user.click(mail);
  await waitFor(() => expect(told).toEqual({ mail: false, bell: false }));
  expect(await screen.findByRole('alert')).toBeInTheDocument();
  expect(mail).toBeChecked();
});

it('is shown without a fault that axe finds', async () => {
  await open();
  // Colours, and what a width hides, are not known here.
  const rules = { 'color-contrast': { enabled: false }, 'landmark-unique': { enabled: false } };
  const found = await axe.run(document.body, { rules });
  expect(found.violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
});
