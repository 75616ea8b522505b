import {
  isApiError,
  type DoorAnswer,
  type DoorManifest,
  type DoorScanInput,
  type ScanDirection,
} from '@/api';

import { inputOf, insideCount, isInside, type Act, type Kept } from './acts';
import { decide, ticketText } from './decide';

import type { Keep } from './keep';

export const BATCH = 200;
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 60_000;
const REFRESH_MS = 60_000;
const COUNT_AFTER_MS = 5000;
const KEPT_FOR_MS = 3 * 86_400_000;

/** Why nothing gets through: no answer, or an answer that says no. */
export type Trouble = 'network' | 'server' | 'denied' | 'signed-out';

export interface DoorState {
  /** What the phone keeps has been read. */
  ready: boolean;
  kept: Kept | null;
  acts: readonly Act[];
  inside: number;
  online: boolean;
  sending: boolean;
  /** Since when sending has failed. */
  failingSince: number | null;
  trouble: Trouble | null;
  /** Why the list could not be fetched, as long as that is so. */
  listError: unknown;
  durable: boolean;
}

interface Outside {
  org: string;
  event: string;
  keep: Keep;
  fetchList: () => Promise<DoorManifest>;
  fetchInside: () => Promise<number>;
  send: (scans: DoorScanInput[]) => Promise<DoorAnswer>;
  isOnline: () => boolean;
  device: () => string;
}

/** One event's door on this phone: its list, its scans, and the line in which they wait to be sent. */
export class Door {
  #state: DoorState;
  readonly #outside: Outside;
  readonly #listeners = new Set<() => void>();
  #failures = 0;
  #retry: number | undefined;
  #refresh: number | undefined;
  #count: number | undefined;
  #closed = false;

