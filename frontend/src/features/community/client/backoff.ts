const FIRST_MS = 500;
const LONGEST_MS = 30_000;

/**
 * How long to wait before the next attempt: longer each time, between half a second and thirty, and never the same for
 * everybody who lost the same server.
 */
export function pauseBefore(attempt: number, random: () => number): number {
  const most = Math.min(LONGEST_MS, 2 * FIRST_MS * 2 ** Math.min(attempt, 10));
  return Math.round(FIRST_MS + random() * (most - FIRST_MS));
}

/** The server has asked to be left alone for a while. */
export function longPause(random: () => number): number {
  return Math.round(LONGEST_MS / 2 + (random() * LONGEST_MS) / 2);
}
