import { describe, expect, it } from 'vitest';

import { clauseInput, draftOf, faultOf, gateInput, isTimeUsable, newClause, thresholdOf } from './draft';
import { GATE } from './samples';

import type { AttendanceDraft } from './draft';

const { sessions } = GATE;
const attendance = (change: Partial<AttendanceDraft>): AttendanceDraft => ({
  ...(newClause('attendance') as AttendanceDraft),
  ...change,
});

describe('the draft of a gate', () => {
  it('sends what it was read from, when nothing was changed', () => {
    const { clauses, issue_after_minutes, when_changed } = GATE;
    const [asked] = clauses;
    expect(gateInput(draftOf(GATE))).toEqual({
      clauses: [{ ...asked }, { kind: 'paid' }],
      issue_after_minutes,
      when_changed,
    });
  });

  it('shows a time in the largest unit that says it whole', () => {
    expect(draftOf({ ...GATE, issue_after_minutes: 90 })).toMatchObject({ after: '90', unit: 'minutes' });
    expect(draftOf({ ...GATE, issue_after_minutes: 120 })).toMatchObject({ after: '2', unit: 'hours' });
    expect(draftOf({ ...GATE, issue_after_minutes: 2880 })).toMatchObject({ after: '2', unit: 'days' });
    expect(draftOf({ ...GATE, issue_after_minutes: null })).toMatchObject({ byHand: true });
  });

  it('asks either for a percent or for minutes', () => {
    expect(clauseInput(attendance({ amount: '120', unit: 'minutes' }))).toMatchObject({
      percent: null,
      minutes: 120,
    });
    expect(clauseInput(attendance({ amount: '75' }))).toMatchObject({ percent: 75, minutes: null });
  });

  it('names what is wrong before it is asked', () => {
    expect(faultOf(attendance({ amount: '101' }), sessions)).toBe('percent');
    expect(faultOf(attendance({ amount: '0', unit: 'minutes' }), sessions)).toBe('minutes');
    expect(faultOf(attendance({ amount: '7.5' }), sessions)).toBe('percent');
    expect(faultOf(attendance({ every: false }), sessions)).toBe('sessions');
    expect(faultOf(attendance({ each: true, atLeast: '3' }), sessions)).toBe('atLeast');
    expect(faultOf(attendance({ each: true, atLeast: '2' }), sessions)).toBeNull();
    expect(faultOf(newClause('paid'), sessions)).toBeNull();
  });

  it('waits from a quarter of an hour to ninety days', () => {
    const draft = draftOf(GATE);
    expect(isTimeUsable({ ...draft, after: '14', unit: 'minutes' })).toBe(false);
    expect(isTimeUsable({ ...draft, after: '1', unit: 'hours' })).toBe(true);
    expect(isTimeUsable({ ...draft, after: '91', unit: 'days' })).toBe(false);
    expect(isTimeUsable({ ...draft, after: '', byHand: true })).toBe(true);
  });
});

describe('the line in the histogram', () => {
  it('stands at the percent, or where the minutes would be', () => {
    expect(thresholdOf([clauseInput(attendance({ amount: '80' }))], sessions)).toBe(80);
    expect(thresholdOf([clauseInput(attendance({ amount: '75', unit: 'minutes' }))], sessions)).toBe(50);
  });

  it('is left out where sessions are counted one by one, or nothing is asked of time', () => {
    expect(thresholdOf([clauseInput(attendance({ each: true }))], sessions)).toBeNull();
    expect(thresholdOf([{ kind: 'paid' }], sessions)).toBeNull();
  });
});
