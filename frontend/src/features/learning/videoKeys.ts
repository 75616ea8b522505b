import { useEffect, useRef } from 'react';

import { shortcutsOn } from '@/lib/shortcuts';

export const JUMP_SECONDS = 15;

const WRITING = 'textarea, select, [contenteditable="true"], [role="dialog"], input:not([type="range"])';
const OWN_SPACE = 'a, button, summary';

interface Acts {
  toggle: () => void;
  jump: (by: number) => void;
  captions: () => void;
}

/** Space and K, J and L, C: anywhere on the page but where somebody writes. Letters can be turned off, Space cannot. */
export function useVideoKeys(acts: Acts): void {
  const latest = useRef(acts);
  useEffect(() => {
    latest.current = acts;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as Element | null;
      if (event.ctrlKey || event.metaKey || event.altKey || target?.closest(WRITING)) return;
      if (event.key === ' ' ? target?.closest(OWN_SPACE) : !shortcutsOn()) return;
      const { toggle, jump, captions } = latest.current;
      const act = {
        ' ': toggle,
        k: toggle,
        j: () => jump(-JUMP_SECONDS),
        l: () => jump(JUMP_SECONDS),
        c: captions,
      }[event.key.toLowerCase()];
      if (!act) return;
      event.preventDefault();
      if (!event.repeat || event.key === 'j' || event.key === 'l') act();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
