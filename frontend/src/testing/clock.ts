import { vi } from 'vitest';

/** From here on the pauses that begin can be cut short; else they last as long as ever. */
export function watchClock(): void {
  const toFake = ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] as const;
  vi.useFakeTimers({ toFake: [...toFake], shouldAdvanceTime: true, advanceTimeDelta: 1 });
}

/** Lets so much time pass at once, for a test of what the product does after a pause of its own. */
export async function pass(milliseconds: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(milliseconds);
}
