import { useEffect, useState, type RefObject } from 'react';

import { storage } from '@/lib/storage';

import type { Playback } from '@/api';

const CHOICE = 'accredit.captions';

type Track = Playback['captions'][number];

export interface CaptionsState {
  available: boolean;
  current: Track | null;
  /** What is said now; empty between sentences and while captions are off. */
  text: string;
  /** Off, then each language in turn. */
  next: () => void;
}

/** Captions, drawn by us above the controls. The choice of language is remembered. */
export function useCaptions(
  videoRef: RefObject<HTMLVideoElement | null>,
  tracks: readonly Track[],
): CaptionsState {
  const [language, setLanguage] = useState(() => storage.get(CHOICE));
  const [text, setText] = useState('');
  const index = tracks.findIndex((track) => track.language === language);
  const current = tracks[index] ?? null;

  useEffect(() => {
    const element = videoRef.current;
    if (!element) return;
    const list = Array.from(element.textTracks);
    list.forEach((track, place) => {
      track.mode = place === index ? 'hidden' : 'disabled';
    });
    const track = list[index];
    if (!track) return;
    const show = () => setText(wordsOf(track.activeCues));
    show();
    track.addEventListener('cuechange', show);
    return () => {
      track.removeEventListener('cuechange', show);
      setText('');
    };
  }, [videoRef, index, tracks.length]);

  const next = () => {
    const following = tracks[index + 1]?.language ?? null;
    storage.set(CHOICE, following);
    setLanguage(following);
  };
  return { available: tracks.length > 0, current, text, next };
}

/** Without the marks that WebVTT allows inside a sentence. */
function wordsOf(cues: TextTrackCueList | null): string {
  return Array.from(cues ?? [])
    .map((cue) => (cue as VTTCue).getCueAsHTML().textContent)
    .join('\n');
}
