import { useEffect, useEffectEvent, useRef, useState } from 'react';

import { Repeats } from './repeats';

import type { RefObject } from 'react';

/** `unable`: this browser reads no codes. `refused`: no camera, or nobody allowed it. */
export type CameraState = 'starting' | 'on' | 'unable' | 'refused';

interface Detector {
  detect: (source: HTMLVideoElement) => Promise<readonly { rawValue: string }[]>;
}
interface DetectorClass {
  new (options: { formats: readonly string[] }): Detector;
  getSupportedFormats: () => Promise<readonly string[]>;
}

const LOOK_EVERY_MS = 140;

interface Camera {
  video: RefObject<HTMLVideoElement | null>;
  state: CameraState;
  /** Null where the camera has no light. */
  torch: boolean | null;
  switchTorch: () => void;
}

/** The phone's camera, read for codes. `onCode` hears a code until it answers that it took it. */
export function useCamera(onCode: (text: string) => boolean): Camera {
  const video = useRef<HTMLVideoElement>(null);
  const track = useRef<MediaStreamTrack | null>(null);
  const [state, setState] = useState<CameraState>('starting');
  const [torch, setTorch] = useState<boolean | null>(null);
  const found = useEffectEvent(onCode);

  useEffect(() => {
    let stopped = false;
    let timer: number | undefined;
    let stream: MediaStream | null = null;
    const repeats = new Repeats();
    const isGone = () => stopped;

    const look = async (detector: Detector) => {
      const element = video.current;
      if (stopped) return;
      if (element && element.readyState >= element.HAVE_CURRENT_DATA && !document.hidden) {
        try {
          const [code] = await detector.detect(element);
          const text = code?.rawValue;
          if (text && repeats.isNew(text, Date.now()) && found(text)) repeats.take(text, Date.now());
        } catch {
          // One frame that cannot be read; the next one comes soon.
        }
      }
      timer = window.setTimeout(() => void look(detector), LOOK_EVERY_MS);
    };

    const start = async () => {
      const detector = await detectorOfBrowser();
      if (isGone()) return;
      if (!detector) {
        setState('unable');
        return;
      }
      try {
        stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
      } catch {
        setState('refused');
        return;
      }
      const element = video.current;
      track.current = stream.getVideoTracks()[0] ?? null;
      if (isGone() || !element) {
        stopAll(stream);
        return;
      }
      track.current?.addEventListener('ended', () => setState('refused'));
      const able = track.current?.getCapabilities() as { torch?: boolean } | undefined;
      setTorch(able?.torch ? false : null);
      element.srcObject = stream;
      await element.play().catch(() => undefined);
      setState('on');
      void look(detector);
    };

    void start();
    return () => {
      stopped = true;
      window.clearTimeout(timer);
      if (stream) stopAll(stream);
    };
  }, []);

  const switchTorch = () => {
    const light: MediaTrackConstraintSet & { torch: boolean } = { torch: !torch };
    track.current?.applyConstraints({ advanced: [light] }).then(
      () => setTorch(!torch),
      () => setTorch(null),
    );
  };
  return { video, state, torch, switchTorch };
}

/** The browser's own detector, or one in script where it has none: Safari and Firefox read no codes themselves. */
async function detectorOfBrowser(): Promise<Detector | null> {
  if (!('mediaDevices' in navigator)) return null;
  const formats = ['qr_code'] as const;
  const Native = (window as { BarcodeDetector?: DetectorClass }).BarcodeDetector;
  try {
    const supported = (await Native?.getSupportedFormats()) ?? [];
    if (Native && supported.includes('qr_code')) return new Native({ formats });
  } catch {
    // It is there in name only.
  }
  try {
    const { BarcodeDetector } = await import('qr/decode.js');
    return new BarcodeDetector({ formats: [...formats] });
  } catch {
    return null; // the script could not be fetched
  }
}

function stopAll(stream: MediaStream): void {
  for (const one of stream.getTracks()) one.stop();
}
