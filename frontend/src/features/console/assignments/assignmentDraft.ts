import { parseWhole } from '../amounts';

import type { AssignmentInput, StaffAssignment } from '@/api';

export interface LevelDraft {
  key: string;
  title: string;
  description: string;
  points: string;
}

export interface CriterionDraft {
  /** What marks refer to; kept when the criterion is edited. */
  id: string;
  title: string;
  description: string;
  points: string;
  levels: LevelDraft[];
}

export interface AssignmentDraft {
  instructions: string;
  takesText: boolean;
  files: string;
  pass: string;
  attempts: string;
  /** As the browser's own field writes it, in the zone of whoever edits. */
  due: string;
  rubric: CriterionDraft[];
}

export interface CriterionProblems {
  title?: true;
  points?: true;
  levels?: true;
}

export interface Problems {
  takes?: true;
  files?: true;
  pass?: true;
  attempts?: true;
  rubric?: true;
  byCriterion: CriterionProblems[];
}

export const LEVELS_AT_MOST = 8;
export const CRITERIA_AT_MOST = 20;
const FILES_AT_MOST = 10;
const POINTS_AT_MOST = 100;
const ATTEMPTS_AT_MOST = 100;

export function draftOf(assignment: StaffAssignment): AssignmentDraft {
  return {
    instructions: assignment.instructions_md,
    takesText: assignment.takes_text,
    files: String(assignment.files_allowed),
    pass: String(assignment.pass_percent),
    attempts: assignment.attempts_allowed === null ? '' : String(assignment.attempts_allowed),
    due: assignment.due_at ? localOf(new Date(assignment.due_at)) : '',
    rubric: assignment.rubric.map((one) => ({
      id: one.id,
      title: one.title,
      description: one.description,
      points: String(one.points),
      levels: (one.levels ?? []).map((level) => ({
        key: crypto.randomUUID(),
        title: level.title,
        description: level.description,
        points: String(level.points),
      })),
    })),
  };
}

export function newLevel(title = '', points = ''): LevelDraft {
  return { key: crypto.randomUUID(), title, description: '', points };
}

/** Three levels to begin with; names come from the screen. */
export function newCriterion(names: readonly [string, string, string]): CriterionDraft {
  return {
    id: crypto.randomUUID().slice(0, 8),
    title: '',
    description: '',
    points: '10',
    levels: [newLevel(names[0], '10'), newLevel(names[1], '5'), newLevel(names[2], '0')],
  };
}

export function problemsOf(draft: AssignmentDraft): Problems {
  const files = parseWhole(draft.files, 0, FILES_AT_MOST);
  return {
    ...(files == null && { files: true }),
    ...(!draft.takesText && files === 0 && { takes: true }),
    ...(parseWhole(draft.pass, 1, 100) == null && { pass: true }),
    ...(parseWhole(draft.attempts, 1, ATTEMPTS_AT_MOST) === undefined && { attempts: true }),
    ...(draft.rubric.length === 0 && { rubric: true }),
    byCriterion: draft.rubric.map(criterionProblems),
  };
}

function criterionProblems(criterion: CriterionDraft): CriterionProblems {
  const points = parseWhole(criterion.points, 1, POINTS_AT_MOST);
  const levelsFit = criterion.levels.every(
    (level) => level.title.trim() !== '' && parseWhole(level.points, 0, points ?? POINTS_AT_MOST) != null,
  );
  return {
    ...(criterion.title.trim() === '' && { title: true }),
    ...(points == null && { points: true }),
    ...(!levelsFit && { levels: true }),
  };
}

export function problemCount({ byCriterion, ...rest }: Problems): number {
  return Object.keys(rest).length + byCriterion.reduce((sum, one) => sum + Object.keys(one).length, 0);
}

export function inputOf(draft: AssignmentDraft): AssignmentInput {
  return {
    instructions_md: draft.instructions,
    takes_text: draft.takesText,
    files_allowed: Number(draft.files),
    pass_percent: Number(draft.pass),
    attempts_allowed: parseWhole(draft.attempts, 1, ATTEMPTS_AT_MOST) ?? null,
    due_at: draft.due ? new Date(draft.due).toISOString() : null,
    rubric: draft.rubric.map((one) => ({
      id: one.id,
      title: one.title.trim(),
      description: one.description.trim(),
      points: Number(one.points),
      levels: one.levels.map((level) => ({
        title: level.title.trim(),
        description: level.description.trim(),
        points: Number(level.points),
      })),
    })),
  };
}

/** `2026-12-18T17:00`, as the browser's own field wants it. */
function localOf(at: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
}
