import type { Gate, GateClauseInput } from '@/api';

/** A clause while it is edited. An empty list of lessons means every lesson; an empty `lesson` every quiz, or every assignment. */
export type ClauseDraft =
  | { key: string; kind: 'lessons'; every: boolean; lessons: string[] }
  | { key: string; kind: 'quiz' | 'assignment'; lesson: string; percent: number | null }
  | { key: string; kind: 'survey' | 'paid' | 'identity' };

export function clausesOf(gate: Gate): ClauseDraft[] {
  return gate.clauses.map((clause, index): ClauseDraft => {
    const key = `${gate.version}-${index}`;
    switch (clause.kind) {
      case 'lessons': {
        const lessons = clause.lessons ?? [];
        return { key, kind: 'lessons', every: lessons.length === 0, lessons };
      }
      case 'quiz':
      case 'assignment':
        return { key, kind: clause.kind, lesson: clause.lesson ?? '', percent: clause.min_percent ?? null };
      case 'survey':
      case 'paid':
      case 'identity':
        return { key, kind: clause.kind };
    }
  });
}

export function clauseInput(clause: ClauseDraft): GateClauseInput {
  switch (clause.kind) {
    case 'lessons':
      return { kind: 'lessons', lessons: clause.every ? null : clause.lessons };
    case 'quiz':
    case 'assignment':
      return { kind: clause.kind, lesson: clause.lesson || null, min_percent: clause.percent };
    case 'survey':
    case 'paid':
    case 'identity':
      return { kind: clause.kind };
  }
}

export function newClause(kind: ClauseDraft['kind']): ClauseDraft {
  const key = crypto.randomUUID();
  switch (kind) {
    case 'lessons':
      return { key, kind, every: true, lessons: [] };
    case 'quiz':
    case 'assignment':
      return { key, kind, lesson: '', percent: null };
    case 'survey':
    case 'paid':
    case 'identity':
      return { key, kind };
  }
}

export function areUsable(clauses: readonly ClauseDraft[]): boolean {
  return (
    clauses.length > 0 &&
    clauses.every((clause) => clause.kind !== 'lessons' || clause.every || clause.lessons.length > 0)
  );
}
