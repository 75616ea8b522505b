import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';

import { problem } from '@/testing/problem';
import { server } from '@/testing/server';

import { api, expectOk, nextQuery, unwrap } from './client';
import { ApiError } from './problem';
import { session } from './session';

const ME = '/api/user/me/';
const REFRESH = '/api/token/refresh/';

/** A server that knows one access token, and gives the next one for the cookie. */
function serverWith(state: { valid: string; refreshed: string | null; refreshes: number }) {
  server.use(
    http.get(ME, ({ request }) =>
      request.headers.get('Authorization') === `Bearer ${state.valid}`
        ? HttpResponse.json({ id: 'u1', display_name: 'Amara' })
        : problem(401, 'not_signed_in'),
    ),
    http.post(REFRESH, async ({ request }) => {
      state.refreshes += 1;
      expect(request.headers.get('X-Token-Transport')).toBe('cookie');
      expect(request.headers.get('X-CSRFToken')).toBe('csrf-1');
      await Promise.resolve();
      return state.refreshed ? HttpResponse.json({ access: state.refreshed }) : problem(401, 'session_ended');
    }),
  );
  return state;
}

const me = () => unwrap(api.GET(ME));

beforeEach(() => {
  document.cookie = 'csrftoken=csrf-1';
});

describe('the access token', () => {
  it('goes with every request', async () => {
    serverWith({ valid: 'a1', refreshed: null, refreshes: 0 });
    session.begin('a1');
    await expect(me()).resolves.toMatchObject({ id: 'u1' });
  });

  it('is renewed once when it is refused, and the request repeated', async () => {
    const state = serverWith({ valid: 'a2', refreshed: 'a2', refreshes: 0 });
    session.begin('a1');
    await expect(me()).resolves.toMatchObject({ id: 'u1' });
    expect(state.refreshes).toBe(1);
    expect(session.accessToken()).toBe('a2');
  });

  it('is renewed once for many requests at the same moment', async () => {
    const state = serverWith({ valid: 'a2', refreshed: 'a2', refreshes: 0 });
    session.begin('a1');
    await Promise.all([me(), me(), me(), me()]);
    expect(state.refreshes).toBe(1);
  });

  it('is not renewed a second time for one request', async () => {
    const state = serverWith({ valid: 'never', refreshed: 'a2', refreshes: 0 });
    session.begin('a1');
    await expect(me()).rejects.toMatchObject({ status: 401 });
    expect(state.refreshes).toBe(1);
  });

  it('is renewed under the lock that all tabs share', async () => {
    serverWith({ valid: 'a2', refreshed: 'a2', refreshes: 0 });
    const asked: string[] = [];
    Object.defineProperty(navigator, 'locks', {
      configurable: true,
      value: {
        request: (name: string, work: () => Promise<unknown>) => {
          asked.push(name);
          return work();
        },
      },
    });
    session.begin('a1');
    await me();
    expect(asked).toEqual(['accredit.refresh']);
    Reflect.deleteProperty(navigator, 'locks');
  });

  it('ends the session when the cookie is no longer good', async () => {
    serverWith({ valid: 'a2', refreshed: null, refreshes: 0 });
    session.begin('a1');
    await expect(me()).rejects.toMatchObject({ status: 401 });
    expect(session.status()).toBe('signed-out');
  });

  it('survives a server that is down for a moment', async () => {
    server.use(
      http.get(ME, () => problem(401, 'not_signed_in')),
      http.post(REFRESH, () => problem(503, 'unavailable')),
    );
    session.begin('a1');
    await expect(me()).rejects.toMatchObject({ status: 401 });
    expect(session.status()).toBe('signed-in');
  });
});

describe('errors', () => {
  it('carry the fields that the server named', async () => {
    server.use(
      http.patch(ME, () =>
        problem(400, 'bad_input', [
          { path: 'legal_name', code: 'too_long', message: 'At most 120 letters.' },
        ]),
      ),
    );
    const error = await unwrap(api.PATCH(ME, { body: { legal_name: 'x' } })).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status: 400, fields: [{ path: 'legal_name' }] });
  });

  it('say that there was no answer at all', async () => {
    server.use(http.get(ME, () => HttpResponse.error()));
    await expect(me()).rejects.toMatchObject({ status: 0, code: 'offline', isOffline: true });
  });

  it('keep how long to wait', async () => {
    server.use(
      http.get(ME, () => new HttpResponse('slow down', { status: 429, headers: { 'Retry-After': '30' } })),
    );
    await expect(me()).rejects.toMatchObject({ status: 429, retryAfterSeconds: 30 });
  });

  it('are none when an answer has no body to read', async () => {
    server.use(http.post('/api/user/password/reset/', () => new HttpResponse(null, { status: 202 })));
    await expect(
      expectOk(api.POST('/api/user/password/reset/', { body: { email: 'a@example.org' } })),
    ).resolves.toBeUndefined();
  });
});

it('reads the next page out of the link, whatever it is made of', () => {
  expect(nextQuery({ next: 'http://127.0.0.1:8000/api/discover/?search=law&cursor=abc' })).toEqual({
    search: 'law',
    cursor: 'abc',
  });
  expect(nextQuery({ next: null })).toBeUndefined();
});
