import type { CpdCycle } from '@/api';

export type TickState = 'earned' | 'booked' | 'missing';

export interface Tick {
  x1: number;
  y1: number;
  x2: number;
  y2: number;
  state: TickState;
  /** 1–5; 0 for what any category may fill. */
  category: number;
}

interface Group {
  category: number;
  earned: number;
  booked: number;
  missing: number;
}

const GAP = 3;
const INNER: Record<TickState, number> = { earned: 0.365, booked: 0.4, missing: 0.437 };
const OUTER = 0.47;
const MOST_TICKS = 160;

/**
 * What the ring shows of each category, in hundredths: what counts, what is booked, what is then still missing to the
 * minimum; and last what any category may fill, with what was carried over as earned.
 */
export function ringGroups(cycle: CpdCycle): Group[] {
  const groups = cycle.categories.map((one) => {
    const room = (one.cap_hundredths ?? Infinity) - one.counted_hundredths;
    const booked = Math.min(one.booked_hundredths, room);
    return {
      category: one.credit_type.category,
      earned: one.counted_hundredths,
      booked,
      missing: Math.max(0, one.short_hundredths - booked),
    };
  });
  const shorts = groups.reduce((sum, one) => sum + one.missing, 0);
  const open = Math.max(0, cycle.booked_missing_hundredths - shorts);
  const rest = { category: 0, earned: cycle.carried_hundredths, booked: 0, missing: open };
  return [...groups.toSorted((a, b) => a.category - b.category), rest].filter(
    (one) => one.earned + one.booked + one.missing > 0,
  );
}

/** One tick is half a credit; where that would be too many to see, a whole one, two, and so on. */
export function ringTicks(groups: readonly Group[], size: number): Tick[] {
  const all = groups.reduce((sum, one) => sum + one.earned + one.booked + one.missing, 0);
  let step = 50;
  while (all / step > MOST_TICKS) step *= 2;
  const counts = groups.map((one) => {
    const total = Math.max(1, Math.round((one.earned + one.booked + one.missing) / step));
    const earned = Math.floor(one.earned / step);
    // Rounded down: the ring never shows more than there is.
    const booked = Math.min(total - earned, Math.floor((one.earned + one.booked) / step) - earned);
    return { category: one.category, total, earned: Math.min(earned, total), booked: Math.max(0, booked) };
  });
  const slots = counts.reduce((sum, one) => sum + one.total + GAP, 0);
  const centre = size / 2;
  const ticks: Tick[] = [];
  let place = 0;
  for (const group of counts) {
    place += GAP / 2;
    for (let index = 0; index < group.total; index += 1) {
      const angle = ((place + 0.5) / slots) * Math.PI * 2 - Math.PI / 2;
      const state = stateOf(index, group.earned, group.booked);
      const at = (part: number, along: number) => Number((centre + size * part * along).toFixed(1));
      ticks.push({
        x1: at(INNER[state], Math.cos(angle)),
        y1: at(INNER[state], Math.sin(angle)),
        x2: at(OUTER, Math.cos(angle)),
        y2: at(OUTER, Math.sin(angle)),
        state,
        category: group.category,
      });
      place += 1;
    }
    place += GAP / 2;
  }
  return ticks;
}

function stateOf(index: number, earned: number, booked: number): TickState {
  if (index < earned) return 'earned';
  return index < earned + booked ? 'booked' : 'missing';
}
