import type { Draft } from './draft';

const KEY = 'accredit.register';

/** What was typed waits in this tab while somebody goes to sign in; the form takes it back. */
export const shelf = {
  put(slug: string, draft: Draft): void {
    try {
      window.sessionStorage.setItem(KEY, JSON.stringify({ slug, draft }));
    } catch {
      // Private mode: the form starts empty again.
    }
  },
  read(slug: string): Draft | null {
    try {
      const kept = JSON.parse(window.sessionStorage.getItem(KEY) ?? 'null') as {
        slug: string;
        draft: Draft;
      } | null;
      return kept?.slug === slug ? kept.draft : null;
    } catch {
      return null;
    }
  },
  clear(): void {
    try {
      window.sessionStorage.removeItem(KEY);
    } catch {
      // Nothing was kept then.
    }
  },
};
