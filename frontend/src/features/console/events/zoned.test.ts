import { describe, expect, it } from 'vitest';

import { clockIn, dayIn, fromWall, laterWall, toWall } from './zoned';

describe('times of a zone', () => {
  it('are what its clocks show, in winter and in summer', () => {
    expect(toWall('2026-12-10T09:30:00Z', 'Europe/London')).toBe('2026-12-10T09:30');
    expect(toWall('2026-07-10T09:30:00Z', 'Europe/London')).toBe('2026-07-10T10:30');
    expect(fromWall('2026-07-10T10:30', 'Europe/London')).toBe('2026-07-10T09:30:00Z');
    expect(fromWall('2026-12-10T09:30', 'America/New_York')).toBe('2026-12-10T14:30:00Z');
  });

  it('stand for a moment also where the clock skips an hour', () => {
    expect(fromWall('2027-03-28T03:00', 'Europe/London')).toBe('2027-03-28T02:00:00Z');
    expect(fromWall('2027-03-28T01:30', 'Europe/London')).not.toBeNull();
  });

  it('are none in an empty field', () => {
    expect(toWall(null, 'UTC')).toBe('');
    expect(fromWall('', 'UTC')).toBeNull();
    expect(fromWall('soon', 'UTC')).toBeNull();
    expect(laterWall('2026-12-10T23:30', 60)).toBe('2026-12-11T00:30');
  });

  it('are written for people', () => {
    const now = new Date('2026-11-22T10:00:00Z');
    expect(dayIn('2026-12-10T23:30:00Z', 'Europe/Berlin', 'en-GB', now)).toBe('Fri 11 Dec');
    expect(dayIn('2027-01-10T10:00:00Z', 'Europe/Berlin', 'en-GB', now)).toBe('Sun 10 Jan 2027');
    expect(clockIn('2026-12-10T08:30:00Z', 'Europe/Berlin', 'en-GB')).toBe('09:30');
  });
});
