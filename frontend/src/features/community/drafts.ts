import { useCallback, useSyncExternalStore } from 'react';

import { storage } from '@/lib/storage';

import type { Words } from './mentions';

const EMPTY: Words = { text: '', people: [] };

const drafts = new Map<string, Words>();
const listeners = new Set<() => void>();

/** Where a draft belongs: a person, a room, and a thread when it is a reply. */
export interface DraftPlace {
  me: string;
  room: string;
  thread: string | null;
}

export function readDraft(place: DraftPlace): Words {
  const key = keyOf(place);
  const known = drafts.get(key);
  if (known) return known;
  const kept = stored(key);
  drafts.set(key, kept);
  return kept;
}

/** Kept on this device until it is sent. */
export function keepDraft(place: DraftPlace, words: Words): void {
  const key = keyOf(place);
  drafts.set(key, words);
  storage.set(key, words.text.trim() === '' ? null : JSON.stringify(words));
  for (const listener of listeners) listener();
}

/** What could not be sent comes back before what was begun meanwhile. */
export function giveBack(place: DraftPlace, words: Words): void {
  const begun = readDraft(place);
  keepDraft(place, {
    text: begun.text.trim() === '' ? words.text : `${words.text}\n${begun.text}`,
    people: [...words.people, ...begun.people],
  });
}

export function useDraft({ me, room, thread }: DraftPlace): [Words, (words: Words) => void] {
  const words = useSyncExternalStore(subscribe, () => readDraft({ me, room, thread }));
  const keep = useCallback((next: Words) => keepDraft({ me, room, thread }, next), [me, room, thread]);
  return [words, keep];
}

/** For tests: the page was loaded anew. */
export function forgetDrafts(): void {
  drafts.clear();
}

function keyOf({ me, room, thread }: DraftPlace): string {
  return `accredit.draft.${me}.${room}${thread === null ? '' : `.${thread}`}`;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function stored(key: string): Words {
  try {
    const kept: unknown = JSON.parse(storage.get(key) ?? 'null');
    return isWords(kept) ? kept : EMPTY;
  } catch {
    return EMPTY;
  }
}

function isWords(kept: unknown): kept is Words {
  return (
    typeof kept === 'object' &&
    kept !== null &&
    'text' in kept &&
    typeof kept.text === 'string' &&
    'people' in kept &&
    Array.isArray(kept.people)
  );
}
