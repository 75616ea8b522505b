import { storage } from '@/lib/storage';

/**
 * The caller's session. The access token lives in memory alone; the refresh token in an HttpOnly cookie that
 * no script can read. A mark in local storage remembers that there may be such a cookie, so that strangers
 * cause no request.
 */
export type SessionStatus = 'restoring' | 'signed-in' | 'signed-out';

const MARK = 'accredit.session';
const LOCK = 'accredit.refresh';

let accessToken: string | null = null;
let status: SessionStatus = storage.get(MARK) ? 'restoring' : 'signed-out';
let refreshing: Promise<string | null> | null = null;
const listeners = new Set<() => void>();

export const session = {
  status: (): SessionStatus => status,
  accessToken: (): string | null => accessToken,

  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },

  begin(token: string): void {
    accessToken = token;
    storage.set(MARK, '1');
    change('signed-in');
  },

  end(): void {
    accessToken = null;
    storage.set(MARK, null);
    change('signed-out');
  },

  /** The token to send now: restores the session first when a cookie may be there. */
  async token(): Promise<string | null> {
    if (status === 'restoring') return session.refresh(accessToken);
    return accessToken;
  },

  /**
   * Exchanges the cookie for a new access token, once for all callers of this tab and one tab at a time.
   * `stale` is the token that was refused: when another caller has already replaced it, that one is used.
   * Gives null when the session has ended, or, without ending it, when the server cannot be reached.
   */
  async refresh(stale: string | null): Promise<string | null> {
    if (accessToken && accessToken !== stale) return accessToken;
    refreshing ??= underLock(exchange).finally(() => {
      refreshing = null;
    });
    return refreshing;
  },

  /** Ends the session here and on the server. Local state goes even when the server does not answer. */
  async signOut(): Promise<void> {
    try {
      await post('/api/token/revoke/');
    } finally {
      session.end();
    }
  },
};

/** Another tab signed out: so do we. */
export function watchOtherTabs(): void {
  window.addEventListener('storage', (event) => {
    if (event.key === MARK && event.newValue === null && status !== 'signed-out') {
      accessToken = null;
      change('signed-out');
    }
  });
}

async function exchange(): Promise<string | null> {
  let response: Response;
  try {
    response = await post('/api/token/refresh/');
  } catch {
    return null; // offline: keep the mark and try again with the next request
  }
  if (response.ok) {
    const body = (await response.json()) as { access: string };
    session.begin(body.access);
    return body.access;
  }
  if (response.status < 500 && response.status !== 429) session.end();
  return null;
}

function post(path: string): Promise<Response> {
  return fetch(path, {
    method: 'POST',
    credentials: 'same-origin',
    headers: {
      'Content-Type': 'application/json',
      'X-CSRFToken': csrfToken(),
      'X-Token-Transport': 'cookie',
    },
    body: '{}',
  });
}

/** The cookie rotates on use, so two tabs must not use it at the same moment. */
async function underLock<T>(work: () => Promise<T>): Promise<T> {
  const locks = (navigator as { locks?: LockManager }).locks;
  return locks ? await locks.request(LOCK, work) : await work();
}

function csrfToken(): string {
  const match = /(?:^|;\s*)csrftoken=([^;]+)/.exec(document.cookie);
  return match?.[1] ? decodeURIComponent(match[1]) : '';
}

function change(next: SessionStatus): void {
  if (next === status) return;
  status = next;
  for (const listener of listeners) listener();
}
