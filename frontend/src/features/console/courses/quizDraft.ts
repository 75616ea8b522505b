import { parseWhole } from '../amounts';

import type { QuestionInput, QuizInput, StaffQuestion, StaffQuiz } from '@/api';

export type QuestionKind = QuestionInput['kind'];

export const QUESTION_KINDS: readonly QuestionKind[] = [
  'single',
  'multiple',
  'true_false',
  'numeric',
  'short_text',
];

export interface ChoiceDraft {
  id: string;
  text: string;
  right: boolean;
}

/** A question while it is written. It keeps what another kind would need, so that a change of kind loses nothing. */
export interface QuestionDraft {
  key: string;
  kind: QuestionKind;
  prompt: string;
  choices: ChoiceDraft[];
  truth: boolean | null;
  value: string;
  tolerance: string;
  /** One a line. */
  accepted: string;
  explanation: string;
  points: string;
}

export interface QuizDraft {
  pass: string;
  attempts: string;
  minutes: string;
  pool: string;
  shuffle: boolean;
  questions: QuestionDraft[];
}

/** Keys of messages: what keeps a question from being saved, by its part. */
export interface QuestionProblems {
  prompt?: 'prompt';
  choices?: 'choicesFew' | 'choiceEmpty';
  answer?: 'rightMissing' | 'truth' | 'number' | 'accepted';
  tolerance?: 'tolerance';
  points?: 'points';
}

export interface QuizProblems {
  pass?: 'percent';
  attempts?: 'attempts';
  limit?: 'limit';
  pool?: 'pool';
  questions?: 'none';
  byQuestion: QuestionProblems[];
}

export function newChoice(): ChoiceDraft {
  return { id: crypto.randomUUID().slice(0, 8), text: '', right: false };
}

export function newQuestion(kind: QuestionKind = 'single'): QuestionDraft {
  return {
    key: crypto.randomUUID(),
    kind,
    prompt: '',
    choices: [newChoice(), newChoice()],
    truth: null,
    value: '',
    tolerance: '0',
    accepted: '',
    explanation: '',
    points: '1',
  };
}

export function draftOf(quiz: StaffQuiz): QuizDraft {
  const written = (value: number | null) => (value === null ? '' : String(value));
  return {
    pass: String(quiz.pass_percent),
    attempts: written(quiz.attempts_allowed),
    minutes: quiz.time_limit_seconds === null ? '' : String(quiz.time_limit_seconds / 60),
    pool: written(quiz.pool_size),
    shuffle: quiz.shuffle,
    questions: quiz.questions.map(questionDraft),
  };
}

