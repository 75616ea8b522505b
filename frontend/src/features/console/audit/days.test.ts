import { describe, expect, it } from 'vitest';

import { byDay, dayBefore } from './days';

const at = (moment: string) => ({ occurred_at: moment });

describe('the days of the audit trail', () => {
  it('are those of the organisation, not of the reader', () => {
    const lines = [at('2026-11-22T14:30:00Z'), at('2026-11-22T14:00:00Z'), at('2026-11-22T12:00:00Z')];
    expect(byDay(lines, 'Asia/Tokyo').map(([day, found]) => [day, found.length])).toEqual([
      ['2026-11-22', 3],
    ]);
    expect(byDay([at('2026-11-22T15:30:00Z'), ...lines], 'Asia/Tokyo').map(([day]) => day)).toEqual([
      '2026-11-23',
      '2026-11-22',
    ]);
  });

  it('follow the calendar over the end of a year', () => {
    expect(dayBefore('2027-01-01')).toBe('2026-12-31');
  });
});
