import createClient from 'openapi-fetch';

import { offlineError, toApiError } from './problem';
import { session } from './session';

import type { paths } from './contract';

/**
 * The only way to the API: adds the access token, renews it once when it is refused, and gives up with an
 * `ApiError`. Use as `unwrap(api.GET('/api/courses/course/', { params: … }))`.
 */
export const api = createClient<paths>({ baseUrl: origin(), fetch: send });

async function send(request: Request): Promise<Response> {
  const token = await session.token();
  const retry = token === null ? null : request.clone();
  const response = await attempt(request, token);
  if (response.status !== 401 || !retry) return response;
  const renewed = await session.refresh(token);
  return renewed ? attempt(retry, renewed) : response;
}

async function attempt(request: Request, token: string | null): Promise<Response> {
  if (token) request.headers.set('Authorization', `Bearer ${token}`);
  try {
    return await fetch(request);
  } catch (error) {
    if (request.signal.aborted) throw error;
    throw offlineError();
  }
}

interface Answer<Data> {
  data?: Data;
  error?: unknown;
  response: Response;
}

/** The body of a success, or an `ApiError`. */
export async function unwrap<Data>(answer: Promise<Answer<Data>>): Promise<NonNullable<Data>> {
  const { data, error, response } = await answer;
  if (!response.ok || data === undefined || data === null) throw toApiError(error, response);
  return data;
}

/** For answers without a body (204). */
export async function expectOk(answer: Promise<Answer<unknown>>): Promise<void> {
  const { error, response } = await answer;
  if (!response.ok) throw toApiError(error, response);
}

/** The query of a list's `next` link, to ask for the following page with; undefined after the last. */
export function nextQuery(page: { next: string | null }): Record<string, string> | undefined {
  return page.next ? Object.fromEntries(new URL(page.next, origin()).searchParams) : undefined;
}

function origin(): string {
  return window.location.origin;
}
