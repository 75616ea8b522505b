import { Captions, CaptionsOff, Maximize, Minimize, Pause, Play, RotateCcw, RotateCw } from 'lucide-react';
import { useEffect, useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';

import { cx } from '@/lib/cx';
import { formatCountdown } from '@/lib/format';

import { JUMP_SECONDS } from '../videoKeys';
import { VideoScrubber } from './VideoScrubber';

import type { CaptionsState } from '../captions';
import type { Seconds } from '../seconds';
import type { ButtonHTMLAttributes } from 'react';

/** The fastest is what the server believes, too. */
const SPEEDS = [1, 1.25, 1.5, 1.75, 2, 0.75] as const;

interface VideoControlsProps {
  videoRef: RefObject<HTMLVideoElement | null>;
  stageRef: RefObject<HTMLDivElement | null>;
  playing: boolean;
  time: number;
  duration: number;
  watched: Seconds;
  captions: CaptionsState;
  onToggle: () => void;
  onJump: (by: number) => void;
  onSeek: (to: number) => void;
  className?: string;
}

export function VideoControls({
  videoRef,
  stageRef,
  playing,
  time,
  duration,
  watched,
  captions,
  onToggle,
  onJump,
  onSeek,
  className,
}: VideoControlsProps) {
  const { t } = useTranslation('learning');
  const [speed, setSpeed] = useState<number>(1);
  const full = useFullScreen(stageRef);
  const faster = () => {
    const next = SPEEDS[(SPEEDS.findIndex((one) => one === speed) + 1) % SPEEDS.length] ?? 1;
    setSpeed(next);
    if (!videoRef.current) return;
    videoRef.current.playbackRate = next;
    // Kept when the film is loaded anew.
    videoRef.current.defaultPlaybackRate = next;
  };
  return (
    <div
      className={cx(
        'absolute inset-x-0 bottom-0 bg-linear-to-b from-transparent to-black/80 px-3 pb-1 wide:px-[18px] wide:pb-2.5',
        className,
      )}
    >
      <VideoScrubber time={time} duration={duration} watched={watched} onSeek={onSeek} />
      <div className="flex items-center text-sm wide:gap-1">
        <Control label={t(playing ? 'video.pause' : 'video.play')} onClick={onToggle}>
          {playing ? <Pause size={22} {...ICON} /> : <Play size={22} {...ICON} />}
        </Control>
        <Control label={t('video.back')} onClick={() => onJump(-JUMP_SECONDS)}>
          <RotateCcw size={19} {...ICON} />
        </Control>
        <Control label={t('video.forward')} onClick={() => onJump(JUMP_SECONDS)}>
          <RotateCw size={19} {...ICON} />
        </Control>
        <span className="num flex-1 px-1 whitespace-nowrap max-wide:text-xs wide:px-2">
          {formatCountdown(Math.floor(time))} / {formatCountdown(duration)}
        </span>
        <Control label={t('video.speed', { speed })} onClick={faster}>
          <span className="num font-semibold">{speed}×</span>
        </Control>
        {captions.available && (
          <Control
            label={
              captions.current
                ? t('video.captionsOn', { language: captions.current.label })
                : t('video.captionsOff')
            }
            aria-pressed={captions.current !== null}
            onClick={captions.next}
          >
            {captions.current ? (
              <Captions size={21} {...ICON} className="text-[#a1c9ae]" />
            ) : (
              <CaptionsOff size={21} {...ICON} />
            )}
          </Control>
        )}
        {full.toggle && (
          <Control label={t(full.on ? 'video.leaveFullScreen' : 'video.fullScreen')} onClick={full.toggle}>
            {full.on ? <Minimize size={19} {...ICON} /> : <Maximize size={19} {...ICON} />}
          </Control>
        )}
      </div>
    </div>
  );
}

const ICON = { strokeWidth: 1.75, 'aria-hidden': true } as const;

interface ControlProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  label: string;
}

function Control({ label, ...rest }: ControlProps) {
  return (
    <button
      type="button"
      aria-label={label}
      {...rest}
      className="grid h-11 min-w-11 flex-none place-items-center rounded-[8px] px-1 hover:bg-white/10 focus-visible:outline-on-night wide:h-10 wide:min-w-10"
    />
  );
}

/** `toggle` is null where the browser shows only whole pages. */
function useFullScreen(stageRef: RefObject<HTMLDivElement | null>): {
  on: boolean;
  toggle: (() => void) | null;
} {
  const [on, setOn] = useState(false);
  useEffect(() => {
    const look = () => setOn(document.fullscreenElement !== null);
    document.addEventListener('fullscreenchange', look);
    return () => document.removeEventListener('fullscreenchange', look);
  }, []);
  if (!document.fullscreenEnabled) return { on: false, toggle: null };
  const toggle = () => void (on ? document.exitFullscreen() : stageRef.current?.requestFullscreen());
  return { on, toggle };
}
