import type { Gate, GateClauseInput } from '@/api';

/** A clause while it is edited. An empty list of lessons means every lesson; an empty quiz every quiz. */
export type ClauseDraft =
  | { key: string; kind: 'lessons'; every: boolean; lessons: string[] }
  | { key: string; kind: 'quiz'; lesson: string; percent: number | null }
  | { key: string; kind: 'paid' };

export function clausesOf(gate: Gate): ClauseDraft[] {
  return gate.clauses.map((clause, index): ClauseDraft => {
    const key = `${gate.version}-${index}`;
    switch (clause.kind) {
      case 'lessons': {
        const lessons = clause.lessons ?? [];
        return { key, kind: 'lessons', every: lessons.length === 0, lessons };
      }
      case 'quiz':
        return { key, kind: 'quiz', lesson: clause.lesson ?? '', percent: clause.min_percent ?? null };
      case 'paid':
        return { key, kind: 'paid' };
    }
  });
}

export function clauseInput(clause: ClauseDraft): GateClauseInput {
  switch (clause.kind) {
    case 'lessons':
      return { kind: 'lessons', lessons: clause.every ? null : clause.lessons };
    case 'quiz':
      return { kind: 'quiz', lesson: clause.lesson || null, min_percent: clause.percent };
    case 'paid':
      return { kind: 'paid' };
  }
}

export function newClause(kind: ClauseDraft['kind']): ClauseDraft {
  const key = crypto.randomUUID();
  switch (kind) {
    case 'lessons':
      return { key, kind, every: true, lessons: [] };
    case 'quiz':
      return { key, kind, lesson: '', percent: null };
    case 'paid':
      return { key, kind };
  }
}

export function areUsable(clauses: readonly ClauseDraft[]): boolean {
  return (
    clauses.length > 0 &&
    clauses.every((clause) => clause.kind !== 'lessons' || clause.every || clause.lessons.length > 0)
  );
}
