import { vi } from 'vitest';

/** Waits for what happens outside of any screen: longer than any pause of the product's own, also on a busy machine. */
export const eventually = <T>(check: () => T): Promise<T> => vi.waitFor(check, { timeout: 5_000 });
