import { describe, expect, it } from 'vitest';

import {
  changeKind,
  draftOf,
  inputOf,
  isUsable,
  markRight,
  newQuestion,
  problemsOf,
  type QuestionDraft,
  type QuizDraft,
} from './quizDraft';

import type { StaffQuiz } from '@/api';

const QUIZ: StaffQuiz = {
  lesson_id: 'l1',
  pass_percent: 70,
  attempts_allowed: 3,
  time_limit_seconds: 90,
  pool_size: null,
  shuffle: true,
  question_count: 5,
  questions: [
    question('single', { choice: 'b' }, ['a', 'b']),
    question('multiple', { choices: ['a', 'b'] }, ['a', 'b', 'c']),
    question('true_false', { value: false }),
    question('numeric', { value: '12.5', tolerance: '0.1' }),
    question('short_text', { accepted: ['Mental Capacity Act', 'MCA'] }),
  ],
};

function question(
  kind: StaffQuiz['questions'][number]['kind'],
  answer: Record<string, unknown>,
  ids: string[] = [],
) {
  return {
    id: kind,
    kind,
    prompt_md: 'Which?',
    choices: ids.map((id) => ({ id, text: `Choice ${id}` })),
    answer,
    explanation_md: '',
    points: 1,
  };
}

function quizWith(...questions: QuestionDraft[]): QuizDraft {
  return { pass: '70', attempts: '', minutes: '', pool: '', shuffle: false, questions };
}

function problemsOfOne(part: Partial<QuestionDraft>) {
  return problemsOf(quizWith({ ...newQuestion(), prompt: 'Which?', ...part })).byQuestion[0];
}

describe('a quiz while it is written', () => {
  it('is sent back as it was read, for all five kinds', () => {
    const sent = inputOf(draftOf(QUIZ));
    expect(isUsable(problemsOf(draftOf(QUIZ)))).toBe(true);
    expect(sent.questions.map((one) => one.answer)).toEqual(QUIZ.questions.map((one) => one.answer));
    expect(sent.questions.map((one) => one.choices)).toEqual(QUIZ.questions.map((one) => one.choices));
    expect(sent).toMatchObject({
      pass_percent: 70,
      attempts_allowed: 3,
      time_limit_seconds: 90,
      pool_size: null,
    });
  });

  it('wants a question, at least two choices with words, and one that is right', () => {
    expect(problemsOfOne({ prompt: ' ' })).toMatchObject({ prompt: 'prompt' });
    const [one, two] = newQuestion().choices;
    if (!one || !two) throw new Error('a new question has two choices');
    expect(problemsOfOne({ choices: [one] })).toMatchObject({ choices: 'choicesFew' });
    expect(problemsOfOne({ choices: [one, two] })).toMatchObject({
      choices: 'choiceEmpty',
      answer: 'rightMissing',
    });
    const fine = [
      { ...one, text: 'Yes', right: true },
      { ...two, text: 'No' },
    ];
    expect(problemsOfOne({ choices: fine })).toEqual({});
  });

  it.each([
    [{ kind: 'true_false' } as const, { answer: 'truth' }],
    [{ kind: 'true_false', truth: false } as const, {}],
    [{ kind: 'numeric', value: 'many' } as const, { answer: 'number' }],
    [{ kind: 'numeric', value: '-3,5', tolerance: '-1' } as const, { tolerance: 'tolerance' }],
    [{ kind: 'numeric', value: '−3.5' } as const, {}],
    [{ kind: 'short_text', accepted: ' \n ' } as const, { answer: 'accepted' }],
    [{ kind: 'short_text', accepted: 'MCA' } as const, {}],
    [{ kind: 'true_false', truth: true, points: '0' } as const, { points: 'points' }],
  ])('judges %j', (part, problems) => {
    expect(problemsOfOne(part)).toEqual(problems);
  });

  it('judges its settings', () => {
    const draft = quizWith({ ...newQuestion('true_false'), prompt: 'So?', truth: true });
    expect(problemsOf({ ...draft, pass: '101' })).toMatchObject({ pass: 'percent' });
    expect(problemsOf({ ...draft, attempts: '0' })).toMatchObject({ attempts: 'attempts' });
    expect(problemsOf({ ...draft, minutes: '0.1' })).toMatchObject({ limit: 'limit' });
    expect(problemsOf({ ...draft, pool: '2' })).toMatchObject({ pool: 'pool' });
    expect(problemsOf(quizWith())).toMatchObject({ questions: 'none' });
    expect(inputOf({ ...draft, minutes: '1.5' }).time_limit_seconds).toBe(90);
  });

  it('has one right choice at most where only one can be', () => {
    let draft = draftOf(QUIZ).questions[0];
    if (!draft) throw new Error('the quiz has questions');
    draft = markRight(draft, 'a', true);
    expect(draft.choices.map((choice) => choice.right)).toEqual([true, false]);
    const several = changeKind(
      { ...draft, choices: draft.choices.map((one) => ({ ...one, right: true })) },
      'single',
    );
    expect(several.choices.map((choice) => choice.right)).toEqual([true, false]);
  });
});
