import { describe, expect, it } from 'vitest';

import { parseAmount, parseWhole, writeAmount } from './amounts';

describe('amounts as people write them', () => {
  it.each([
    ['120', 'GBP', 12000],
    ['120.5', 'GBP', 12050],
    ['1,200.50', 'GBP', 120050],
    ['19,90', 'EUR', 1990],
    ['500', 'JPY', 500],
    ['1.234', 'KWD', 1234],
    ['1.2345', 'GBP', null],
    ['1.5', 'JPY', null],
    ['-5', 'GBP', null],
    ['', 'GBP', null],
    ['twelve', 'GBP', null],
  ])('%s in %s is %s', (text, currency, amount) => {
    expect(parseAmount(text, currency)).toBe(amount);
  });

  it('are written back as they are read', () => {
    for (const amount of [100, 12000, 12050, 5])
      expect(parseAmount(writeAmount(amount, 'GBP'), 'GBP')).toBe(amount);
  });

  it('tell an empty field from a wrong one', () => {
    expect(parseWhole('', 1, 9)).toBeNull();
    expect(parseWhole('0', 1, 9)).toBeUndefined();
    expect(parseWhole(' 9 ', 1, 9)).toBe(9);
    expect(parseWhole('1.5', 1, 9)).toBeUndefined();
  });
});
