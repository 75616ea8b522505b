import { describe, expect, it } from 'vitest';

import { playedSeconds, total, union, without } from './seconds';

function ranges(...pairs: [number, number][]): TimeRanges {
  return {
    length: pairs.length,
    start: (index) => pairs[index]?.[0] ?? 0,
    end: (index) => pairs[index]?.[1] ?? 0,
  };
}

describe('what an element has played', () => {
  it('counts in whole seconds, forgiving an uneven edge', () => {
    expect(playedSeconds(ranges([0.04, 9.97]), 24, 24.2)).toEqual([[0, 10]]);
    expect(playedSeconds(ranges([0.4, 9.4]), 24, 24.2)).toEqual([[1, 9]]);
  });

  it('takes the last second when the end was reached, and never more than the film', () => {
    expect(playedSeconds(ranges([20, 24.15]), 24, 24.2)).toEqual([[20, 24]]);
    expect(playedSeconds(ranges([20, 24.2]), 24, 24.9)).toEqual([[20, 24]]);
  });

  it('drops pieces without a whole second', () => {
    expect(playedSeconds(ranges([3.2, 3.9], [7, 9]), 24, 24)).toEqual([[7, 9]]);
  });

  it('is nothing before the film is loaded', () => {
    expect(playedSeconds(ranges(), 24, Number.NaN)).toEqual([]);
  });
});

describe('sets of seconds', () => {
  it('merge whatever overlaps or touches', () => {
    expect(
      union([
        [5, 8],
        [0, 3],
        [3, 5],
        [20, 21],
        [9, 9],
      ]),
    ).toEqual([
      [0, 8],
      [20, 21],
    ]);
  });

  it('leave what is not known yet', () => {
    const known = [
      [2, 4],
      [6, 8],
    ] as const;
    expect(without([[0, 10]], known)).toEqual([
      [0, 2],
      [4, 6],
      [8, 10],
    ]);
    expect(without([[2, 4]], known)).toEqual([]);
    expect(without([[0, 3]], [])).toEqual([[0, 3]]);
  });

  it('add up', () => {
    expect(
      total([
        [0, 3],
        [10, 12],
      ]),
    ).toBe(5);
  });
});
