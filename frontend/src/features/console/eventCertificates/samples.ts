import type { CertificateDecision, IssueRun, StaffCertificate } from '@/api';

/** What the tests of an event's certificates look at. */
export const RUN: IssueRun = {
  id: 'run1',
  status: 'running',
  total: 4,
  numbered: 2,
  done: 1,
  failed: 0,
  waiting: 1,
  by_hand: true,
  started_at: '2026-12-10T14:00:00Z',
  ended_at: null,
};

export const ENDED: IssueRun = {
  ...RUN,
  status: 'finished',
  numbered: 4,
  done: 4,
  waiting: 0,
  ended_at: '2026-12-10T14:02:00Z',
};

export const CERTIFICATE: StaffCertificate = {
  id: 'c1',
  code: 'k3m7q2wxk3m7q2wxk3m7q2wxk3',
  number: 'LMS-2026-000041',
  title: 'Frailty at the front door',
  holder_name: 'Hannah Price',
  course_id: null,
  event_id: 'e1',
  attendance: null,
  organization: { slug: 'law', name: 'Law & Mediation Society', brand_color: '#3a5a44', logo_url: null },
  status: 'issued',
  waiting_for: null,
  issued_on: '2026-12-10',
  earned_on: '2026-12-10',
  credits: [],
  total_credits: '0',
  verify_url: 'http://127.0.0.1:8000/c/k3m7q2wxk3m7q2wxk3m7q2wxk3',
  pdf_sha256: '9f86',
  revoked: null,
  holder_id: 'u2',
  held_for: null,
  attempt_error: null,
  created_at: '2026-12-10T14:01:00Z',
};

export const DECISION: CertificateDecision = {
  id: 'd1',
  event: { id: 'e1', slug: 'frailty', title: 'Frailty at the front door' },
  certificate: {
    id: 'c1',
    code: CERTIFICATE.code,
    number: CERTIFICATE.number,
    holder_name: CERTIFICATE.holder_name,
    status: 'issued',
  },
  doubt: 'not_due',
  sentences: ['Attended 90 of 150 minutes (60%); at least 80% of the event is asked for.'],
  verdict: 'open',
  asked_at: '2026-12-11T09:00:00Z',
  decided_at: null,
  decided_by: null,
  reason: '',
};
