import { listenForShortcuts, type ShortcutMap } from '@/lib/shortcuts';

const lists = new Set<HTMLElement>();
const ROWS = ':scope > tbody > tr, :scope > li';
const FIRST_LINK = 'a[href], button:not(:disabled)';

/**
 * Makes a table or a list one that can be walked with j and k; give it as `ref`. The row's first link takes the
 * focus, so that Enter opens it; x ticks the row, e presses what is marked `data-shortcut="e"`.
 */
export function rowKeys(list: HTMLElement | null): (() => void) | undefined {
  if (!list) return undefined;
  lists.add(list);
  const stop = listenForShortcuts(KEYS);
  return () => {
    lists.delete(list);
    stop();
  };
}

const KEYS: ShortcutMap = {
  j: () => walk(1),
  k: () => walk(-1),
  x: () => press('input[type="checkbox"]'),
  e: () => press('[data-shortcut="e"]'),
};

/** Every row that is shown, in the order of the page. */
function rows(): HTMLElement[] {
  return [...lists]
    .filter((list) => list.checkVisibility())
    .sort((a, b) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1))
    .flatMap((list) => [...list.querySelectorAll<HTMLElement>(ROWS)]);
}

function focused(all: readonly HTMLElement[]): number {
  return all.findIndex((row) => row.contains(document.activeElement));
}

function walk(by: 1 | -1): boolean {
  const all = rows();
  const now = focused(all);
  const next = all[now === -1 ? (by === 1 ? 0 : all.length - 1) : now + by];
  if (!next) return now !== -1;
  const link = next.querySelector<HTMLElement>(FIRST_LINK);
  if (!link) next.tabIndex = -1;
  (link ?? next).focus();
  return true;
}

function press(what: string): boolean {
  const all = rows();
  const target = all[focused(all)]?.querySelector<HTMLElement>(what);
  target?.click();
  return target != null;
}
