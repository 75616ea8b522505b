import { useSyncExternalStore } from 'react';

import { storage } from './storage';

export type ThemeChoice = 'system' | 'light' | 'dark';

/** The same key as public/theme.js, which applies the choice before the first paint. */
const KEY = 'accredit.theme';
const COLOURS = { light: '#fafbf9', dark: '#111713' } as const;

export function themeChoice(): ThemeChoice {
  const stored = storage.get(KEY);
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

export function chooseTheme(choice: ThemeChoice): void {
  storage.set(KEY, choice === 'system' ? null : choice);
  applyTheme();
  for (const listener of listeners) listener();
}

/** The choice wherever it is made: in the account, its menu or the palette. */
export function useThemeChoice(): ThemeChoice {
  return useSyncExternalStore(subscribe, themeChoice);
}

export function applyTheme(): void {
  const choice = themeChoice();
  const dark = held > 0 || choice === 'dark' || (choice === 'system' && systemIsDark().matches);
  const theme = dark ? 'dark' : 'light';
  document.documentElement.dataset['theme'] = theme;
  document.querySelector('meta[name="theme-color"]')?.setAttribute('content', COLOURS[theme]);
}

let held = 0;

/** Keeps the page dark, whatever was chosen, until the returned function is called. */
export function holdDark(): () => void {
  held += 1;
  applyTheme();
  return () => {
    held -= 1;
    applyTheme();
  };
}

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Follows the system while the choice is "system", and a choice made in another tab. */
export function watchTheme(): void {
  systemIsDark().addEventListener('change', applyTheme);
  window.addEventListener('storage', (event) => {
    if (event.key === KEY) applyTheme();
  });
}

function systemIsDark(): MediaQueryList {
  return window.matchMedia('(prefers-color-scheme: dark)');
}
