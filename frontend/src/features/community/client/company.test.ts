import { describe, expect, it } from 'vitest';

import { Company } from './company';

const STANDS = { room: 'r1', last_seq: 2, last_change: 2 };

describe('who is in a room', () => {
  it('is known by name, as they come and go', () => {
    const company = new Company();
    company.standsAt({ ...STANDS, here: ['u1'], here_count: 1 });
    company.hear({ type: 'presence', room: 'r1', by: 'u2', is_here: true });
    company.hear({ type: 'presence', room: 'r1', by: 'u2', is_here: true });
    expect([[...company.people], company.count]).toEqual([['u1', 'u2'], 2]);
    company.hear({ type: 'presence', room: 'r1', by: 'u1', is_here: false });
    expect([[...company.people], company.count]).toEqual([['u2'], 1]);
  });

  it('is a number in a crowd', () => {
    const company = new Company();
    company.standsAt({ ...STANDS, here: ['u1'], here_count: 1 });
    company.hear({ type: 'crowd', room: 'r1', count: 640 });
    expect([[...company.people], company.count]).toEqual([[], 640]);
    company.standsAt({ ...STANDS, here: [], here_count: 641 });
    expect(company.count).toBe(641);
  });
});
