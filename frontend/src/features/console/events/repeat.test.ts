import { describe, expect, it } from 'vitest';

import { datesOf, ruleOf } from './repeat';

const THIRD_THURSDAY = '2026-11-19T13:00';

describe('a series', () => {
  it('counts the event that it begins with', () => {
    expect(ruleOf('weekly', 5, THIRD_THURSDAY)).toBe('FREQ=WEEKLY;COUNT=6');
    expect(ruleOf('fortnightly', 1, THIRD_THURSDAY)).toBe('FREQ=WEEKLY;INTERVAL=2;COUNT=2');
    expect(ruleOf('monthly_day', 2, THIRD_THURSDAY)).toBe('FREQ=MONTHLY;COUNT=3');
    expect(ruleOf('monthly_weekday', 2, THIRD_THURSDAY)).toBe('FREQ=MONTHLY;BYDAY=3TH;COUNT=3');
    expect(ruleOf('monthly_weekday', 2, '2026-11-30T13:00')).toBe('FREQ=MONTHLY;BYDAY=-1MO;COUNT=3');
  });

  it('shows the days that it gives', () => {
    expect(datesOf('weekly', 2, THIRD_THURSDAY)).toEqual(['2026-11-26T13:00', '2026-12-03T13:00']);
    expect(datesOf('monthly_weekday', 2, THIRD_THURSDAY)).toEqual(['2026-12-17T13:00', '2027-01-21T13:00']);
    expect(datesOf('monthly_weekday', 1, '2026-11-30T13:00')).toEqual(['2026-12-28T13:00']);
    expect(datesOf('monthly_day', 2, '2026-12-31T13:00')).toEqual(['2027-01-31T13:00', '2027-03-31T13:00']);
  });
});
