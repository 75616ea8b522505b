import { storage } from '@/lib/storage';

/** The cart of somebody who has not signed in: ids only, in this browser. Prices are asked for when it is shown. */
export interface LocalItem {
  item_kind: string;
  item_id: string;
}

const KEY = 'accredit.cart';
const MOST = 50;
const EMPTY: readonly LocalItem[] = [];

let read: { text: string | null; items: readonly LocalItem[] } = { text: null, items: EMPTY };
const listeners = new Set<() => void>();

export const localCart = {
  /** The same array as long as nothing changed. */
  items: (): readonly LocalItem[] => {
    const text = storage.get(KEY);
    if (text !== read.text) read = { text, items: parse(text) };
    return read.items;
  },
  add(item: LocalItem): void {
    const others = localCart.items().filter((one) => one.item_id !== item.item_id);
    write([...others, item].slice(-MOST));
  },
  remove(itemId: string): void {
    write(localCart.items().filter((one) => one.item_id !== itemId));
  },
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    window.addEventListener('storage', listener);
    return () => {
      listeners.delete(listener);
      window.removeEventListener('storage', listener);
    };
  },
};

function write(items: readonly LocalItem[]): void {
  storage.set(KEY, items.length > 0 ? JSON.stringify(items) : null);
  for (const listener of listeners) listener();
}

function parse(text: string | null): readonly LocalItem[] {
  if (!text) return EMPTY;
  try {
    const found: unknown = JSON.parse(text);
    return Array.isArray(found) ? found.filter(isItem) : EMPTY;
  } catch {
    return EMPTY; // written by something else: as good as empty
  }
}

function isItem(value: unknown): value is LocalItem {
  return (
    typeof value === 'object' &&
    value !== null &&
    'item_kind' in value &&
    typeof value.item_kind === 'string' &&
    'item_id' in value &&
    typeof value.item_id === 'string'
  );
}
