import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { describe, expect, it } from 'vitest';

import { member } from '@/testing/console';
import { problem } from '@/testing/problem';
import { renderAt } from '@/testing/render';
import { server } from '@/testing/server';

import { fingerprintOf } from './fingerprint';

import type { SigningKey } from '@/api';

const PEM = '-----BEGIN CERTIFICATE-----\nYWNj\ncmVkaXQ=\n-----END CERTIFICATE-----\n';
/** `printf accredit | sha256sum`, in the form of OpenSSL. */
const FINGERPRINT = /^([0-9A-F]{2}:){31}[0-9A-F]{2}$/;

const DOCUMENT: SigningKey = {
  id: 'k1',
  purpose: 'document',
  algorithm: 'ecdsa-p256',
  public_key: null,
  certificate_pem: PEM,
  created_at: '2026-11-01T00:00:00Z',
  retired_at: null,
};
const CREDENTIAL: SigningKey = {
  ...DOCUMENT,
  id: 'k2',
  purpose: 'credential',
  algorithm: 'ed25519',
  public_key: 'z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi',
  certificate_pem: null,
};
const RETIRED: SigningKey = { ...DOCUMENT, id: 'k0', retired_at: '2026-11-01T00:00:00Z' };

function keys(...results: SigningKey[]) {
  server.use(http.get('/api/certificates/keys/', () => HttpResponse.json({ results })));
}

describe('a fingerprint', () => {
  it('is the SHA-256 of the certificate itself, not of its text', async () => {
    const digest = await fingerprintOf(PEM);
    expect(digest).toMatch(FINGERPRINT);
    expect(await fingerprintOf(PEM.replaceAll('\n', '\r\n'))).toBe(digest);
    expect(await fingerprintOf('no certificate')).toBeNull();
  });
});

describe('signing keys', () => {
  it('are listed with those in use first, and the issuer document can be opened', async () => {
    member(['viewer'], ['view_certificates']);
    keys(RETIRED, DOCUMENT, CREDENTIAL);
    renderAt('/org/law/certificates/keys', { signedIn: true });
    const rows = within(await screen.findByRole('table'))
      .getAllByRole('row')
      .slice(1);
    expect(rows.map((row) => within(row).getByText(/In use|Retired 1 Nov/).textContent)).toEqual([
      'In use',
      'In use',
      'Retired 1 Nov',
    ]);
    expect(screen.getAllByText('z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi')[0]).toBeVisible();
    expect(screen.getByRole('link', { name: /Issuer document/ })).toHaveAttribute(
      'href',
      '/.well-known/accredit/issuers/o1',
    );
    expect(screen.queryByRole('button', { name: /^Rotate/ })).not.toBeInTheDocument();
  });

  it('are rotated after the page has said what happens', async () => {
    member(['owner'], ['view_certificates', 'manage_organization']);
    keys(DOCUMENT, CREDENTIAL);
    let key: string | null = null;
    server.use(
      http.post('/api/certificates/keys/k1/rotate/', ({ request }) => {
        key = request.headers.get('Idempotency-Key');
        keys(RETIRED, { ...DOCUMENT, id: 'k3' }, CREDENTIAL);
        return HttpResponse.json({ ...DOCUMENT, id: 'k3' }, { status: 201 });
      }),
    );
    const user = userEvent.setup();
    renderAt('/org/law/certificates/keys', { signedIn: true });
    const [rotate] = await screen.findAllByRole('button', { name: 'Rotate the key for PDF documents' });
    if (!rotate) throw new Error('the key can be rotated');
    await user.click(rotate);
    const dialog = within(await screen.findByRole('dialog', { name: 'Rotate this key?' }));
    expect(dialog.getByText(/stay valid and verifiable/)).toBeVisible();
    expect(key).toBeNull();
    await user.click(dialog.getByRole('button', { name: 'Retire and replace' }));
    expect((await screen.findAllByText('Retired 1 Nov'))[0]).toBeVisible();
    expect(key).toBeTruthy();
  });

  it('that somebody else has rotated meanwhile are not rotated twice', async () => {
    member(['owner'], ['view_certificates', 'manage_organization']);
    keys(DOCUMENT);
    server.use(
      http.post('/api/certificates/keys/k1/rotate/', () => {
        keys(RETIRED, { ...DOCUMENT, id: 'k3' });
        return problem(409, 'key_rotated');
      }),
    );
    const user = userEvent.setup();
    renderAt('/org/law/certificates/keys', { signedIn: true });
    const [rotate] = await screen.findAllByRole('button', { name: 'Rotate the key for PDF documents' });
    if (!rotate) throw new Error('the key can be rotated');
    await user.click(rotate);
    await user.click(await screen.findByRole('button', { name: 'Retire and replace' }));
    expect(await screen.findByText('It failed: key_rotated.')).toBeVisible();
    expect((await screen.findAllByText('Retired 1 Nov', {}))[0]).toBeInTheDocument();
  });

  it('that cannot be loaded say so', async () => {
    member(['owner'], ['view_certificates']);
    server.use(http.get('/api/certificates/keys/', () => problem(500, 'server_error')));
    renderAt('/org/law/certificates/keys', { signedIn: true });
    expect(await screen.findByText('Could not load the keys')).toBeVisible();
  });
});
