import { describe, expect, it } from 'vitest';

import { findTickets } from './find';
import { Repeats } from './repeats';

import type { DoorTicket } from '@/api';

describe('a code before the camera', () => {
  it('counts once while it is held there, and again when it comes back', () => {
    const repeats = new Repeats();
    expect(repeats.isNew('A', 0)).toBe(true);
    repeats.take('A', 0);
    for (let now = 140; now < 6000; now += 140) expect(repeats.isNew('A', now)).toBe(false);
    expect(repeats.isNew('A', 9000)).toBe(true);
  });

  it('stays new until it is taken, however long the answer before it stands', () => {
    const repeats = new Repeats();
    repeats.take('A', 0);
    expect(repeats.isNew('B', 140)).toBe(true);
    expect(repeats.isNew('B', 280)).toBe(true);
  });
});

describe('finding somebody', () => {
  const people = ['Zoë Łukasiewicz', 'Amara Okafor', 'Tom Lindqvist'].map((name, index): DoorTicket => ({
    text: `ACC1.4Q7ZK2M8T1V3X5B6C9D0F2G4H${String(index)}.SEAL`,
    name,
    ticket: 'In person',
    status: 'confirmed',
    is_online: false,
    blocked_reason: '',
    inside: false,
  }));
  const names = (words: string) => findTickets(people, words).map((one) => one.name);

  it('needs no accents, no capitals and no order of words', () => {
    expect(names('lukasiewicz zoe')).toEqual(['Zoë Łukasiewicz']);
    expect(names('  OKA ')).toEqual(['Amara Okafor']);
    expect(names('')).toEqual([]);
    expect(names('nobody')).toEqual([]);
  });

  it('takes the code of the ticket, with or without what stands around it', () => {
    expect(names('4q7zk2m8t1v3x5b6c9d0f2g4h1')).toEqual(['Amara Okafor']);
    expect(names('ACC1.4Q7ZK2M8T1V3X5B6C9D0F2G4H2')).toEqual(['Tom Lindqvist']);
  });
});
