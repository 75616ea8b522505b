import { describe, expect, it } from 'vitest';

import {
  formatAmount,
  formatCountdown,
  formatDay,
  formatDuration,
  formatLongDate,
  formatPercent,
  formatPrice,
  formatRelativeDay,
  initialsOf,
} from '.';

const LOCALE = 'en-GB';

describe('money', () => {
  it('leaves out the pence of a whole price in a list', () => {
    expect(formatPrice({ amount: 14500, currency: 'GBP' }, LOCALE)).toBe('£145');
    expect(formatPrice({ amount: 14550, currency: 'GBP' }, LOCALE)).toBe('£145.50');
  });

  it('writes every digit on a receipt', () => {
    expect(formatAmount({ amount: 14500, currency: 'GBP' }, LOCALE)).toBe('£145.00');
  });

  it('writes a refund with the minus sign that is as wide as a digit', () => {
    expect(formatAmount({ amount: -3600, currency: 'GBP' }, LOCALE)).toBe('\u2212£36.00');
  });

  it('knows currencies without minor units and with three', () => {
    expect(formatAmount({ amount: 4900, currency: 'JPY' }, LOCALE)).toBe('¥4,900');
    expect(formatAmount({ amount: 1234, currency: 'KWD' }, LOCALE)).toMatch(/1\.234$/);
  });
});

describe('time', () => {
  it.each([
    [20, '1 min'],
    [1320, '22 min'],
    [10800, '3 h'],
    [19200, '5 h 20'],
    [3900, '1 h 05'],
  ])('writes %i seconds as %s', (seconds, words) => {
    expect(formatDuration(seconds)).toBe(words);
  });

  it('shows a date without a time as written, wherever the reader is', () => {
    expect(formatLongDate('2026-12-11', LOCALE)).toBe('11 December 2026');
  });

  it('names the year only when it is another one', () => {
    const now = new Date('2026-11-22T10:00:00Z');
    expect(formatDay('2026-12-10', LOCALE, now)).toBe('10 Dec');
    expect(formatDay('2027-02-11', LOCALE, now)).toBe('11 Feb 2027');
  });

  it('is relative within a week only', () => {
    const now = new Date('2026-11-22T10:00:00Z');
    expect(formatRelativeDay('2026-11-23T08:00:00Z', LOCALE, now)).toBe('tomorrow');
    expect(formatRelativeDay('2026-12-10T08:00:00Z', LOCALE, now)).toBe('10 Dec');
  });

  it('counts down to zero and not below', () => {
    expect(formatCountdown(262)).toBe('4:22');
    expect(formatCountdown(-3)).toBe('0:00');
  });
});

describe('numbers and names', () => {
  it('rounds a percentage down, because it decides', () => {
    expect(formatPercent(79.9)).toBe('79%');
    expect(formatPercent(80)).toBe('80%');
  });

  it('takes initials from the first and the last name', () => {
    expect(initialsOf('Amara Chidi Okafor')).toBe('AO');
    expect(initialsOf('Ólafur')).toBe('Ó');
    expect(initialsOf('  ')).toBe('');
  });
});
