import { storage } from '@/lib/storage';

import type { Pending } from './roomLog';

/**
 * What has not been delivered in one room, kept on this device over a reload. Its client id keeps it from being said
 * twice, however often it is sent.
 */
export class Outbox {
  private readonly key: string;
  /** One at first, so that what was kept before is cleared. */
  private kept = 1;

  constructor(me: string, room: string) {
    this.key = `accredit.outbox.${me}.${room}`;
  }

  read(): Pending[] {
    try {
      const kept: unknown = JSON.parse(storage.get(this.key) ?? '[]');
      return Array.isArray(kept) ? (kept as Pending[]) : [];
    } catch {
      return [];
    }
  }

  keep(left: readonly Pending[]): void {
    if (left.length === 0 && this.kept === 0) return;
    this.kept = left.length;
    storage.set(
      this.key,
      left.length === 0 ? null : JSON.stringify(left.map((one) => ({ ...one, error: null }))),
    );
  }
}
