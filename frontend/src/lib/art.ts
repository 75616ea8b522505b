/**
 * Generative art: deterministic for a seed, without dependencies. A cover's kind encodes the format of an
 * activity: rings = course, waves = online, rosette = in person, weave = hybrid. The guilloche of the
 * certificate (`guillocheBand`, `guillocheRosette`) speaks the same language.
 */
type Point = readonly [number, number];

export type CoverKind = 'rings' | 'waves' | 'rosette' | 'weave';

export interface Stroke {
  d: string;
  opacity: number;
}

export interface CoverShape {
  width: number;
  height: number;
  /** Centre of rings and rosettes, as parts of width and height. */
  centre?: Point;
  /** How far the rings reach, as a part of the diagonal. */
  reach?: number;
}

/** Background and line colour. Covers keep their colours in the dark theme. */
export const PALETTES = {
  forest: ['#2d3e32', '#8da895'],
  moss: ['#3a5a44', '#a1b5a8'],
  sage: ['#dbe6df', '#4a735d'],
  mist: ['#e9efeb', '#658877'],
  ochre: ['#efe3cb', '#94691f'],
  slate: ['#dde5ec', '#46648a'],
  night: ['#1e2c37', '#86a3bd'],
  plum: ['#ece2e8', '#7d4f6c'],
  stone: ['#e9e8e0', '#6f6d58'],
  umber: ['#43341c', '#cda85f'],
} as const satisfies Record<string, readonly [string, string]>;

export type PaletteName = keyof typeof PALETTES;

const PALETTE_ORDER: readonly PaletteName[] = [
  'forest',
  'ochre',
  'slate',
  'sage',
  'plum',
  'moss',
  'night',
  'stone',
  'mist',
  'umber',
];

const TURN = Math.PI * 2;

function hash(text: string): number {
  let value = 2166136261;
  for (const character of text) {
    value ^= character.charCodeAt(0);
    value = Math.imul(value, 16777619);
  }
  return value >>> 0;
}

