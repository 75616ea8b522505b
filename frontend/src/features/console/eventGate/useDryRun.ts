import { useQuery } from '@tanstack/react-query';

import { useDebounced } from '@/lib/useDebounced';

import { useOrganization } from '../organization';

import { dryRunQuery } from './queries';

import type { EventClauseInput, GateDryRun } from '@/api';

const PAUSE_MS = 400;

export interface DryRunState {
  data: GateDryRun | undefined;
  error: Error | null;
  isPending: boolean;
  /** What is shown is of the sentences as they stand now. */
  current: boolean;
  refetch: () => void;
}

/** Follows the sentences once they have been left alone for a moment; while they cannot be asked it waits. */
export function useDryRun(event: string, clauses: EventClauseInput[], usable: boolean): DryRunState {
  const { slug: org } = useOrganization();
  const now = JSON.stringify(clauses);
  const settled = useDebounced(now, PAUSE_MS);
  const isSettled = settled === now;
  const run = useQuery({
    ...dryRunQuery(org, event, JSON.parse(settled) as EventClauseInput[]),
    enabled: usable && isSettled,
  });
  return {
    data: run.data,
    error: usable && isSettled ? run.error : null,
    isPending: run.isPending,
    current: usable && isSettled && run.isSuccess && !run.isPlaceholderData,
    refetch: () => void run.refetch(),
  };
}
