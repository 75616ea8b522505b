import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { describe, expect, it } from 'vitest';

import { problem } from '@/testing/problem';
import { renderAt } from '@/testing/render';
import { server } from '@/testing/server';

import { codeFrom } from './codeFrom';

import type { VerifiedCertificate } from '@/api';

const CERTIFICATE: VerifiedCertificate = {
  status: 'issued',
  in_force: true,
  number: 'LMS-2026-000041',
  code: 'K3M7Q2WX',
  holder_name: 'Amara Okafor',
  holder_withheld: false,
  title: 'Consent and capacity in practice',
  organization: { slug: 'law', name: 'Law & Mediation Society', brand_color: '#3a5a44', logo_url: null },
  issued_on: '2026-11-20',
  earned_on: '2026-11-20',
  credits: [
    {
      name: 'Ethics & law',
      amount: '5.0',
      category: 2,
      accreditor: 'Allied Practice Council',
      approval_reference: 'APC-26-1187',
    },
  ],
  total_credits: '5.0',
  evidence: ['All 10 lessons completed'],
  attendance: null,
  wording: null,
  signatories: [],
  revoked: null,
  superseded_by_code: null,
  pdf_sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  issuer_url: 'http://127.0.0.1:8000/issuers/law',
};

function verify(change: Partial<VerifiedCertificate> = {}) {
  server.use(
    http.get('/api/certificates/verify/K3M7Q2WX/', () => HttpResponse.json({ ...CERTIFICATE, ...change })),
  );
  renderAt('/c/K3M7Q2WX');
}

describe('the public certificate', () => {
  it('says in words that it is genuine, and what it proves', async () => {
    verify();
    expect(await screen.findByRole('heading', { name: 'Genuine, and in force' })).toBeVisible();
    expect(screen.getByText('What this proves')).toBeVisible();
    expect(screen.getByText('5.0 Ethics & law credits')).toBeVisible();
    expect(document.title).toBe('Amara Okafor, Consent and capacity in practice — Accredit');
  });

  it('says of an event when, where and how long its holder attended', async () => {
    const sentence = 'Attended on 19 November 2026 in Leeds: 225 of 240 minutes.';
    verify({
      attendance: {
        sentence,
        days: ['2026-11-19'],
        counted_minutes: 225,
        window_minutes: 240,
        format: 'in_person',
        mode: 'in_person',
        place: 'Leeds',
      },
      evidence: ['Answered the survey'],
    });
    const lines = await screen.findAllByText(sentence);
    expect(lines.some((line) => line.tagName === 'SPAN')).toBe(true);
    expect(lines.some((line) => line.tagName === 'text')).toBe(true);
  });

  it('reads as the PDF does, and names who signed', async () => {
    verify({
      wording: {
        intro: 'We hereby confirm that',
        statement: 'completed',
        color: '#4a6f97',
        show_evidence: false,
      },
      signatories: [
        { name: 'Dr Samuel Adeyemi', title: 'Programme lead' },
        { name: 'Miriam Castell', title: '' },
      ],
    });
    const paper = await screen.findByRole('img', { name: /^Certificate for Amara Okafor/ });
    expect(paper).toHaveTextContent('We hereby confirm that');
    expect(paper).toHaveTextContent('Programme lead');
    expect(paper).not.toHaveTextContent('All 10 lessons completed');
    expect(screen.getByText('Who signed it')).toBeVisible();
    expect(screen.getByText('Dr Samuel Adeyemi, Programme lead')).toBeVisible();
    expect(screen.getAllByText('Miriam Castell')).toHaveLength(2);
  });

  it('says that it was revoked, when and why, and proves nothing more', async () => {
    verify({
      status: 'revoked',
      in_force: false,
      revoked: { on: '2026-11-21', reason: 'The order was refunded' },
    });
    expect(await screen.findByRole('heading', { name: 'Revoked' })).toBeVisible();
    expect(screen.getByText(/withdrawn it on 21 November 2026/)).toBeVisible();
    expect(screen.getByText('Reason given: The order was refunded')).toBeVisible();
    expect(screen.queryByText('Nothing has changed')).not.toBeInTheDocument();
  });

  it('leads to the one that replaced it', async () => {
    verify({ status: 'superseded', in_force: false, superseded_by_code: 'NEWCODE' });
    expect(await screen.findByRole('link', { name: 'See the new certificate' })).toHaveAttribute(
      'href',
      '/c/NEWCODE',
    );
  });

  it('withholds the name of a holder who has left', async () => {
    verify({ holder_name: null, holder_withheld: true });
    expect(await screen.findByRole('heading', { name: 'Genuine, holder withheld' })).toBeVisible();
  });

  it('does not call an unknown code a forgery, nor a failure a verdict', async () => {
    server.use(http.get('/api/certificates/verify/K3M7Q2WX/', () => problem(404, 'not_found')));
    renderAt('/c/K3M7Q2WX');
    expect(await screen.findByRole('heading', { name: 'No certificate has this code' })).toBeVisible();
  });

  it('compares a chosen file on this device only', async () => {
    verify();
    const input = await screen.findByLabelText('Choose a PDF');
    const file = new File(['test'], 'certificate.pdf', { type: 'application/pdf' });
    file.arrayBuffer = () => Promise.resolve(new TextEncoder().encode('test').buffer);
    await userEvent.setup().upload(input, file);
    expect(await screen.findByText('It is the same file')).toBeVisible();
  });
});

it.each([
  ['K3M7Q2WX', 'K3M7Q2WX'],
  [' K3M7Q2WX ', 'K3M7Q2WX'],
  ['https://accredit.example/c/K3M7Q2WX', 'K3M7Q2WX'],
  ['https://accredit.example/c/K3M7Q2WX?from=qr', 'K3M7Q2WX'],
])('finds the code in %s', (text, code) => {
  expect(codeFrom(text)).toBe(code);
});
