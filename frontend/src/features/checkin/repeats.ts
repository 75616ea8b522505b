const GONE_MS = 2500;

/** A camera reads the same code many times a second: once taken, it is new again only after it has been away. */
export class Repeats {
  #taken = '';
  #seenAt = -Infinity;

  isNew(text: string, now: number): boolean {
    if (text !== this.#taken || now - this.#seenAt >= GONE_MS) return true;
    this.#seenAt = now;
    return false;
  }

  take(text: string, now: number): void {
    this.#taken = text;
    this.#seenAt = now;
  }
}
