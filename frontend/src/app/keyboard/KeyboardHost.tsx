import { useQueryClient } from '@tanstack/react-query';
import { Suspense, lazy, useEffect, useState, useSyncExternalStore } from 'react';
import { useLocation, useNavigate } from 'react-router';

import { useSession, type Organization } from '@/api';
import { NewCourse, organizationsQuery } from '@/features/console';
import { palette } from '@/lib/palette';
import { isApple } from '@/lib/platform';
import { useShortcuts } from '@/lib/shortcuts';

// Nobody pays for them before the first key.
const Palette = lazy(() => import('./Palette'));
const ShortcutsDialog = lazy(() => import('./ShortcutsDialog'));

/** The keys that work everywhere, and what they open. */
export function KeyboardHost() {
  const { pathname } = useLocation();
  const paletteOpen = useSyncExternalStore(palette.subscribe, palette.isOpen);
  const [listed, setListed] = useState(false);
  const [starting, setStarting] = useState<{ organization: Organization; at: string } | null>(null);
  const here = /^\/org\/(?!new$)([^/]+)/.exec(pathname)?.[1];
  const go = useGo(here);

  usePaletteKey();
  useShortcuts({
    '/': () => {
      const field = shown('/');
      if (field) field.focus();
      else palette.open();
      return true;
    },
    '?': () => {
      setListed(true);
      return true;
    },
    n: () => {
      const button = shown('n');
      button?.click();
      return button !== undefined;
    },
    'g h': () => go('h'),
    'g e': () => go('e'),
    'g c': () => go('c'),
    'g p': () => go('p'),
  });

  return (
    <Suspense>
      {paletteOpen && (
        <Palette
          here={here}
          onNewCourse={(organization) => setStarting({ organization, at: pathname })}
          onShortcuts={() => setListed(true)}
        />
      )}
      {listed && <ShortcutsDialog here={here} onClose={() => setListed(false)} />}
      {starting?.at === pathname && (
        <NewCourse organization={starting.organization} onClose={() => setStarting(null)} />
      )}
    </Suspense>
  );
}

/** What a page has marked for a key; a hidden twin, for the other width, does not count. */
function shown(key: string): HTMLElement | undefined {
  return [...document.querySelectorAll<HTMLElement>(`[data-shortcut="${key}"]`)].find((one) =>
    one.checkVisibility(),
  );
}

/** ⌘K or Ctrl-K, in fields too: it has a modifier. */
function usePaletteKey(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const modified = isApple ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
      if (!modified || event.altKey || event.shiftKey || event.key.toLowerCase() !== 'k') return;
      event.preventDefault();
      if (!event.repeat) palette.toggle();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

function useGo(here: string | undefined): (key: string) => boolean {
  const client = useQueryClient();
  const navigate = useNavigate();
  const signedIn = useSession() === 'signed-in';
  return (key) => {
    const organization = client
      .getQueryData(organizationsQuery().queryKey)
      ?.find(({ slug }) => slug === decodeURIComponent(here ?? ''));
    void import('./places').then(({ placeAfterG }) => {
      const to = placeAfterG(key, signedIn, organization);
      if (to) void navigate(to);
    });
    return true;
  };
}
