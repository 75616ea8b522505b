import { describe, expect, it } from 'vitest';

import { ringTicks } from './bezel';
import { hundredthsOf, typedAmount } from './credits';

const group = { category: 1, earned: 0, booked: 0, missing: 0 };

describe('the ring', () => {
  it('has a tick for each half credit, the earned ones first', () => {
    const ticks = ringTicks([{ ...group, earned: 150, booked: 50, missing: 100 }], 320);
    expect(ticks.map((tick) => tick.state)).toEqual([
      'earned',
      'earned',
      'earned',
      'booked',
      'missing',
      'missing',
    ]);
  });

  it('never shows more than there is', () => {
    const ticks = ringTicks([{ ...group, earned: 149, missing: 51 }], 320);
    expect(ticks.filter((tick) => tick.state === 'earned')).toHaveLength(2);
    expect(ticks).toHaveLength(4);
  });

  it('stays readable for a very long cycle', () => {
    expect(ringTicks([{ ...group, missing: 100_000 }], 320).length).toBeLessThanOrEqual(160);
  });
});

describe('amounts', () => {
  it.each([
    ['50', 5000],
    ['2.5', 250],
    ['2,25', 225],
    ['', null],
    ['-1', null],
    ['1.234', null],
    ['x', null],
  ])('reads %s as %s', (text, hundredths) => {
    expect(hundredthsOf(text)).toBe(hundredths);
  });

  it('types what it read', () => {
    expect([5000, 250, 225].map(typedAmount)).toEqual(['50', '2.5', '2.25']);
  });
});
