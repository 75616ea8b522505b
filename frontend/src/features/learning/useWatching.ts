import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';

import { isApiError, type Playback } from '@/api';

import { sendHeartbeat, useProgressed } from './queries';
import { playedSeconds, total, union, without, type Seconds } from './seconds';

const BEAT_MS = 10_000;
/** The most that one heartbeat may carry; the rest goes with the next. */
const MOST_INTERVALS = 500;

interface Watching {
  /** What the server believes, with what was played since. */
  watched: Seconds;
  percent: number;
  completed: boolean;
  /** The lesson got another film while this one was open. */
  replaced: boolean;
  /** To call when the element is about to load another address: what it has played is kept. */
  keep: () => void;
}

/**
 * Tells the server which seconds were played: when play is pressed (its clock counts from there), every ten
 * seconds, on pause, at the end, and when the page is left. What it does not believe yet is said again.
 */
export function useWatching(
  videoRef: RefObject<HTMLVideoElement | null>,
  playback: Playback,
  lessonId: string,
  slug: string,
  counts: boolean,
): Watching {
  const duration = playback.duration_seconds;
  const [believed, setBelieved] = useState<Seconds>(() => asSeconds(playback.watched));
  const [shown, setShown] = useState<Seconds>(believed);
  const [completed, setCompleted] = useState(playback.completed);
  const [replaced, setReplaced] = useState(false);
  const state = useRef({ believed, completed, replaced: false, busy: false, kept: [] as Seconds });
  const progressed = useProgressed(slug);

  const played = useCallback(
    (element: HTMLVideoElement): Seconds =>
      union([...state.current.kept, ...playedSeconds(element.played, duration, element.duration)]),
    [duration],
  );

  const keep = useCallback(() => {
    if (videoRef.current) state.current.kept = played(videoRef.current);
  }, [videoRef, played]);

  const beat = useCallback(
    async (element: HTMLVideoElement, leaving = false) => {
      const current = state.current;
      if (!counts || current.replaced || (current.busy && !leaving)) return;
      const intervals = without(played(element), current.believed).slice(0, MOST_INTERVALS);
      current.busy = true;
      try {
        const heard = await sendHeartbeat(
          lessonId,
          {
            position: Math.min(duration, Math.floor(element.currentTime)),
            intervals: intervals.map(([start, end]) => [start, end]),
            video_id: playback.video_id,
          },
          leaving,
        );
        current.believed = asSeconds(heard.watched);
        setBelieved(current.believed);
        setShown(union([...current.believed, ...played(element)]));
        if (heard.completed && !current.completed) {
          current.completed = true;
          setCompleted(true);
          void progressed();
        }
      } catch (error) {
        // Nothing is lost: the seconds are said again with the next heartbeat.
        if (isApiError(error) && error.code === 'video_replaced') {
          current.replaced = true;
          setReplaced(true);
        }
      } finally {
        current.busy = false;
      }
    },
    [counts, played, duration, lessonId, playback.video_id, progressed],
  );

  useEffect(() => {
    const element = videoRef.current;
    if (!element) return;
    const now = () => void beat(element);
    const leave = () => void beat(element, true);
    const hide = () => {
      if (document.visibilityState === 'hidden') leave();
    };
    const show = () => setShown(union([...state.current.believed, ...played(element)]));
    const timer = window.setInterval(() => {
      if (!element.paused || without(played(element), state.current.believed).length > 0) now();
    }, BEAT_MS);
    for (const name of ['play', 'pause', 'ended'] as const) element.addEventListener(name, now);
    element.addEventListener('timeupdate', show);
    document.addEventListener('visibilitychange', hide);
    window.addEventListener('pagehide', leave);
    return () => {
      window.clearInterval(timer);
      for (const name of ['play', 'pause', 'ended'] as const) element.removeEventListener(name, now);
      element.removeEventListener('timeupdate', show);
      document.removeEventListener('visibilitychange', hide);
      window.removeEventListener('pagehide', leave);
      if (element.played.length > 0) leave();
    };
  }, [videoRef, beat, played]);

  return {
    watched: shown,
    percent: Math.floor((total(believed) * 100) / duration),
    completed,
    replaced,
    keep,
  };
}

function asSeconds(pairs: readonly (readonly number[])[]): Seconds {
  return pairs.map(([start = 0, end = 0]) => [start, end] as const);
}
