import { CARD } from './events';

import type { MyWaiting, StaffWaiting } from '@/api';

/** Somebody who waits, for the tests. */
export const WAITING: MyWaiting = {
  id: 'w1',
  status: 'waiting',
  name: 'Amara Okafor',
  email: 'amara@example.org',
  quantity: 1,
  ticket_types: ['t2'],
  position: 3,
  joined_at: '2026-11-22T10:00:00Z',
  offer: null,
  event: CARD,
};

export const OFFERED: MyWaiting = {
  ...WAITING,
  status: 'offered',
  position: null,
  offer: {
    ticket_type: { id: 't1', name: 'In person', mode: 'in_person' },
    price: null,
    expires_at: '2098-12-01T10:00:00Z',
  },
};

export const WAITS: StaffWaiting = {
  id: 'w1',
  status: 'waiting',
  name: 'Tom Lindqvist',
  email: 'tom@example.org',
  quantity: 2,
  ticket_types: ['t1'],
  position: 2,
  joined_at: '2026-11-20T10:00:00Z',
  offer: null,
  person_id: null,
  moved_reason: '',
};
