import { parseWhole } from '../amounts';

import type { GradeInput, Grading } from '@/api';

export interface MarkDraft {
  points: string;
  comment: string;
}

/** Marks while they are given, by the criterion's id. */
export type Marks = Record<string, MarkDraft>;

type Rubric = Grading['rubric'];

export function marksOf({ rubric, marks }: Pick<Grading, 'rubric' | 'marks'>): Marks {
  return Object.fromEntries(
    rubric.map((criterion) => {
      const mark = marks.find((one) => one.criterion === criterion.id);
      return [criterion.id, { points: mark ? String(mark.points) : '', comment: mark?.comment ?? '' }];
    }),
  );
}

/** The points of a criterion; undefined while they are missing or out of range. */
export function pointsOf(marks: Marks, criterion: Rubric[number]): number | undefined {
  return parseWhole(marks[criterion.id]?.points ?? '', 0, criterion.points) ?? undefined;
}

export interface Reached {
  points: number;
  total: number;
  /** Whole percent, rounded down, as the server counts. */
  percent: number;
  passes: boolean;
  /** Criteria without usable points. */
  open: number;
}

export function reachedBy(rubric: Rubric, marks: Marks, passPercent: number): Reached {
  const given = rubric.map((criterion) => pointsOf(marks, criterion));
  const points = given.reduce<number>((sum, one) => sum + (one ?? 0), 0);
  const total = rubric.reduce((sum, criterion) => sum + criterion.points, 0);
  return {
    points,
    total,
    percent: total ? Math.floor((points * 100) / total) : 0,
    passes: total > 0 && points * 100 >= passPercent * total,
    open: given.filter((one) => one === undefined).length,
  };
}

export function gradeInput(rubric: Rubric, marks: Marks, comment: string, revision: number): GradeInput {
  return {
    marks: rubric.map((criterion) => ({
      criterion: criterion.id,
      points: pointsOf(marks, criterion) ?? 0,
      comment: marks[criterion.id]?.comment.trim() ?? '',
    })),
    comment: comment.trim(),
    revision,
  };
}
