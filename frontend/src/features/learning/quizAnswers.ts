import type { Answer, Question } from '@/api';

export type Answers = Record<string, Answer>;

/** Whether something has been chosen or written; an emptied field is as good as never touched. */
export function isAnswered(answer: Answer | undefined): boolean {
  if (answer === undefined) return false;
  if (typeof answer === 'boolean') return true;
  if (typeof answer === 'string') return answer.trim() !== '';
  return answer.length > 0;
}

export function openQuestions(questions: readonly Question[], answers: Answers): number[] {
  return questions.flatMap((question, index) => (isAnswered(answers[question.id]) ? [] : [index]));
}

/** What is sent: answered questions only, numbers with a point for the decimal comma. */
export function toSubmission(questions: readonly Question[], answers: Answers): Answers {
  const submission: Answers = {};
  for (const question of questions) {
    const answer = answers[question.id];
    if (answer === undefined || !isAnswered(answer)) continue;
    submission[question.id] =
      question.kind === 'numeric' && typeof answer === 'string'
        ? answer.trim().replace(/\s/g, '').replace(',', '.')
        : answer;
  }
  return submission;
}

const PREFIX = 'accredit.attempt.';

/** What was chosen so far, so that a reload loses nothing. It goes when the tab does, or when handed in. */
export const draft = {
  load(attemptId: string): Answers {
    try {
      const stored = window.sessionStorage.getItem(PREFIX + attemptId);
      return stored ? (JSON.parse(stored) as Answers) : {};
    } catch {
      return {};
    }
  },
  save(attemptId: string, answers: Answers): void {
    try {
      window.sessionStorage.setItem(PREFIX + attemptId, JSON.stringify(answers));
    } catch {
      // Storage is full or blocked: the answers live as long as the page.
    }
  },
  drop(attemptId: string): void {
    try {
      window.sessionStorage.removeItem(PREFIX + attemptId);
    } catch {
      // As above.
    }
  },
};
