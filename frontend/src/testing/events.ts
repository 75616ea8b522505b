import type { EventCard, EventDetail, EventTicket, MyRegistration, RegistrationDetail } from '@/api';

/** Answers for the tests of this feature. The day lies far ahead, so that nothing is over. */
export const CARD: EventCard = {
  id: 'ev1',
  slug: 'capacity',
  title: 'Capacity in practice',
  subtitle: 'A day of cases.',
  organization: { slug: 'law', name: 'Law & Mediation Society', brand_color: '#3a5a44', logo_url: null },
  category: null,
  format: 'hybrid',
  language: 'en',
  status: 'published',
  time_zone: 'America/New_York',
  starts_at: '2098-12-10T14:00:00Z',
  ends_at: '2098-12-10T21:00:00Z',
  place: 'New York',
  price_from: { amount: 8500, currency: 'GBP' },
  credits: {
    total: '6.0',
    types: [{ name: 'Ethics & law', amount: '6.0', category: 2, accreditor: 'Allied Practice Council' }],
  },
  cover_url: null,
  published_at: '2026-10-01T08:00:00Z',
};

const TICKET: EventTicket = {
  id: 't1',
  name: 'In person',
  description: '',
  state: 'on_sale',
  left: 3,
  price: { amount: 14500, currency: 'GBP' },
  mode: 'in_person',
  sale_starts_at: null,
  sale_ends_at: null,
  min_per_order: 1,
  max_per_order: 10,
};

export const EVENT: EventDetail = {
  ...CARD,
  visibility: 'public',
  description_html: '<p>A day of <strong>cases</strong>.</p>',
  outcomes: [],
  venue: {
    name: 'Friends House',
    address: '173 Euston Road',
    city: 'New York',
    map_url: 'https://map.example/1',
  },
  sessions: [
    {
      id: 's1',
      kind: 'session',
      title: 'Who decides',
      description_html: '',
      starts_at: '2098-12-10T14:00:00Z',
      ends_at: '2098-12-10T17:00:00Z',
      room: 'Hall 2',
      speakers: ['p1'],
    },
    {
      id: 's2',
      kind: 'break',
      title: 'Lunch',
      description_html: '',
      starts_at: '2098-12-10T17:00:00Z',
      ends_at: '2098-12-10T18:00:00Z',
      room: '',
      speakers: [],
    },
  ],
  speakers: [{ id: 'p1', name: 'Dr Amara Osei', headline: 'Psychiatrist', bio: '', photo_url: null }],
  tickets: [
    TICKET,
    { ...TICKET, id: 't2', name: 'Student', state: 'sold_out', left: 0, price: null },
    {
      ...TICKET,
      id: 't3',
      name: 'Online',
      left: null,
      mode: 'online',
      price: { amount: 8500, currency: 'GBP' },
    },
  ],
  questions: [],
  registration: { opens_at: null, closes_at: '2098-12-10T21:00:00Z', approval_required: false },
  refund_policy: { tiers: [{ hours_before: 168, percent: 100 }], note: '', percent_now: 100 },
  cancel_reason: '',
};

export const PLACE: MyRegistration = {
  id: 'r1',
  status: 'confirmed',
  name: 'Amara Okafor',
  email: 'amara@example.org',
  ticket_type: { id: 't1', name: 'In person', mode: 'in_person' },
  price: { amount: 14500, currency: 'GBP' },
  order: 'o1',
  hold_expires_at: null,
  registered_at: '2026-11-22T10:00:00Z',
  confirmed_at: '2026-11-22T10:01:00Z',
  cancelled_at: null,
  cancelled_because: '',
  cancel_reason: '',
  for_another: false,
  event: CARD,
};

export const DETAIL: RegistrationDetail = {
  ...PLACE,
  answers: {},
  ticket: 'ACC1.4F7.9QX',
  join_url: null,
  join_opens_at: null,
  refund_if_cancelled: { amount: 14500, currency: 'GBP' },
  can_cancel: true,
  questions: [],
  can_change_answers: false,
  can_transfer: false,
  attendance: [],
};
