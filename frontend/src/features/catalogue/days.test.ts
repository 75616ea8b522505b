import { describe, expect, it } from 'vitest';

import { daysBetween, daysIn } from './days';

describe('the days of an event', () => {
  it('are those of its own place', () => {
    expect(daysBetween('2027-02-11T09:00:00Z', '2027-02-12T16:00:00Z', 'Europe/London')).toBe(2);
    expect(daysBetween('2027-02-11T20:00:00Z', '2027-02-11T23:30:00Z', 'Europe/London')).toBe(1);
    expect(daysBetween('2027-02-11T20:00:00Z', '2027-02-11T23:30:00Z', 'Europe/Kyiv')).toBe(2);
  });

  it('do not count the one on which midnight falls', () => {
    expect(daysBetween('2027-02-11T18:00:00Z', '2027-02-12T00:00:00Z', 'Europe/London')).toBe(1);
  });

  it('hold over the night in which clocks change', () => {
    expect(daysBetween('2027-03-27T09:00:00Z', '2027-03-28T15:00:00Z', 'Europe/London')).toBe(2);
  });

  it('are named together', () => {
    expect(daysIn('2027-02-11T09:00:00Z', '2027-02-12T16:00:00Z', 'en-GB', 'Europe/London')).toMatch(
      /^11\s?–\s?12 Feb$/u,
    );
  });
});