  constructor(outside: Outside) {
    this.#outside = outside;
    this.#state = {
      ready: false,
      kept: null,
      acts: [],
      inside: 0,
      online: outside.isOnline(),
      sending: false,
      failingSince: null,
      trouble: null,
      listError: null,
      durable: outside.keep.durable,
    };
  }

  readonly state = (): DoorState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Reads what the phone has, then asks the server for more. Ends with `close`. */
  async open(): Promise<void> {
    const { keep, event } = this.#outside;
    const [kept = null, acts] = await Promise.all([keep.list(event), keep.acts(event)]);
    const old = acts.filter((act) => act.state !== 'waiting' && act.at < Date.now() - KEPT_FOR_MS);
    void keep.dropActs(old.map((act) => act.nonce));
    const known = acts.filter((act) => !old.includes(act)).sort((a, b) => a.order - b.order);
    this.#change({ ready: true, kept, acts: [...known, ...this.#state.acts] });
    await Promise.all([this.flush(), this.refresh()]);
  }

  close(): void {
    this.#closed = true;
    window.clearTimeout(this.#retry);
    window.clearTimeout(this.#refresh);
    window.clearTimeout(this.#count);
  }

  /** The browser says that the network has come or gone. */
  networkChanged(): void {
    this.#change({ online: this.#outside.isOnline() });
    if (!this.#state.online) return;
    this.#failures = 0;
    void this.flush().then(() => this.refresh());
  }

  /** Asks for the list anew, and from then on every minute. The old one stays when that fails. */
  async refresh(): Promise<void> {
    window.clearTimeout(this.#refresh);
    if (this.#state.online) {
      const fetchedAt = Date.now();
      try {
        const manifest = await this.#outside.fetchList();
        const { org, event, keep } = this.#outside;
        const kept = { org, event, manifest, fetchedAt, inside: manifest.inside, insideAt: fetchedAt };
        this.#change({ kept, listError: null });
        await keep.putList(kept).catch(() => this.#change({ durable: false }));
      } catch (error) {
        this.#change({ listError: error });
      }
    } else if (!this.#state.kept) {
      this.#change({ listError: new Error('offline') });
    }
    if (!this.#closed) this.#refresh = window.setTimeout(() => void this.refresh(), REFRESH_MS);
  }

  /** Keeps the scan and says at once what the phone makes of it; the server's answer follows in the state. */
  scan(raw: string, direction: ScanDirection, { forced = false } = {}): Act {
    const { kept, acts, online, failingSince } = this.#state;
    const text = ticketText(raw);
    const at = Date.now();
    const ticket = kept?.manifest.tickets.find((one) => ticketText(one.text) === text);
    const act: Act = {
      nonce: crypto.randomUUID(),
      org: this.#outside.org,
      event: this.#outside.event,
      order: Math.max(at, (acts.at(-1)?.order ?? 0) + 1),
      text,
      name: ticket?.name ?? '',
      ticket: ticket?.ticket ?? '',
      direction,
      at,
      device: this.#outside.device(),
      forced,
      wasOffline: !online || failingSince !== null,
      decided: decide({
        text,
        ticket,
        inside: ticket !== undefined && kept !== null && isInside(ticket, acts, kept.fetchedAt),
        direction,
        at,
        event: kept?.manifest ?? { starts_at: null, ends_at: null },
      }),
      answer: null,
      answeredAt: 0,
      state: 'waiting',
      noted: false,
    };
    this.#change({ acts: [...acts, act] });
    void this.#store([act]).then(() => this.flush());
    return act;
  }

  /** Somebody has read that phone and server differ. */
  note(nonces: readonly string[]): void {
    const noted = this.#state.acts
      .filter((act) => nonces.includes(act.nonce))
      .map((act) => ({ ...act, noted: true }));
    this.#replace(noted);
    void this.#store(noted);
  }

  /** Sends what waits, oldest first. What fails waits on, and is tried again later and later. */
  async flush(): Promise<void> {
    if (this.#state.sending || this.#closed) return;
    window.clearTimeout(this.#retry);
    let size = BATCH;
    this.#change({ sending: true });
    try {
      for (;;) {
        const batch = this.#state.acts.filter((act) => act.state === 'waiting').slice(0, size);
        if (batch.length === 0 || !this.#state.online) break;
        try {
          await this.#answered(batch, await this.#outside.send(batch.map(inputOf)));
          this.#failures = 0;
          this.#change({ failingSince: null, trouble: null });
        } catch (error) {
          if (!isMalformed(error)) {
            this.#failed(error);
            break;
          }
          // One of them is refused for its form: they go one by one, so that it holds up nobody else.
          if (batch.length > 1) size = 1;
          else {
            const refused = batch.map((act) => ({
              ...act,
              state: 'refused' as const,
              answeredAt: Date.now(),
            }));
            this.#replace(refused);
            await this.#store(refused);
          }
        }
      }
    } finally {
      this.#change({ sending: false });
    }
  }

  async #answered(batch: readonly Act[], { scans }: DoorAnswer): Promise<void> {
    const byNonce = new Map(scans.map((scan) => [scan.nonce, scan]));
    const answeredAt = Date.now();
    const sent = batch.map((act): Act => {
      const answer = byNonce.get(act.nonce);
      if (!answer) throw new Error('A scan was left unanswered');
      const { name, ticket } = answer;
      return {
        ...act,
        answer,
        answeredAt,
        state: 'sent',
        name: name || act.name,
        ticket: ticket || act.ticket,
      };
    });
    this.#replace(sent);
    this.#count ??= window.setTimeout(() => void this.#countAll(), COUNT_AFTER_MS);
    await this.#store(sent);
  }

  /** Other doors let people in as well: while this one is used, asks now and then how many are inside by all of them. */
  async #countAll(): Promise<void> {
    const askedAt = Date.now();
    try {
      const inside = await this.#outside.fetchInside();
      const { kept, acts, sending } = this.#state;
      // What this phone has sent meanwhile is in the number, or is not: then the next one is taken.
      if (kept && !sending && !acts.some((act) => act.answeredAt >= askedAt))
        this.#change({ kept: { ...kept, inside, insideAt: askedAt } });
    } catch {
      // The list says it within a minute.
    } finally {
      this.#count = undefined;
    }
  }

  #failed(error: unknown): void {
    this.#failures += 1;
    this.#change({
      failingSince: this.#state.failingSince ?? Date.now(),
      trouble: troubleOf(error),
    });
    if (this.#closed) return;
    const told = isApiError(error) ? (error.retryAfterSeconds ?? 0) * 1000 : 0;
    const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (this.#failures - 1));
    this.#retry = window.setTimeout(() => void this.flush(), Math.max(told, wait));
  }

  async #store(acts: readonly Act[]): Promise<void> {
    try {
      await this.#outside.keep.putActs(acts);
    } catch {
      this.#change({ durable: false }); // full: they are in memory still, and the page says that it must stay open
    }
  }

  #replace(changed: readonly Act[]): void {
    const byNonce = new Map(changed.map((act) => [act.nonce, act]));
    this.#change({ acts: this.#state.acts.map((act) => byNonce.get(act.nonce) ?? act) });
  }

  #change(change: Partial<DoorState>): void {
    const next = { ...this.#state, ...change };
    const counts = next.kept !== this.#state.kept || next.acts !== this.#state.acts;
    this.#state = counts && next.kept ? { ...next, inside: insideCount(next.kept, next.acts) } : next;
    for (const listener of this.#listeners) listener();
  }
}

function isMalformed(error: unknown): boolean {
  return isApiError(error) && (error.status === 400 || error.status === 422);
}

function troubleOf(error: unknown): Trouble {
  if (!isApiError(error)) return 'server';
  if (error.isOffline) return 'network';
  if (error.status === 401) return 'signed-out';
  return error.status === 403 || error.status === 404 ? 'denied' : 'server';
}
