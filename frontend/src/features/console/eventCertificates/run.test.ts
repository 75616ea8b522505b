import { describe, expect, it } from 'vitest';

import { isRunning, minutesLeft, percentOf, totalOf } from './run';
import { RUN } from './samples';

describe('how far a run is', () => {
  it('counts what is in force and what is held up, rounded down', () => {
    expect(percentOf({ ...RUN, total: 3, done: 1, failed: 1 })).toBe(66);
    expect(percentOf({ ...RUN, total: 0, numbered: 0, done: 0 })).toBe(100);
  });

  it('counts those who became due while it was under way', () => {
    expect(totalOf({ ...RUN, total: 3, numbered: 5 })).toBe(5);
  });

  it('ends with its last certificate, not with its last number', () => {
    expect(isRunning({ ...RUN, status: 'finished', ended_at: null })).toBe(true);
    expect(isRunning({ ...RUN, ended_at: RUN.started_at })).toBe(false);
    expect(isRunning(null)).toBe(false);
  });

  it('says how long it still takes at the pace so far, once there is one', () => {
    const afterAMinute = Date.parse(RUN.started_at) + 60_000;
    expect(minutesLeft({ ...RUN, total: 40, done: 10 }, afterAMinute)).toBe(3);
    expect(minutesLeft({ ...RUN, done: 0 }, afterAMinute)).toBeNull();
  });
});
