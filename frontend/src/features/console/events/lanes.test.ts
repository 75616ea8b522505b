import { describe, expect, it } from 'vitest';

import { LANE } from '@/testing/consoleEvents';

import { enoughOf, sourceOf } from './lanes';

import type { AttendanceInterval, EventClause } from '@/api';

const at = (clock: string) => `2026-11-10T${clock}:00Z`;
const span = (from: string, until: string) => ({ from: Date.parse(at(from)), until: Date.parse(at(until)) });
const told = (
  source: AttendanceInterval['source'],
  from: string,
  until: string | null,
  withdrawn = false,
) => ({
  id: `${source}-${from}`,
  source,
  session: null,
  starts_at: at(from),
  ends_at: until && at(until),
  withdrawn_at: withdrawn ? at('20:00') : null,
  reason: '',
  replaces: null,
});
const NONE: Omit<EventClause, 'kind'> = { percent: null, minutes: null, at_least: null, sessions: null };

describe('who told of a span', () => {
  it('is the source of most of it; what is still open counts to its end', () => {
    expect(sourceOf(span('09:30', '10:15'), LANE.intervals)).toBe('door');
    expect(
      sourceOf(span('09:30', '10:30'), [told('zoom', '09:30', null), told('door', '10:00', '10:20')]),
    ).toBe('zoom');
  });

  it('is a person wherever one had a say; what was taken back says nothing', () => {
    expect(
      sourceOf(span('09:00', '12:00'), [told('zoom', '09:00', '12:00'), told('manual', '11:50', '12:10')]),
    ).toBe('manual');
    expect(sourceOf(span('09:00', '12:00'), [told('zoom', '09:00', '12:00', true)])).toBe('door');
  });
});

describe('the percent that it takes', () => {
  it('is told where it is asked of the whole event, and only there', () => {
    expect(
      enoughOf([
        { ...NONE, kind: 'attendance', percent: 80 },
        { ...NONE, kind: 'paid' },
      ]),
    ).toBe(80);
    expect(enoughOf([{ ...NONE, kind: 'attendance', percent: 80, sessions: ['s1'] }])).toBeNull();
    expect(enoughOf([{ ...NONE, kind: 'attendance', percent: 80, at_least: 2 }])).toBeNull();
    expect(enoughOf([{ ...NONE, kind: 'attendance', minutes: 90 }])).toBeNull();
    expect(enoughOf([{ ...NONE, kind: 'survey' }])).toBeNull();
  });
});
