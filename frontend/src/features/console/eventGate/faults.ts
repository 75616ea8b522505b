import { isApiError, type FieldProblem } from '@/api';

/** What the server refused, by the place where it stands on the screen: a clause's number, or a name. */
export interface GateFaults {
  clause: (index: number) => FieldProblem[];
  after: string | undefined;
  /** Paths that are shown in place. */
  shown: string[];
}

/** Of the first error that is there; both speak of the same clauses. */
export function faultsOf(...errors: unknown[]): GateFaults {
  const error = errors.find((one) => isApiError(one) && one.fields.length > 0);
  const fields = isApiError(error) ? error.fields : [];
  const inPlace = fields.filter(({ path }) => /^clauses\.\d+/.test(path) || path === 'issue_after_minutes');
  return {
    clause: (index) => fields.filter(({ path }) => new RegExp(`^clauses\\.${index}(\\.|$)`).test(path)),
    after: fields.find(({ path }) => path === 'issue_after_minutes')?.message,
    shown: inPlace.map(({ path }) => path),
  };
}
