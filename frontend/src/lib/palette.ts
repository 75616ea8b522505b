let isOpen = false;
const listeners = new Set<() => void>();

function set(next: boolean): void {
  isOpen = next;
  for (const listener of listeners) listener();
}

/** The palette of places and actions. Anybody may ask for it; the root of the application shows it. */
export const palette = {
  open: () => set(true),
  close: () => set(false),
  toggle: () => set(!isOpen),
  isOpen: () => isOpen,
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
