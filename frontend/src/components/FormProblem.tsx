import { useEffect, useRef } from 'react';

import { isApiError } from '@/api';

import { Notice } from './Notice';
import { useErrorMessage } from './States';

import type { FieldValues, Path, UseFormSetError } from 'react-hook-form';

/**
 * Puts the server's field errors beside their fields. What has no field of its own in the form stays on the
 * error and is shown by `FormProblem`.
 */
export function applyProblem<Values extends FieldValues>(
  error: unknown,
  fields: readonly Path<Values>[],
  setError: UseFormSetError<Values>,
): void {
  if (!isApiError(error)) return;
  let first = true;
  for (const problem of error.fields) {
    const field = fields.find((name) => name === problem.path);
    if (!field) continue;
    setError(field, { type: problem.code, message: problem.message }, { shouldFocus: first });
    first = false;
  }
}

interface FormProblemProps {
  error: unknown;
  /** The fields of the form: their errors are already beside them. */
  fields?: readonly string[];
  className?: string;
}

/** What the server says about the form as a whole. Takes focus when it appears, and is read out. */
export function FormProblem({ error, fields = [], className }: FormProblemProps) {
  const message = useErrorMessage();
  const box = useRef<HTMLDivElement>(null);
  const beside = isApiError(error) && error.fields.some((problem) => fields.includes(problem.path));
  const others = isApiError(error) ? error.fields.filter((problem) => !fields.includes(problem.path)) : [];
  const shown = Boolean(error) && (!beside || others.length > 0);
  useEffect(() => {
    if (shown) box.current?.focus();
  }, [shown, error]);
  if (!shown) return null;
  return (
    <div ref={box} tabIndex={-1} className={className}>
      <Notice tone="danger" title={message(error)}>
        {others.length > 0 && (
          <ul className="mt-1">
            {others.map((problem) => (
              <li key={problem.path + problem.code}>{problem.message}</li>
            ))}
          </ul>
        )}
      </Notice>
    </div>
  );
}
