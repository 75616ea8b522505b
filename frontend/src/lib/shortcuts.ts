import { useEffect, useRef, useSyncExternalStore } from 'react';

import { storage } from './storage';

/** What a key does. It answers false when there is nothing for it to do here, and the next one is asked. */
export type ShortcutAct = () => boolean;
/** By key as it is printed, `/` or `j`, or by two in a row, `g h`. Letters are lower case. */
export type ShortcutMap = Readonly<Record<string, ShortcutAct>>;

const STORED = 'accredit.shortcuts';
const BETWEEN_TWO_MS = 1500;
const HELD_DOWN = new Set(['j', 'k']);
const NOT_WRITING = new Set(['checkbox', 'radio', 'range', 'button', 'submit', 'reset', 'file', 'color']);
/** Whatever opens above the page has its own keys, and a letter typed there may look for a row. */
const OWN_KEYS = 'textarea, select, [role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]';

const maps: ShortcutMap[] = [];
let first: { key: string; at: number } | null = null;

/** Single keys may be turned off, for everybody who speaks to the computer or whose hand rests on it (WCAG 2.1.4). */
export function shortcutsOn(): boolean {
  return storage.get(STORED) !== 'off';
}

const watchers = new Set<() => void>();

export function chooseShortcuts(on: boolean): void {
  storage.set(STORED, on ? null : 'off');
  for (const watcher of watchers) watcher();
}

export function useShortcutsOn(): boolean {
  return useSyncExternalStore(watch, shortcutsOn);
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  window.addEventListener('storage', watcher);
  return () => {
    watchers.delete(watcher);
    window.removeEventListener('storage', watcher);
  };
}

/** Listens until the returned function is called. The map that was added last is asked first. */
export function listenForShortcuts(map: ShortcutMap): () => void {
  if (maps.length === 0) window.addEventListener('keydown', hear, { capture: true });
  maps.unshift(map);
  return () => {
    maps.splice(maps.indexOf(map), 1);
    if (maps.length === 0) window.removeEventListener('keydown', hear, { capture: true });
  };
}

/** The same while a component is there; its acts may change with every draw. */
export function useShortcuts(map: ShortcutMap): void {
  const latest = useRef(map);
  useEffect(() => {
    latest.current = map;
  });
  const keys = Object.keys(map).join('|');
  useEffect(
    () =>
      listenForShortcuts(
        Object.fromEntries(keys.split('|').map((key) => [key, () => latest.current[key]?.() ?? false])),
      ),
    [keys],
  );
}

/** True where a letter is only a letter. */
export function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement && !NOT_WRITING.has(target.type)) return true;
  return target.isContentEditable || target.closest(OWN_KEYS) !== null;
}

/** Runs before the keys of the page, so that the second of two is not taken for a key of the player. */
function hear(event: KeyboardEvent): void {
  const before = first !== null && Date.now() - first.at < BETWEEN_TWO_MS ? first.key : null;
  if (event.key === 'Shift') return;
  first = null;
  const letter = /^\p{L}$/u.test(event.key);
  if (event.ctrlKey || event.metaKey || event.altKey || (event.shiftKey && letter)) return;
  if (event.isComposing || isWriting(event.target) || !shortcutsOn()) return;
  const key = letter ? event.key.toLowerCase() : event.key;
  if (event.repeat && !HELD_DOWN.has(key)) return;

  const acts = maps.map((map) => map[before ? `${before} ${key}` : key]);
  if (acts.some((act) => act?.())) {
    event.preventDefault();
    event.stopImmediatePropagation();
  } else if (
    before === null &&
    maps.some((map) => Object.keys(map).some((keys) => keys.startsWith(`${key} `)))
  ) {
    first = { key, at: Date.now() };
  }
}
