let audio: AudioContext | null = null;

/** Browsers give sound only after a touch: the first one on the page opens it. */
export function allowSound(): () => void {
  const open = () => {
    try {
      audio ??= new AudioContext();
      void audio.resume();
    } catch {
      // No sound here: words, shape, colour and the buzz remain.
    }
  };
  window.addEventListener('pointerdown', open);
  window.addEventListener('keydown', open);
  return () => {
    window.removeEventListener('pointerdown', open);
    window.removeEventListener('keydown', open);
    void audio?.close();
    audio = null;
  };
}

/** Good is short and rises; bad is long, low and comes twice. */
export function signal(good: boolean): void {
  if ('vibrate' in navigator) navigator.vibrate(good ? 60 : [220, 90, 220]);
  if (good) {
    tone('sine', 880, 0, 0.09);
    tone('sine', 1320, 0.1, 0.12);
  } else {
    tone('square', 196, 0, 0.22);
    tone('square', 165, 0.3, 0.3);
  }
}

function tone(type: OscillatorType, hertz: number, after: number, seconds: number): void {
  if (audio?.state !== 'running') return;
  const start = audio.currentTime + after;
  const oscillator = audio.createOscillator();
  const volume = audio.createGain();
  oscillator.type = type;
  oscillator.frequency.value = hertz;
  volume.gain.setValueAtTime(type === 'square' ? 0.12 : 0.25, start);
  volume.gain.exponentialRampToValueAtTime(0.001, start + seconds);
  oscillator.connect(volume).connect(audio.destination);
  oscillator.start(start);
  oscillator.stop(start + seconds);
}
