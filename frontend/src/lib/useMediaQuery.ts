import { useSyncExternalStore } from 'react';

export function useMediaQuery(query: string): boolean {
  return useSyncExternalStore(
    (notify) => {
      const list = window.matchMedia(query);
      list.addEventListener('change', notify);
      return () => list.removeEventListener('change', notify);
    },
    () => window.matchMedia(query).matches,
  );
}

/** The desk layout, from 821 px; the same edge as the `wide:` variant of the styles. */
export function useWide(): boolean {
  return useMediaQuery('(min-width: 51.3125rem)');
}
