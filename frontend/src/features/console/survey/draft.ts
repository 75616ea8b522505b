import type {
  StaffSurvey,
  SurveyAbout,
  SurveyOperator,
  SurveyQuestion,
  SurveyQuestionInput,
  SurveyQuestionKind,
} from '@/api';

import type { SurveyBody } from './queries';

export const KINDS = [
  'rating',
  'scale',
  'single',
  'multiple',
  'text',
  'nps',
] as const satisfies readonly SurveyQuestionKind[];
export const ABOUT = ['whole', 'sessions', 'speakers'] as const satisfies readonly SurveyAbout[];
export const OPERATORS = ['is', 'at_least', 'at_most'] as const satisfies readonly SurveyOperator[];

export interface ChoiceDraft {
  id: string;
  text: string;
}

export interface ConditionDraft {
  question: string;
  operator: SurveyOperator;
  values: readonly (string | number)[];
}

export interface QuestionDraft {
  key: string;
  kind: SurveyQuestionKind;
  about: SurveyAbout;
  prompt: string;
  hint: string;
  choices: readonly ChoiceDraft[];
  scaleFrom: number;
  low: string;
  high: string;
  required: boolean;
  condition: ConditionDraft | null;
}

export interface SurveyDraft {
  title: string;
  intro: string;
  anonymous: boolean;
  questions: readonly QuestionDraft[];
}

export interface QuestionProblems {
  prompt?: true;
  choices?: true;
  condition?: true;
}

export function draftOf(survey: StaffSurvey): SurveyDraft {
  return {
    title: survey.title,
    intro: survey.intro,
    anonymous: survey.is_anonymous,
    questions: survey.questions.map(questionDraft),
  };
}

export function bodyOf(draft: SurveyDraft): SurveyBody {
  return {
    title: draft.title.trim(),
    intro: draft.intro.trim(),
    is_anonymous: draft.anonymous,
    questions: draft.questions.map(questionBody),
  };
}

export function newQuestion(): QuestionDraft {
  return {
    key: `q-${shortId()}`,
    kind: 'rating',
    about: 'whole',
    prompt: '',
    hint: '',
    choices: [],
    scaleFrom: 1,
    low: '',
    high: '',
    required: false,
    condition: null,
  };
}

/** A copy under a key of its own. */
export function copyOf(question: QuestionDraft): QuestionDraft {
  return { ...question, key: `q-${shortId()}` };
}

export function newChoice(): ChoiceDraft {
  return { id: shortId(), text: '' };
}

export function hasChoices(kind: SurveyQuestionKind): boolean {
  return kind === 'single' || kind === 'multiple';
}

export function withKind(question: QuestionDraft, kind: SurveyQuestionKind): QuestionDraft {
  const choices =
    hasChoices(kind) && question.choices.length === 0 ? [newChoice(), newChoice()] : question.choices;
  return { ...question, kind, choices };
}

/** Questions that a condition of the one at this place may look at: earlier ones, asked once, without a text. */
export function sourcesFor(questions: readonly QuestionDraft[], place: number): QuestionDraft[] {
  return questions.slice(0, place).filter(({ kind, about }) => kind !== 'text' && about === 'whole');
}

export function numbersOf({ kind, scaleFrom }: QuestionDraft): number[] {
  const from = kind === 'nps' ? 0 : kind === 'scale' ? scaleFrom : 1;
  const to = kind === 'rating' ? 5 : 10;
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

/** The first condition that a source offers. */
export function conditionOn(source: QuestionDraft): ConditionDraft {
  return hasChoices(source.kind)
    ? { question: source.key, operator: 'is', values: source.choices.slice(0, 1).map(({ id }) => id) }
    : { question: source.key, operator: 'at_most', values: numbersOf(source).slice(2, 3) };
}

export function problemsOf(questions: readonly QuestionDraft[], place: number): QuestionProblems {
  const question = questions[place];
  if (!question) return {};
  const { condition } = question;
  const source = condition && sourcesFor(questions, place).find(({ key }) => key === condition.question);
  const possible: readonly (string | number)[] = source
    ? hasChoices(source.kind)
      ? source.choices.map(({ id }) => id)
      : numbersOf(source)
    : [];
  const fits =
    !condition ||
    (source !== undefined &&
      condition.values.length > 0 &&
      (condition.operator === 'is' || !hasChoices(source?.kind ?? 'single')) &&
      condition.values.every((value) => possible.includes(value)));
  const texts = question.choices.map(({ text }) => text.trim());
  return {
    ...(question.prompt.trim() === '' && { prompt: true as const }),
    ...(hasChoices(question.kind) && (texts.length < 2 || texts.includes('')) && { choices: true as const }),
    ...(!fits && { condition: true as const }),
  };
}

export function areUsable(draft: SurveyDraft): boolean {
  return (
    draft.title.trim() !== '' &&
    draft.questions.every((_, place) => Object.keys(problemsOf(draft.questions, place)).length === 0)
  );
}

function questionDraft(question: SurveyQuestion): QuestionDraft {
  return {
    key: question.key,
    kind: question.kind,
    about: question.about,
    prompt: question.prompt,
    hint: question.hint,
    choices: question.choices ?? [],
    scaleFrom: question.scale_from,
    low: question.low_label,
    high: question.high_label,
    required: question.is_required,
    condition: question.shown_if
      ? { ...question.shown_if, values: question.shown_if.values.filter(isValue) }
      : null,
  };
}

function questionBody(question: QuestionDraft): SurveyQuestionInput {
  const labelled = question.kind === 'scale' || question.kind === 'nps';
  return {
    key: question.key,
    kind: question.kind,
    about: question.about,
    prompt: question.prompt.trim(),
    hint: question.hint.trim(),
    choices: hasChoices(question.kind)
      ? question.choices.map(({ id, text }) => ({ id, text: text.trim() }))
      : [],
    scale_from: question.scaleFrom,
    low_label: labelled ? question.low.trim() : '',
    high_label: labelled ? question.high.trim() : '',
    is_required: question.required && question.about === 'whole',
    shown_if: question.condition ? { ...question.condition, values: [...question.condition.values] } : null,
  };
}

function isValue(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

function shortId(): string {
  return crypto.randomUUID().slice(0, 8);
}
