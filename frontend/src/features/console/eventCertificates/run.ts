import type { IssueRun } from '@/api';

const MINUTE_MS = 60_000;

export function isRunning(run: IssueRun | null | undefined): run is IssueRun {
  return run?.ended_at === null;
}

/** Somebody may become due while a run is under way. */
export function totalOf({ total, numbered }: IssueRun): number {
  return Math.max(total, numbered);
}

export function percentOf(run: IssueRun): number {
  const total = totalOf(run);
  return total === 0 ? 100 : Math.floor(((run.done + run.failed) * 100) / total);
}

/** In whole minutes, at the pace so far; null while there is none to tell. */
export function minutesLeft(run: IssueRun, now: number): number | null {
  const made = run.done + run.failed;
  const passed = now - Date.parse(run.started_at);
  if (made === 0 || passed <= 0) return null;
  return Math.ceil((passed * (totalOf(run) - made)) / made / MINUTE_MS);
}
