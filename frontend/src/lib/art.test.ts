import { describe, expect, it } from 'vitest';

import { coverStrokes, markTicks, paletteFor } from './art';

const SHAPE = { width: 400, height: 250 };

describe('covers', () => {
  it.each(['rings', 'waves', 'rosette', 'weave'] as const)(
    'draws %s the same for the same activity',
    (kind) => {
      const first = coverStrokes('0193a0b0', kind, SHAPE);
      expect(first.length).toBeGreaterThan(10);
      expect(coverStrokes('0193a0b0', kind, SHAPE)).toEqual(first);
      expect(coverStrokes('0193a0b1', kind, SHAPE)).not.toEqual(first);
      expect(first.every(({ d }) => !d.includes('NaN'))).toBe(true);
    },
  );

  it('gives an activity one palette for good', () => {
    expect(paletteFor('0193a0b0')).toBe(paletteFor('0193a0b0'));
  });

  it('shows three quarters of the mark as earned', () => {
    expect(markTicks().filter((tick) => tick.earned)).toHaveLength(15);
  });
});
