import { useTranslation } from 'react-i18next';

import { cx } from '@/lib/cx';

import type { CameraState } from '../useCamera';
import type { RefObject } from 'react';

interface CameraViewProps {
  video: RefObject<HTMLVideoElement | null>;
  state: CameraState;
  /** What the last scan came to, while it is shown. */
  verdict: 'good' | 'bad' | null;
}

/** What the camera sees, with corners that take the colour of the answer; or words where there is none. */
export function CameraView({ video, state, verdict }: CameraViewProps) {
  const { t } = useTranslation('checkin');
  const seeing = state === 'on' || state === 'starting';
  return (
    <div className="relative min-h-0 flex-1 overflow-hidden">
      <video
        ref={video}
        muted
        playsInline
        aria-hidden
        className={cx('absolute inset-0 size-full object-cover', state !== 'on' && 'hidden')}
      />
      {seeing ? (
        <>
          <span
            aria-hidden
            className="absolute top-[42%] left-1/2 aspect-square w-[min(244px,58vw,46vh)] -translate-1/2"
          >
            {CORNERS.map((corner) => (
              <i
                key={corner}
                className={cx(
                  'absolute size-[34px]',
                  corner,
                  verdict === 'good' && 'border-[#8ccba0]',
                  verdict === 'bad' && 'border-[#f0978e]',
                  verdict === null && 'border-on-night',
                )}
              />
            ))}
          </span>
          <p className="absolute inset-x-0 bottom-5 text-center text-base font-[550] [text-shadow:0_1px_6px_rgb(0_0_0/.8)]">
            {t(`camera.${state}`)}
          </p>
        </>
      ) : (
        <div className="mx-auto grid h-full max-w-[24rem] content-center gap-2 px-8 text-center">
          <h2 className="serif text-[1.5rem]">{t(`camera.${state}Title`)}</h2>
          <p className="leading-relaxed text-on-night-2">{t(`camera.${state}`)}</p>
        </div>
      )}
    </div>
  );
}

const CORNERS = [
  'top-0 left-0 rounded-tl-[14px] border-t-[3.5px] border-l-[3.5px]',
  'top-0 right-0 rounded-tr-[14px] border-t-[3.5px] border-r-[3.5px]',
  'bottom-0 left-0 rounded-bl-[14px] border-b-[3.5px] border-l-[3.5px]',
  'right-0 bottom-0 rounded-br-[14px] border-r-[3.5px] border-b-[3.5px]',
];
