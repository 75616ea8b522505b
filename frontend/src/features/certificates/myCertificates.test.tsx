import { screen } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';

import { renderAt } from '@/testing/render';
import { ME } from '@/testing/samples';
import { server } from '@/testing/server';

import type { Certificate } from '@/api';

const EARNED: Certificate = {
  id: 'c1',
  code: 'k3m7q2wx',
  number: 'LMS-2026-000041',
  title: 'Frailty at the front door',
  holder_name: 'Hannah Price',
  course_id: null,
  event_id: 'e1',
  attendance: {
    sentence: 'Attended on 19 November 2026 in Leeds: 225 of 240 minutes.',
    days: ['2026-11-19'],
    counted_minutes: 225,
    window_minutes: 240,
    format: 'in_person',
    mode: 'in_person',
    place: 'Leeds',
  },
  organization: { slug: 'law', name: 'Law & Mediation Society', brand_color: '#3a5a44', logo_url: null },
  status: 'issued',
  waiting_for: null,
  issued_on: '2026-11-20',
  earned_on: '2026-11-19',
  credits: [],
  total_credits: '0',
  verify_url: 'http://127.0.0.1:8000/c/k3m7q2wx',
  pdf_sha256: '9f86',
  revoked: null,
};

beforeEach(() => {
  server.use(http.get('/api/user/me/', () => HttpResponse.json(ME)));
});

function mine(...results: Certificate[]) {
  server.use(
    http.get('/api/certificates/', () => HttpResponse.json({ results, next: null, previous: null })),
  );
  renderAt('/certificates', { signedIn: true });
}

describe('my certificates', () => {
  it('say of an event when and how long I attended', async () => {
    mine(EARNED);
    expect(await screen.findByRole('link', { name: 'Frailty at the front door' })).toHaveAttribute(
      'href',
      '/c/k3m7q2wx',
    );
    expect(screen.getByText('Attended on 19 November 2026 in Leeds: 225 of 240 minutes.')).toBeVisible();
  });

  it('say nothing of attendance where it was a course', async () => {
    mine({ ...EARNED, course_id: 'k1', event_id: null, attendance: null });
    expect(await screen.findByRole('link', { name: 'Frailty at the front door' })).toBeVisible();
    expect(screen.queryByText(/^Attended/)).not.toBeInTheDocument();
  });

  it('say how one is earned while there is none', async () => {
    mine();
    expect(await screen.findByText(/Finish a course or attend an event/)).toBeVisible();
  });
});
