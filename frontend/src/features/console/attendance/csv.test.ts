import { describe, expect, it } from 'vitest';

import { EVENT, LANE } from '@/testing/consoleEvents';

import { csvOf, type CsvWords } from './csv';

const WORDS: CsvWords = {
  head: ['Name', 'Email', 'Counted', 'Taught', 'Percent', 'Sources', 'Lost'],
  session: (title) => title,
  source: (source) => source,
  yes: 'yes',
  no: 'no',
};

function lines(...lanes: (typeof LANE)[]): string[] {
  return csvOf(EVENT, lanes, WORDS).replace('\uFEFF', '').trim().split('\r\n');
}

describe('the export of attendance', () => {
  it('is a line a person with the minutes of each session', () => {
    const [head, priya] = lines(LANE);
    expect(head).toBe('Name,Email,Counted,Taught,Percent,Sources,Lost,Why frailty hides');
    expect(priya).toMatch(/^Priya Raman,priya@example\.org,45\.0,60\.0,75,/);
    expect(priya).toMatch(/,yes,45\.0$/);
  });

  it('quotes what must be quoted, and makes formulas text', () => {
    const [, priya] = lines({ ...LANE, name: '=HYPERLINK("x"), Priya' });
    expect(priya).toMatch(/^"'=HYPERLINK\(""x""\), Priya",/);
  });

  it('counts a person of whom nothing was told as nothing', () => {
    const [, nobody] = lines({ ...LANE, sessions: [], intervals: [] });
    expect(nobody).toBe('Priya Raman,priya@example.org,0.0,0.0,0,,no,0.0');
  });
});
