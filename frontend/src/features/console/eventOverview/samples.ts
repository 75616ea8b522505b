import type { EventFigures, EventOverview } from '@/api';

const pounds = (amount: number) => ({ amount, currency: 'GBP' });

/** The figures of an event that nobody has registered for. */
export const OVERVIEW: EventOverview = {
  event: 'e1',
  places: {
    registered: 0,
    capacity: 40,
    pending_approval: 0,
    pending_payment: 0,
    cancelled: 0,
    waiting: 0,
    offered: 0,
  },
  money: [],
  presence: {
    came: 0,
    in_person: 0,
    online: 0,
    inside: 0,
    unmatched: 0,
    meetings: 0,
    reported: 0,
    fetched_at: null,
  },
  gate: null,
  certificates: { issued: 0, pending: 0, due: 0, undecided: 0, issues_at: null, by_hand: false },
  survey: null,
};

/** The same, counted for the tabs and the lists. */
export const FIGURES: EventFigures = {
  event: 'e1',
  has_begun: false,
  people: [],
  places: OVERVIEW.places,
  presence: OVERVIEW.presence,
  issued: 0,
  answered: 0,
};

/** What the tests of the overview look at: an event to come, half full, with people who wait. */
export const COMING: EventOverview = {
  ...OVERVIEW,
  places: {
    registered: 20,
    capacity: 40,
    pending_approval: 2,
    pending_payment: 1,
    cancelled: 3,
    waiting: 4,
    offered: 1,
  },
  money: [{ sales: pounds(170000), refunds: pounds(8500), net: pounds(161500) }],
};

/** The same event afterwards. */
export const OVER: EventOverview = {
  ...COMING,
  places: { ...COMING.places, pending_approval: 0, pending_payment: 0, waiting: 0, offered: 0 },
  presence: {
    ...COMING.presence,
    came: 18,
    in_person: 7,
    online: 11,
    unmatched: 2,
    meetings: 1,
    reported: 1,
  },
  gate: {
    people: 20,
    met: 12,
    short: 8,
    clauses: [
      { kind: 'survey', text: 'Answer the survey “How was it?”', people: 6 },
      { kind: 'attendance', text: 'Attend at least 80% of the event', people: 4 },
    ],
  },
  certificates: { ...COMING.certificates, due: 12 },
  survey: { id: 'sv1', title: 'How was it?', status: 'published', asked: 18, answered: 9 },
};
