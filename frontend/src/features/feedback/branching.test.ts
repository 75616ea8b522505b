import { describe, expect, it } from 'vitest';

import cases from '../../../../backend/accredit/feedback/tests/branching.json';

import { asked, given, missing, progressOf, type Answers, type Branch } from './branching';

import type { SurveyPaper, SurveyQuestion } from '@/api';

const QUESTION: SurveyQuestion = {
  key: 'a',
  kind: 'rating',
  about: 'whole',
  prompt: 'How was it?',
  hint: '',
  scale_from: 1,
  low_label: '',
  high_label: '',
  is_required: true,
};

function paper(...questions: Partial<SurveyQuestion>[]): SurveyPaper {
  const sessions = [
    { id: 's1', title: 'One' },
    { id: 's2', title: 'Two' },
  ];
  const all = questions.map((question) => ({ ...QUESTION, ...question }));
  return { questions: all, sessions, speakers: [] } as unknown as SurveyPaper;
}

describe('what is asked', () => {
  it.each(cases)('$name, as on the server', ({ questions, answers, asked: expected }) => {
    const found = asked(questions as Branch[], answers as Answers);
    expect(found.map(({ key }) => key)).toEqual(expected);
  });
});

describe('what is sent', () => {
  const why: Partial<SurveyQuestion> = {
    key: 'b',
    kind: 'text',
    shown_if: { question: 'a', operator: 'at_most', values: [2] },
  };

  it('leaves out what is empty and what is not asked any more', () => {
    const both = paper({}, why);
    expect(given(both, { a: 1, b: ' Too long ' })).toEqual({ a: 1, b: ' Too long ' });
    expect(given(both, { a: 5, b: 'Too long' })).toEqual({ a: 5 });
    expect(given(both, { a: 1, b: '  ' })).toEqual({ a: 1 });
  });

  it('misses only what is asked and has to be answered', () => {
    expect(missing(paper({}, why), {})).toEqual(['a']);
    expect(missing(paper({}, why), { a: 2 })).toEqual(['b']);
    expect(missing(paper({ is_required: false }), {})).toEqual([]);
  });

  it('counts a question about sessions once, and one about nobody not at all', () => {
    const each = { key: 'c', about: 'sessions', is_required: false } as const;
    const who = { key: 'd', about: 'speakers', is_required: false } as const;
    expect(progressOf(paper({}, each, who), { 'c/s2': 4 })).toEqual({ done: 1, total: 2 });
  });
});
