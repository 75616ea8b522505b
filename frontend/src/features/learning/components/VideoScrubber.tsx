import { useTranslation } from 'react-i18next';

import { formatCountdown } from '@/lib/format';

import type { Seconds } from '../seconds';

interface VideoScrubberProps {
  time: number;
  duration: number;
  /** What counts towards completion, drawn under the handle. */
  watched: Seconds;
  onSeek: (to: number) => void;
}

/** The browser's own slider, which fingers, keys and readers' aids know, under a drawing of its track. */
export function VideoScrubber({ time, duration, watched, onSeek }: VideoScrubberProps) {
  const { t } = useTranslation('learning');
  const part = (seconds: number) => `${Math.min(100, (seconds / duration) * 100)}%`;
  return (
    <div className="relative flex h-6 items-center">
      <input
        type="range"
        min={0}
        max={duration}
        step={1}
        value={Math.floor(time)}
        aria-label={t('video.seek')}
        aria-valuetext={t('video.place', {
          at: formatCountdown(Math.floor(time)),
          length: formatCountdown(duration),
        })}
        onChange={(event) => onSeek(Number(event.target.value))}
        className="peer absolute inset-0 z-10 m-0 w-full cursor-pointer opacity-0"
      />
      <div aria-hidden className="relative h-1 w-full rounded-full bg-white/25">
        {watched.map(([start, end]) => (
          <i
            key={start}
            className="absolute inset-y-0 rounded-full bg-[#a1c9ae]"
            style={{ left: part(start), width: part(end - start) }}
          />
        ))}
      </div>
      <b
        aria-hidden
        className="pointer-events-none absolute size-3.5 -translate-x-1/2 rounded-full bg-white peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-white"
        style={{ left: part(time) }}
      />
    </div>
  );
}
