import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';

import { pass, watchClock } from '@/testing/clock';
import { problem } from '@/testing/problem';
import { renderAt } from '@/testing/render';
import { ME } from '@/testing/samples';
import { server } from '@/testing/server';

import type { Certificate, VerifiedCertificate } from '@/api';

const ORGANIZATION = { slug: 'law', name: 'Law & Mediation Society', brand_color: '#3a5a44', logo_url: null };
const MINE: Certificate = {
  id: 'c1',
  code: 'OLDCODE',
  number: 'LMS-2026-000041',
  title: 'Consent and capacity in practice',
  holder_name: 'Amara Okafor',
  course_id: 'k1',
  event_id: null,
  attendance: null,
  organization: ORGANIZATION,
  status: 'issued',
  waiting_for: null,
  issued_on: '2026-11-20',
  earned_on: '2026-11-20',
  credits: [],
  total_credits: '0.0',
  verify_url: 'http://127.0.0.1:8000/c/OLDCODE',
  pdf_sha256: '9f86',
  revoked: null,
};
const NEW: Certificate = {
  ...MINE,
  id: 'c2',
  code: 'NEWCODE',
  number: 'LMS-2026-000042',
  holder_name: 'Amara Okafor-Reed',
  status: 'pending',
  waiting_for: { code: 'preparing', text: 'Your certificate is being prepared.' },
  issued_on: null,
  pdf_sha256: '',
};
const VERIFIED: VerifiedCertificate = {
  status: 'issued',
  in_force: true,
  number: MINE.number,
  code: MINE.code,
  holder_name: MINE.holder_name,
  holder_withheld: false,
  title: MINE.title,
  organization: ORGANIZATION,
  issued_on: '2026-11-20',
  earned_on: '2026-11-20',
  credits: [],
  total_credits: '0.0',
  evidence: [],
  attendance: null,
  wording: null,
  signatories: [],
  revoked: null,
  superseded_by_code: null,
  pdf_sha256: '9f86',
  issuer_url: 'http://127.0.0.1:8000/issuers/law',
};

let sent: unknown[];

function mine(...results: Certificate[]) {
  server.use(
    http.get('/api/certificates/', () => HttpResponse.json({ results, next: null, previous: null })),
  );
}

beforeEach(() => {
  sent = [];
  mine(MINE);
  server.use(
    http.get('/api/user/me/', () => HttpResponse.json({ ...ME, legal_name: 'Amara Okafor' })),
    http.get('/api/certificates/verify/:code/', ({ params }) =>
      HttpResponse.json({ ...VERIFIED, code: params['code'] }),
    ),
    http.patch('/api/user/me/', async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json({ ...ME, legal_name: 'Amara Okafor-Reed' });
    }),
    http.post('/api/certificates/c1/correct-name/', () => {
      sent.push('correct-name');
      return HttpResponse.json(NEW, { status: 202 });
    }),
  );
});

async function openDialog() {
  const user = userEvent.setup();
  const app = renderAt('/c/OLDCODE', { signedIn: true });
  await user.click(await screen.findByRole('button', { name: 'Correct the name' }));
  const dialog = within(await screen.findByRole('dialog'));
  return { ...app, user, dialog };
}

async function ask(name = 'Amara Okafor-Reed') {
  const opened = await openDialog();
  const { user, dialog } = opened;
  const field = dialog.getByLabelText('Name to be printed');
  await waitFor(() => expect(field).toHaveValue('Amara Okafor'));
  await user.clear(field);
  if (name) await user.type(field, name);
  await user.click(dialog.getByLabelText('This is my name, and it may be printed on certificates'));
  await user.click(dialog.getByRole('button', { name: 'Replace certificate' }));
  return opened;
}

describe('correcting the name on a certificate', () => {
  it('says what happens, saves the name, waits for the new one and goes there', async () => {
    watchClock();
    const { dialog, place } = await ask();
    expect(await dialog.findByText('Making the certificate for Amara Okafor-Reed')).toBeVisible();
    expect(sent).toEqual([{ legal_name: 'Amara Okafor-Reed', legal_name_confirmed: true }, 'correct-name']);
    expect(place()).toBe('/c/OLDCODE');
    mine({ ...NEW, status: 'issued', waiting_for: null }, { ...MINE, status: 'superseded' });
    await pass(2_000);
    await waitFor(() => expect(place()).toBe('/c/NEWCODE'));
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
  });

  it('sends nothing before the name differs and is confirmed', async () => {
    const { user, dialog } = await openDialog();
    const field = dialog.getByLabelText('Name to be printed');
    await waitFor(() => expect(field).toHaveValue('Amara Okafor'));
    await user.click(dialog.getByRole('button', { name: 'Replace certificate' }));
    expect(dialog.getByText('This name stands on the certificate already.')).toBeVisible();
    expect(field).toHaveFocus();
    await user.type(field, '-Reed');
    await user.click(dialog.getByRole('button', { name: 'Replace certificate' }));
    expect(dialog.getByText('Confirm that this is your name.')).toBeVisible();
    expect(sent).toEqual([]);
  });

  it('keeps what was written when it is refused', async () => {
    server.use(http.post('/api/certificates/c1/correct-name/', () => problem(409, 'illegal_transition')));
    const { dialog } = await ask();
    expect(await dialog.findByText('It failed: illegal_transition.')).toBeVisible();
    expect(dialog.getByLabelText('Name to be printed')).toHaveValue('Amara Okafor-Reed');
  });

  it('says what to do when the name cannot be printed', async () => {
    const text = 'Part of your name cannot be printed.';
    mine({ ...NEW, waiting_for: { code: 'name_not_covered', text } }, MINE);
    const { dialog, place } = await ask('ᚠᚢᚦ');
    expect(await dialog.findByText(text)).toBeVisible();
    expect(place()).toBe('/c/OLDCODE');
  });

  it('is not offered to strangers, nor on a certificate that holds no more', async () => {
    mine({ ...MINE, status: 'superseded' });
    renderAt('/c/OLDCODE', { signedIn: true });
    expect(await screen.findByRole('button', { name: 'Download PDF' })).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Correct the name' })).not.toBeInTheDocument();
  });
});
