import { describe, expect, it } from 'vitest';

import { EVENT, TICKET } from '@/testing/consoleEvents';

import { COMING, OVER } from './samples';
import { stageOf, stepsOf } from './steps';

const BEFORE = Date.parse('2026-12-01T00:00:00Z');
const AFTER = Date.parse('2026-12-10T12:00:00Z');
const open = (steps: ReturnType<typeof stepsOf>) => steps.filter(({ done }) => !done).map(({ key }) => key);

describe('the stage of an event', () => {
  it('follows its state, and its end once it is published', () => {
    expect(stageOf(EVENT, AFTER)).toBe('before');
    expect(stageOf({ ...EVENT, status: 'published' }, BEFORE)).toBe('coming');
    expect(stageOf({ ...EVENT, status: 'published' }, AFTER)).toBe('after');
    expect(stageOf({ ...EVENT, status: 'completed' }, BEFORE)).toBe('after');
    expect(stageOf({ ...EVENT, status: 'cancelled' }, BEFORE)).toBeNull();
  });
});

describe('what there is to do', () => {
  it('before it is public: programme, tickets that are on sale, publishing', () => {
    const closed = { ...TICKET, closed_at: '2026-11-20T10:00:00Z' };
    expect(open(stepsOf('before', { ...EVENT, sessions: [], tickets: [closed] }, COMING))).toEqual([
      'programme',
      'tickets',
      'publish',
    ]);
    expect(open(stepsOf('before', EVENT, COMING))).toEqual(['publish']);
  });

  it('until the day: requests where there are any, where to join only online, the door only in a room', () => {
    expect(stepsOf('coming', EVENT, COMING).map(({ key }) => key)).toEqual([
      'publish',
      'requests',
      'survey',
      'door',
    ]);
    const online = { ...EVENT, format: 'online' as const };
    const nobody = { ...COMING, places: { ...COMING.places, pending_approval: 0 } };
    expect(open(stepsOf('coming', online, nobody))).toEqual(['meet', 'survey']);
    expect(open(stepsOf('coming', { ...online, online_url: 'https://meet.example' }, OVER))).toEqual([]);
  });

  it('afterwards: completing, strangers, decisions, certificates', () => {
    const published = { ...EVENT, status: 'published' as const };
    expect(open(stepsOf('after', published, OVER))).toEqual(['complete', 'match', 'issue']);
    const completed = { ...EVENT, status: 'completed' as const };
    const undecided = { ...OVER, certificates: { ...OVER.certificates, due: 0, undecided: 1 } };
    expect(open(stepsOf('after', completed, undecided))).toEqual(['match', 'decide']);
    expect(stepsOf('after', completed, COMING).map(({ key }) => key)).toEqual(['complete', 'issue']);
  });
});
