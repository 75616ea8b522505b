import { LoaderCircle } from 'lucide-react';
import { useRef, useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';

import { Button } from '@/components';
import { cx } from '@/lib/cx';
import { formatCountdown } from '@/lib/format';

import { useCaptions } from '../captions';
import { useVideoKeys } from '../videoKeys';
import { VideoControls } from './VideoControls';

import type { Seconds } from '../seconds';
import type { Playback } from '@/api';

interface VideoPlayerProps {
  videoRef: RefObject<HTMLVideoElement | null>;
  playback: Playback;
  title: string;
  watched: Seconds;
  /** Gets fresh addresses; the place is kept. */
  retry: () => Promise<void>;
}

/** A film on the night stage, with controls of our own around the browser's element. */
export function VideoPlayer({ videoRef, playback, title, watched, retry }: VideoPlayerProps) {
  const { t } = useTranslation('learning');
  const { t: tCommon } = useTranslation();
  const stageRef = useRef<HTMLDivElement>(null);
  const startAt = useRef(playback.resume_seconds);
  const [playing, setPlaying] = useState(false);
  const [waiting, setWaiting] = useState(false);
  const [stopped, setStopped] = useState(false);
  const [time, setTime] = useState(playback.resume_seconds);
  const captions = useCaptions(videoRef, playback.captions);
  const duration = playback.duration_seconds;

  const toggle = () => {
    const element = videoRef.current;
    if (!element) return;
    // A refusal to play shows as the element's own error.
    if (element.paused) void element.play().catch(() => undefined);
    else element.pause();
  };
  const seek = (to: number) => {
    const element = videoRef.current;
    if (!element) return;
    const place = Math.min(Math.max(0, to), duration);
    element.currentTime = place;
    setTime(place);
  };
  const jump = (by: number) => seek((videoRef.current?.currentTime ?? time) + by);
  const again = async () => {
    await retry();
    const element = videoRef.current;
    if (!element) return;
    setStopped(false);
    element.load();
    void element.play().catch(() => undefined);
  };
  useVideoKeys({ toggle, jump, captions: captions.next });

  return (
    <div
      ref={stageRef}
      role="group"
      aria-label={t('video.film', { title })}
      className="group relative -mx-(--gutter) flex aspect-video w-[calc(100%+2*var(--gutter))] max-h-[min(64vh,560px)] items-center justify-center overflow-hidden bg-night text-on-night wide:mx-0 wide:w-full wide:rounded-lg [&:fullscreen]:max-h-none"
    >
      {/* Captions come with the film whenever its makers have sent some. */}
      {/* eslint-disable-next-line jsx-a11y/media-has-caption */}
      <video
        ref={videoRef}
        src={playback.url}
        poster={playback.poster_url ?? undefined}
        crossOrigin={isForeign(playback.url) ? 'anonymous' : undefined}
        preload="metadata"
        playsInline
        className="size-full object-contain"
        onClick={toggle}
        onLoadedMetadata={(event) => {
          if (startAt.current > 0) event.currentTarget.currentTime = startAt.current;
        }}
        onTimeUpdate={(event) => setTime(event.currentTarget.currentTime)}
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onWaiting={() => setWaiting(true)}
        onPlaying={() => setWaiting(false)}
        onCanPlay={() => setWaiting(false)}
        onError={() => {
          startAt.current = time;
          setPlaying(false);
          setWaiting(false);
          setStopped(true);
        }}
      >
        {playback.captions.map((track) => (
          <track
            key={track.language}
            kind="captions"
            src={track.url}
            srcLang={track.language}
            label={track.label}
          />
        ))}
      </video>
      <div role="status" className="pointer-events-none absolute inset-0 grid place-items-center">
        {waiting && !stopped && (
          <span className="flex items-center gap-2 rounded-md bg-black/70 px-3 py-2 text-sm">
            <LoaderCircle size={18} strokeWidth={1.75} aria-hidden className="motion-safe:animate-spin" />
            {t('video.loading')}
          </span>
        )}
      </div>
      {captions.text && (
        <p
          lang={captions.current?.language}
          className="pointer-events-none absolute inset-x-4 bottom-[88px] mx-auto w-fit max-w-[92%] rounded-sm bg-black/80 px-3 py-1.5 text-center text-base text-balance whitespace-pre-line text-white"
        >
          {captions.text}
        </p>
      )}
      {stopped ? (
        <div
          role="alert"
          className="absolute inset-0 grid place-content-center gap-3 bg-night/95 p-6 text-center"
        >
          <p className="serif text-2xl">{t('video.stopped')}</p>
          <p className="max-w-[30em] text-sm text-on-night-2">
            {t('video.stoppedText', { at: formatCountdown(Math.floor(time)) })}
          </p>
          <Button className="mx-auto mt-2" onClick={() => void again()}>
            {tCommon('tryAgain')}
          </Button>
        </div>
      ) : (
        <VideoControls
          videoRef={videoRef}
          stageRef={stageRef}
          playing={playing}
          time={time}
          duration={duration}
          watched={watched}
          captions={captions}
          onToggle={toggle}
          onJump={jump}
          onSeek={seek}
          className={cx(
            'transition-opacity duration-[var(--t)]',
            playing &&
              '[@media(hover:hover)]:opacity-0 [@media(hover:hover)]:group-hover:opacity-100 [@media(hover:hover)]:group-focus-within:opacity-100',
          )}
        />
      )}
    </div>
  );
}

/** Files of another origin bring captions only when they are asked for without cookies. */
function isForeign(url: string): boolean {
  return new URL(url, window.location.href).origin !== window.location.origin;
}
