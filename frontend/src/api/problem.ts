/** The body of an error answer: RFC 9457 with our code and, for input, one entry a field. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail?: string | null;
  code: string;
  errors?: FieldProblem[];
}

export interface FieldProblem {
  path: string;
  code: string;
  message: string;
}

/** An answer of the API that is not a success. `status` 0 means that no answer came at all. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly fields: readonly FieldProblem[];
  readonly retryAfterSeconds: number | null;

  constructor(problem: Problem, retryAfterSeconds: number | null = null) {
    super(problem.detail ?? problem.title);
    this.name = 'ApiError';
    this.status = problem.status;
    this.code = problem.code;
    this.fields = problem.errors ?? [];
    this.retryAfterSeconds = retryAfterSeconds;
  }

  get isOffline(): boolean {
    return this.status === 0;
  }

  get isNotFound(): boolean {
    return this.status === 404;
  }
}

export function isApiError(error: unknown): error is ApiError {
  return error instanceof ApiError;
}

/** Reads whatever came as an error; a proxy's HTML page becomes a problem without words. */
export function toApiError(body: unknown, response: Response): ApiError {
  const retryAfter = Number(response.headers.get('Retry-After'));
  const seconds = Number.isFinite(retryAfter) && retryAfter > 0 ? retryAfter : null;
  if (isProblem(body)) return new ApiError({ ...body, status: response.status }, seconds);
  return new ApiError(
    { type: 'about:blank', title: response.statusText, status: response.status, code: 'unknown' },
    seconds,
  );
}

export function offlineError(): ApiError {
  return new ApiError({ type: 'about:blank', title: 'No answer', status: 0, code: 'offline' });
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && 'title' in body;
}