/** Mulberry32, seeded by a text: the same seed gives the same numbers everywhere. */
function randomFrom(seed: string): () => number {
  let state = hash(seed);
  return () => {
    state |= 0;
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export function paletteFor(seed: string): PaletteName {
  return PALETTE_ORDER[hash(seed) % PALETTE_ORDER.length] ?? 'forest';
}

const written = new Map<number, string>();

/** To one decimal. A cover has thousands of numbers, and most of them were written before. */
function fixed(value: number): string {
  const tenths = Math.round(value * 10);
  const known = written.get(tenths);
  if (known !== undefined) return known;
  const text = String(tenths / 10);
  written.set(tenths, text);
  return text;
}

/** A smooth path through the middles of the given points, by quadratic curves. */
function smooth(points: readonly Point[], closed: boolean): string {
  const at = (index: number): Point => points[index % points.length] ?? [0, 0];
  const middle = (a: Point, b: Point): Point => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
  const curve = (a: Point, b: Point): string => {
    const end = middle(a, b);
    return `Q${fixed(a[0])} ${fixed(a[1])} ${fixed(end[0])} ${fixed(end[1])}`;
  };
  const last = points.length - 1;
  if (closed) {
    const start = middle(at(last), at(0));
    const curves = points.map((point, index) => curve(point, at(index + 1)));
    return `M${fixed(start[0])} ${fixed(start[1])}${curves.join('')}Z`;
  }
  const curves = points.slice(1, last).map((point, index) => curve(point, at(index + 2)));
  return `M${fixed(at(0)[0])} ${fixed(at(0)[1])}${curves.join('')}L${fixed(at(last)[0])} ${fixed(at(last)[1])}`;
}

function rings(random: () => number, { width, height, centre, reach = 0.78 }: CoverShape): Stroke[] {
  const x = width * (centre?.[0] ?? 0.55 + 0.3 * random());
  const y = height * (centre?.[1] ?? 0.45 + 0.3 * random());
  const phases = [random() * 7, random() * 7, random() * 7] as const;
  const limit = Math.hypot(width, height) * reach;
  const strokes: Stroke[] = [];
  let radius = 2;
  for (let ring = 0; radius < limit; ring++) {
    const points: Point[] = [];
    for (let step = 0; step < 56; step++) {
      const angle = (step / 56) * TURN;
      const wobble =
        1 +
        0.09 * Math.sin(2 * angle + phases[0] + ring * 0.012) +
        0.05 * Math.sin(3 * angle + phases[1] - ring * 0.02) +
        0.02 * Math.sin(5 * angle + phases[2] + ring * 0.05);
      points.push([x + radius * wobble * Math.cos(angle) * 1.08, y + radius * wobble * Math.sin(angle)]);
    }
    strokes.push({ d: smooth(points, true), opacity: 0.35 + 0.65 * random() });
    radius += 5 + random() * 6.5 + (ring % 7 === 6 ? 6 : 0);
  }
  return strokes;
}

function waves(random: () => number, { width, height }: CoverShape): Stroke[] {
  const swell = 18 + random() * 14;
  const ripple = 7 + random() * 9;
  const swellRate = 1.2 + random() * 0.9;
  const rippleRate = 2.6 + random() * 1.6;
  const swellPhase = random() * 6;
  const ripplePhase = random() * 6;
  const strokes: Stroke[] = [];
  for (let line = -6; line < 34; line++) {
    const points: Point[] = [];
    for (let step = 0; step <= 40; step++) {
      const part = step / 40;
      points.push([
        width * part,
        (height * line) / 28 +
          swell * Math.sin(swellRate * part * TURN + swellPhase + line * 0.1) +
          ripple * Math.sin(rippleRate * part * TURN + ripplePhase - line * 0.17),
      ]);
    }
    strokes.push({
      d: smooth(points, false),
      opacity: 0.45 + 0.5 * Math.abs(Math.sin(line * 0.35 + swellPhase)),
    });
  }
  return strokes;
}

function rosette(random: () => number, { width, height, centre }: CoverShape): Stroke[] {
  const x = width * (centre?.[0] ?? 0.5 + 0.28 * random());
  const y = height * (centre?.[1] ?? 0.55);
  const size = 0.62 * height;
  const bands: readonly (readonly [number, number, number])[] = [
    [0.3, 0.13, 6 + Math.floor(random() * 3)],
    [0.6, 0.15, 12 + Math.floor(random() * 4)],
    [0.95, 0.17, 18 + Math.floor(random() * 6)],
    [1.36, 0.2, 26],
  ];
  return bands.flatMap(([radius, amplitude, petals]) =>
    Array.from({ length: 7 }, (_, turn) => {
      const points: Point[] = Array.from({ length: petals * 9 }, (__, step) => {
        const angle = (step / (petals * 9)) * TURN;
        const reach =
          size *
          (radius +
            amplitude * Math.sin(petals * angle + (turn / 7) * TURN) * (0.75 + 0.25 * Math.sin(3 * angle)));
        return [x + reach * Math.cos(angle), y + reach * Math.sin(angle)];
      });
      return { d: smooth(points, true), opacity: 0.75 };
    }),
  );
}

function weave(random: () => number, { width, height }: CoverShape): Stroke[] {
  return [1, -1].flatMap((side) => {
    const amplitude = 16 + random() * 10;
    const rate = 1.6 + random();
    const phase = random() * 6;
    return Array.from({ length: 66 }, (_, index) => {
      const line = index - 22;
      const points: Point[] = Array.from({ length: 27 }, (__, step) => {
        const part = step / 26;
        return [
          width * part,
          height * (line / 20) +
            side * (part - 0.5) * height * 1.1 +
            amplitude * Math.sin(rate * part * TURN + phase + line * 0.16),
        ];
      });
      return { d: smooth(points, false), opacity: side > 0 ? 0.75 : 0.42 };
    });
  });
}

const DRAW = { rings, waves, rosette, weave } as const;

export function coverStrokes(seed: string, kind: CoverKind, shape: CoverShape): Stroke[] {
  return DRAW[kind](randomFrom(seed + kind), shape);
}

/** The logo: twenty ticks of a bezel, three quarters of it earned. */
export function markTicks(): { x1: number; y1: number; x2: number; y2: number; earned: boolean }[] {
  return Array.from({ length: 20 }, (_, tick) => {
    const angle = (tick / 20) * TURN - Math.PI / 2;
    const earned = tick < 15;
    const inner = earned ? 6.4 : 8.6;
    return {
      x1: round2(12 + inner * Math.cos(angle)),
      y1: round2(12 + inner * Math.sin(angle)),
      x2: round2(12 + 11.2 * Math.cos(angle)),
      y2: round2(12 + 11.2 * Math.sin(angle)),
      earned,
    };
  });
}

const round2 = (value: number): number => Math.round(value * 100) / 100;

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The certificate's border: sines of one wavelength, shifted against each other, along four sides. */
export function guillocheBand(box: Box, amplitude: number, wavelength: number, lines: number): string[] {
  const { x, y, width, height } = box;
  const sides: readonly (readonly [number, number, number, number, number, number])[] = [
    [x, y, x + width, y, 0, 1],
    [x + width, y, x + width, y + height, 1, 0],
    [x + width, y + height, x, y + height, 0, 1],
    [x, y + height, x, y, 1, 0],
  ];
  return sides.flatMap(([x1, y1, x2, y2, normalX, normalY]) => {
    const waveCount = Math.round(Math.hypot(x2 - x1, y2 - y1) / wavelength);
    const steps = waveCount * 8;
    return Array.from({ length: lines }, (_, line) => {
      let d = '';
      for (let step = 0; step <= steps; step++) {
        const part = step / steps;
        const offset = amplitude * Math.sin(part * waveCount * TURN + (line / lines) * TURN);
        d += `${step ? 'L' : 'M'}${fixed(x1 + (x2 - x1) * part + normalX * offset)} ${fixed(y1 + (y2 - y1) * part + normalY * offset)}`;
      }
      return d;
    });
  });
}

export interface RosetteBand {
  radius: number;
  amplitude: number;
  petals: number;
  turns: number;
}

/** The certificate's seal and corner flowers. */
export function guillocheRosette(centre: Point, size: number, bands: readonly RosetteBand[]): string[] {
  return bands.flatMap(({ radius, amplitude, petals, turns }) =>
    Array.from({ length: turns }, (_, turn) => {
      const steps = petals * 12;
      let d = '';
      for (let step = 0; step <= steps; step++) {
        const angle = (step / steps) * TURN;
        const reach =
          size *
          (radius +
            amplitude * Math.sin(petals * angle + (turn / turns) * TURN) * (0.8 + 0.2 * Math.cos(8 * angle)));
        d += `${step ? 'L' : 'M'}${fixed(centre[0] + reach * Math.cos(angle))} ${fixed(centre[1] + reach * Math.sin(angle))}`;
      }
      return `${d}Z`;
    }),
  );
}
