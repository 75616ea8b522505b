import { HttpResponse, http } from 'msw';

import { organizationPage } from '@/features/console/courses/samples';
import { FIGURES, OVERVIEW } from '@/features/console/eventOverview/samples';

import { ME } from './samples';
import { server } from './server';

import type {
  AttendanceLane,
  StaffEvent,
  StaffEventCard,
  StaffRegistration,
  StaffSession,
  StaffTicket,
} from '@/api';

/** What the tests of the workspace look at. */
export const CARD: StaffEventCard = {
  id: 'e1',
  slug: 'frailty',
  title: 'Frailty at the front door',
  subtitle: '',
  organization: { slug: 'law', name: 'Law & Mediation Society', brand_color: '#3a5a44', logo_url: null },
  category: null,
  format: 'in_person',
  language: 'en',
  status: 'draft',
  time_zone: 'Europe/London',
  starts_at: '2026-12-10T09:30:00Z',
  ends_at: '2026-12-10T12:00:00Z',
  place: 'Friends House, London',
  price_from: null,
  credits: { total: '0', types: [] },
  cover_url: null,
  published_at: null,
};

export const SESSION: StaffSession = {
  id: 's1',
  kind: 'session',
  title: 'Why frailty hides',
  description_html: '',
  starts_at: '2026-12-10T09:30:00Z',
  ends_at: '2026-12-10T10:30:00Z',
  room: 'Hall',
  speakers: ['sp1'],
  description_md: '',
  online_url: '',
  actual_starts_at: null,
  actual_ends_at: null,
  actual_reason: '',
};

export const TICKET: StaffTicket = {
  id: 't1',
  name: 'Standard',
  description: '',
  price: { amount: 8500, currency: 'GBP' },
  mode: 'in_person',
  capacity: 'cap1',
  is_hidden: false,
  sale_starts_at: null,
  sale_ends_at: null,
  min_per_order: 1,
  max_per_order: 10,
  position: 0,
  closed_at: null,
};

export const EVENT: StaffEvent = {
  ...CARD,
  visibility: 'public',
  description_md: 'What it is about.',
  outcomes: [],
  venue: { name: 'Friends House', address: '', city: 'London', map_url: '' },
  online_url: '',
  registration_opens_at: null,
  registration_closes_at: null,
  approval_required: false,
  refund_tiers: [],
  refund_note: '',
  cancel_reason: '',
  series_id: null,
  sequence: 0,
  credit_rows: [],
  sessions: [SESSION],
  capacities: [{ id: 'cap1', name: 'Main hall', size: 40, taken: 12, left: 28 }],
  tickets: [TICKET],
  questions: [],
};

export const PERSON: StaffRegistration = {
  id: 'r1',
  status: 'confirmed',
  name: 'Priya Raman',
  email: 'priya@example.org',
  ticket_type: { id: 't1', name: 'Standard', mode: 'in_person' },
  price: { amount: 8500, currency: 'GBP' },
  order: 'ord1',
  hold_expires_at: null,
  registered_at: '2026-11-20T10:00:00Z',
  confirmed_at: '2026-11-20T10:00:00Z',
  cancelled_at: null,
  cancelled_because: '',
  cancel_reason: '',
  person_id: null,
  answers: {},
  blocked_reason: '',
};

const second = (moment: string) => Date.parse(moment) / 1000;

/** An hour's session, left after three quarters; nobody told the end. */
export const LANE: AttendanceLane = {
  id: 'r1',
  name: 'Priya Raman',
  email: 'priya@example.org',
  status: 'confirmed',
  sessions: [
    {
      session: 's1',
      spans: [[second('2026-11-10T09:30:00Z'), second('2026-11-10T10:15:00Z')]],
      away: [[second('2026-11-10T10:15:00Z'), second('2026-11-10T10:30:00Z')]],
      lost_end: true,
      counted_seconds: 2700,
      window_seconds: 3600,
      percent: 75,
    },
  ],
  intervals: [
    {
      id: 'i1',
      source: 'door',
      session: null,
      starts_at: '2026-11-10T09:30:00Z',
      ends_at: '2026-11-10T10:15:00Z',
      withdrawn_at: null,
      reason: '',
      replaces: null,
    },
  ],
};

/** The signed-in person manages events, and this is the event that is open. */
export function eventIs(change: Partial<StaffEvent> = {}): void {
  server.use(
    http.get('/api/user/me/', () => HttpResponse.json(ME)),
    http.get('/api/organizations/', () => HttpResponse.json(organizationPage({}, 'manage_events'))),
    http.get('/api/events/frailty/edit/', () => HttpResponse.json({ ...EVENT, ...change })),
    http.get('/api/events/e1/overview/', () => HttpResponse.json(OVERVIEW)),
    http.get('/api/events/e1/figures/', () => HttpResponse.json(FIGURES)),
    http.get('/api/events/e1/activity/', () => HttpResponse.json({ results: [] })),
    http.get('/api/events/categories/', () =>
      HttpResponse.json({ results: [{ slug: 'medicine', name: 'Medicine' }] }),
    ),
    http.get('/api/registrations/reconciliation/', () =>
      HttpResponse.json({ results: [], next: null, previous: null }),
    ),
    http.get('/api/accreditation/accreditors/', () => HttpResponse.json({ results: [] })),
    http.get('/api/events/speakers/', () =>
      HttpResponse.json({
        results: [{ id: 'sp1', name: 'Helen Marsh', headline: '', bio: '', photo_url: null }],
        next: null,
        previous: null,
      }),
    ),
  );
}

export interface Sent {
  what: string;
  body: unknown;
}

/** Answers a write and remembers what was sent. */
export function accepts(method: 'post' | 'patch' | 'put' | 'delete', path: string, answer: object): Sent[] {
  const sent: Sent[] = [];
  server.use(
    http[method](path, async ({ request }) => {
      const text = await request.text();
      sent.push({ what: new URL(request.url).pathname, body: text ? JSON.parse(text) : null });
      return HttpResponse.json(answer);
    }),
  );
  return sent;
}