function questionDraft(question: StaffQuestion): QuestionDraft {
  const { answer } = question;
  const right = question.kind === 'single' ? [answer['choice']] : texts(answer['choices']);
  return {
    ...newQuestion(question.kind),
    key: question.id,
    prompt: question.prompt_md,
    ...(question.choices.length > 0 && {
      choices: question.choices.map((choice) => ({ ...choice, right: right.includes(choice.id) })),
    }),
    truth: question.kind === 'true_false' && typeof answer['value'] === 'boolean' ? answer['value'] : null,
    value: question.kind === 'numeric' ? written(answer['value']) : '',
    tolerance: question.kind === 'numeric' ? written(answer['tolerance'] ?? '0') : '0',
    accepted: texts(answer['accepted']).join('\n'),
    explanation: question.explanation_md,
    points: String(question.points),
  };
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

function written(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

export function hasChoices(kind: QuestionKind): boolean {
  return kind === 'single' || kind === 'multiple';
}

/** Only one choice of a "single" question is right. */
export function markRight(question: QuestionDraft, choiceId: string, right: boolean): QuestionDraft {
  const choices = question.choices.map((choice) => {
    if (choice.id === choiceId) return { ...choice, right };
    return question.kind === 'single' && right ? { ...choice, right: false } : choice;
  });
  return { ...question, choices };
}

export function changeKind(question: QuestionDraft, kind: QuestionKind): QuestionDraft {
  if (kind !== 'single') return { ...question, kind };
  const first = question.choices.findIndex((choice) => choice.right);
  return {
    ...question,
    kind,
    choices: question.choices.map((choice, index) => ({ ...choice, right: index === first })),
  };
}

export function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}

const NUMBER = /^[-−]?\d{1,30}([.,]\d{1,30})?$/;

export function problemsOf(draft: QuizDraft): QuizProblems {
  const minutes = minutesOf(draft.minutes);
  return {
    ...(parseWhole(draft.pass, 1, 100) == null && { pass: 'percent' as const }),
    ...(parseWhole(draft.attempts, 1, 1000) === undefined && { attempts: 'attempts' as const }),
    ...(minutes === undefined && { limit: 'limit' as const }),
    ...(parseWhole(draft.pool, 1, Math.max(draft.questions.length, 1)) === undefined && {
      pool: 'pool' as const,
    }),
    ...(draft.questions.length === 0 && { questions: 'none' as const }),
    byQuestion: draft.questions.map(questionProblems),
  };
}

function questionProblems(question: QuestionDraft): QuestionProblems {
  const problems: QuestionProblems = {};
  if (question.prompt.trim() === '') problems.prompt = 'prompt';
  if (parseWhole(question.points, 1, 100) == null) problems.points = 'points';
  if (hasChoices(question.kind)) {
    if (question.choices.length < 2) problems.choices = 'choicesFew';
    else if (question.choices.some((choice) => choice.text.trim() === '')) problems.choices = 'choiceEmpty';
    if (!question.choices.some((choice) => choice.right)) problems.answer = 'rightMissing';
  }
  if (question.kind === 'true_false' && question.truth === null) problems.answer = 'truth';
  if (question.kind === 'numeric') {
    if (!NUMBER.test(question.value.trim())) problems.answer = 'number';
    if (!/^\d{1,30}([.,]\d{1,30})?$/.test(question.tolerance.trim())) problems.tolerance = 'tolerance';
  }
  if (question.kind === 'short_text' && linesOf(question.accepted).length === 0) problems.answer = 'accepted';
  return problems;
}

export function isUsable(problems: QuizProblems): boolean {
  const { byQuestion, ...others } = problems;
  return Object.keys(others).length === 0 && byQuestion.every((one) => Object.keys(one).length === 0);
}

/** Half a minute to a day, in steps of seconds; null for none, undefined for what is not a time. */
function minutesOf(text: string): number | null | undefined {
  const plain = text.trim().replace(',', '.');
  if (plain === '') return null;
  if (!/^\d{1,4}(\.\d+)?$/.test(plain)) return undefined;
  const seconds = Math.round(Number(plain) * 60);
  return seconds >= 30 && seconds <= 86_400 ? seconds : undefined;
}

/** What is sent; call it only with a usable draft. */
export function inputOf(draft: QuizDraft): QuizInput {
  return {
    pass_percent: Number(draft.pass),
    attempts_allowed: parseWhole(draft.attempts, 1, 1000) ?? null,
    time_limit_seconds: minutesOf(draft.minutes) ?? null,
    pool_size: parseWhole(draft.pool, 1, draft.questions.length) ?? null,
    shuffle: draft.shuffle,
    questions: draft.questions.map(questionInput),
  };
}

function questionInput(question: QuestionDraft): QuestionInput {
  return {
    kind: question.kind,
    prompt_md: question.prompt.trim(),
    choices: hasChoices(question.kind)
      ? question.choices.map(({ id, text }) => ({ id, text: text.trim() }))
      : [],
    answer: answerOf(question),
    explanation_md: question.explanation.trim(),
    points: Number(question.points),
  };
}

function answerOf(question: QuestionDraft): Record<string, unknown> {
  const right = question.choices.filter((choice) => choice.right).map((choice) => choice.id);
  switch (question.kind) {
    case 'single':
      return { choice: right[0] };
    case 'multiple':
      return { choices: right };
    case 'true_false':
      return { value: question.truth };
    case 'numeric':
      return { value: decimal(question.value), tolerance: decimal(question.tolerance) };
    case 'short_text':
      return { accepted: linesOf(question.accepted) };
  }
}

function decimal(text: string): string {
  return text.trim().replace('−', '-').replace(',', '.');
}
