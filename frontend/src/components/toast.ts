/** A word about something that succeeded out of view, or that can still be undone. Never for errors. */
export interface ToastMessage {
  id: number;
  text: string;
  undo?: { label: string; run: () => void };
}

let messages: readonly ToastMessage[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

function set(next: readonly ToastMessage[]): void {
  messages = next;
  for (const listener of listeners) listener();
}

export const toasts = {
  show(text: string, undo?: ToastMessage['undo']): void {
    set([...messages, { id: nextId++, text, ...(undo ? { undo } : {}) }]);
  },
  dismiss(id: number): void {
    set(messages.filter((message) => message.id !== id));
  },
  current: (): readonly ToastMessage[] => messages,
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
