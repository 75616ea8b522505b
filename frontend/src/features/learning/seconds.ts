/** Whole seconds of a film as pairs, apart and in order: [3, 7] are the four seconds from 3 up to 7. */
export type Seconds = readonly (readonly [number, number])[];

/** How unevenly a browser may stop at a second's edge and still count it. */
const EDGE = 0.06;

/** The whole seconds inside what the element says it has played; the last one counts when the end was reached. */
export function playedSeconds(ranges: TimeRanges, duration: number, length: number): Seconds {
  const found: [number, number][] = [];
  for (let index = 0; index < ranges.length; index += 1) {
    const start = Math.ceil(ranges.start(index) - EDGE);
    const last = ranges.end(index);
    const end = last >= length - 4 * EDGE ? duration : Math.floor(last + EDGE);
    found.push([Math.max(0, start), Math.min(end, duration)]);
  }
  return union(found);
}

/** The same seconds, whatever order and overlap they came in. */
export function union(seconds: Seconds): Seconds {
  const merged: [number, number][] = [];
  const sorted = seconds.filter(([start, end]) => start < end).sort(([a], [b]) => a - b);
  for (const [start, end] of sorted) {
    const last = merged.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return merged;
}

/** What of `seconds` is not in `known`. */
export function without(seconds: Seconds, known: Seconds): Seconds {
  return seconds.flatMap(([start, end]) => {
    const fresh: [number, number][] = [];
    let at = start;
    for (const [from, to] of known) {
      if (to <= at || from >= end) continue;
      if (at < from) fresh.push([at, from]);
      at = Math.max(at, to);
    }
    if (at < end) fresh.push([at, end]);
    return fresh;
  });
}

export function total(seconds: Seconds): number {
  return seconds.reduce((sum, [start, end]) => sum + end - start, 0);
}
