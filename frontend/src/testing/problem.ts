import { HttpResponse } from 'msw';

import type { FieldProblem } from '@/api';

/** An error as the API writes it. */
export function problem(status: number, code: string, errors: FieldProblem[] = []) {
  return HttpResponse.json(
    { type: 'about:blank', title: code, status, detail: `It failed: ${code}.`, code, errors },
    { status, headers: { 'Content-Type': 'application/problem+json' } },
  );
}
