import { memo, useDeferredValue } from 'react';

import { PALETTES, coverStrokes, paletteFor, type CoverKind, type PaletteName } from '@/lib/art';
import { cx } from '@/lib/cx';

interface CoverProps {
  /** The activity's id: the same activity always has the same picture. */
  seed: string;
  kind?: CoverKind;
  palette?: PaletteName;
  width?: number;
  height?: number;
  centre?: readonly [number, number];
  reach?: number;
  className?: string;
}

/** An engraving in place of a stock photo. Its ground is there at once, its lines when nothing is more urgent. */
export const Cover = memo(function Cover({
  seed,
  kind = 'rings',
  palette = paletteFor(seed),
  width = 400,
  height = 250,
  centre,
  reach,
  className,
}: CoverProps) {
  const engraved = useDeferredValue(true, false);
  const [background, line] = PALETTES[palette];
  const shape = { width, height, ...(centre ? { centre } : {}), ...(reach ? { reach } : {}) };
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="xMidYMid slice"
      aria-hidden
      className={cx('block size-full', className)}
    >
      <rect width={width} height={height} fill={background} />
      {engraved && (
        <g fill="none" stroke={line} strokeWidth={0.9}>
          {coverStrokes(seed, kind, shape).map((stroke, index) => (
            <path key={index} d={stroke.d} opacity={stroke.opacity.toFixed(2)} />
          ))}
        </g>
      )}
    </svg>
  );
});
