import type { SurveyPaper, SurveyQuestion } from '@/api';

export type Answer = number | string | readonly string[];
/** Question key, or `key/id` for each session or speaker → answer. */
export type Answers = Readonly<Record<string, Answer>>;
export type Branch = Pick<SurveyQuestion, 'key' | 'shown_if'>;

/**
 * The questions that are asked, given what was answered before. The server follows the same rule; both are tested with
 * the same cases.
 */
export function asked<Question extends Branch>(questions: readonly Question[], answers: Answers): Question[] {
  const found: Question[] = [];
  for (const question of questions) {
    const condition = question.shown_if;
    if (
      !condition ||
      (found.some(({ key }) => key === condition.question) && holds(condition, answers[condition.question]))
    ) {
      found.push(question);
    }
  }
  return found;
}

function holds({ operator, values }: NonNullable<Branch['shown_if']>, answer: Answer | undefined): boolean {
  if (answer === undefined) return false;
  if (operator === 'is') {
    const given: readonly (number | string)[] =
      typeof answer === 'number' || typeof answer === 'string' ? [answer] : answer;
    return given.some((one) => values.includes(one));
  }
  const [bound] = values;
  if (typeof answer !== 'number' || typeof bound !== 'number') return false;
  return operator === 'at_least' ? answer >= bound : answer <= bound;
}

/** Under which names the answers to a question stand, each with whom or what it is about. */
export function fieldsOf(
  { key, about }: SurveyQuestion,
  paper: Pick<SurveyPaper, 'sessions' | 'speakers'>,
): { name: string; title: string | null }[] {
  if (about === 'whole') return [{ name: key, title: null }];
  return paper[about].map(({ id, title }) => ({ name: `${key}/${id}`, title }));
}

/** What goes over the wire: nothing that is empty, nothing that was not asked. */
export function given(paper: SurveyPaper, answers: Answers): Answers {
  const names = asked(paper.questions, answers).flatMap((question) =>
    fieldsOf(question, paper).map(({ name }) => name),
  );
  return Object.fromEntries(
    names.flatMap((name) => {
      const answer = answers[name];
      return answer === undefined || isEmpty(answer) ? [] : [[name, answer]];
    }),
  );
}

/** Names of required questions that wait for an answer, in order. */
export function missing(paper: SurveyPaper, answers: Answers): string[] {
  const sent = given(paper, answers);
  return asked(paper.questions, answers)
    .filter((question) => question.is_required && sent[question.key] === undefined)
    .map(({ key }) => key);
}

/** How many of the questions that are asked have an answer. */
export function progressOf(paper: SurveyPaper, answers: Answers): { done: number; total: number } {
  const sent = given(paper, answers);
  const shown = asked(paper.questions, answers).filter((one) => fieldsOf(one, paper).length > 0);
  const done = shown.filter((one) => fieldsOf(one, paper).some(({ name }) => sent[name] !== undefined));
  return { done: done.length, total: shown.length };
}

function isEmpty(answer: Answer): boolean {
  return typeof answer === 'string'
    ? answer.trim() === ''
    : typeof answer !== 'number' && answer.length === 0;
}
