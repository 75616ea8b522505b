import type { RoomFile, RoomMessage, RoomPerson } from '@/api';

import type { HeardCount, HeardMessage, ReactedFrame } from './frames';

/** A message that the server has not answered yet, or has refused. */
export interface Pending {
  client_id: string;
  body: string;
  thread: string | null;
  files: readonly RoomFile[];
  /** Whom the ids in the body mean. */
  people: readonly Pick<RoomPerson, 'id' | 'display_name'>[];
  created_at: string;
  /** Why it was refused; null while it is on its way. */
  error: unknown;
}

interface Kept {
  message: RoomMessage;
  /** The change that the signs are from: they are told apart from the words, and may be ahead of them. */
  signsAt: number;
}

/** Replies are only ever added to a thread, so that the greater count is the newer one. */
interface ThreadState {
  count: number;
  lastAt: string | null;
  repliers: readonly RoomPerson[];
}

const REPLIERS_SHOWN = 3;
const DAY_MS = 86_400_000;

/**
 * What one knows of one room. Fed by frames in any order, twice or never, and by pages of the history; once it has
 * caught up it holds what the server holds. Nothing in here waits or asks: `isBehind` says when to ask.
 */
export class RoomLog {
  /** Every change up to this one has been taken in; null before the first page. */
  cursor: number | null = null;
  /** The place of the newest message that is known to be there, a reply or not. */
  lastSeq = 0;
  private latest = 0;
  private readonly ahead = new Set<number>();
  private readonly kept = new Map<string, Kept>();
  private readonly threads = new Map<string, ThreadState>();
  private readonly outbox = new Map<string, Pending>();
  private from = Infinity;
  private to = Infinity;

  constructor(private readonly me: string) {}

  /** Something is known to have happened that has not been taken in. */
  get isBehind(): boolean {
    return this.cursor !== null && this.latest > this.cursor;
  }

  /** The newest message belongs to what is shown; else there is a gap before it, which more pages close. */
  get reachesEnd(): boolean {
    return this.to === Infinity;
  }

  get oldest(): number {
    return this.from;
  }

  get newest(): number {
    return this.to;
  }

  /** The first page: what is shown begins with it. */
  begin(rows: readonly RoomMessage[], upTo: number, range: { from: number; to: number }): void {
    this.cursor ??= upTo;
    this.latest = Math.max(this.latest, upTo);
    this.from = range.from;
    this.to = range.to;
    this.take(rows);
  }

  /** A further page, which joins what is shown on one of its sides. */
  widen(rows: readonly RoomMessage[], range: { from?: number; to?: number }): void {
    this.from = Math.min(this.from, range.from ?? this.from);
    this.to = Math.max(this.to, range.to ?? this.to);
    this.take(rows);
  }

  /** Rows read over HTTP: they know which signs are one's own, and are right for their change. */
  take(rows: readonly RoomMessage[]): void {
    for (const row of rows) {
      const known = this.kept.get(row.id);
      if (!known || row.change >= known.message.change) {
        const signsHold = known !== undefined && known.signsAt > row.change;
        this.kept.set(row.id, {
          message: signsHold ? { ...row, reactions: known.message.reactions } : row,
          signsAt: signsHold ? known.signsAt : row.change,
        });
      }
      this.settle(row);
    }
  }

  /** Every change after `cursor` and up to `upTo` has been taken in. */
  caughtUp(upTo: number): void {
    this.latest = Math.max(this.latest, upTo);
    this.cursor = Math.max(this.cursor ?? 0, upTo);
    this.advance();
  }

  /** The server says where the room stands. */
  standsAt(change: number, seq = 0): void {
    this.lastSeq = Math.max(this.lastSeq, seq);
    this.latest = Math.max(this.latest, change);
  }

  /** A message as everybody hears it: which signs are one's own is remembered from before. */
  hear(message: HeardMessage): void {
    const known = this.kept.get(message.id);
    if (!known || message.change > known.message.change) {
      const signsHold = known !== undefined && known.signsAt > message.change;
      this.kept.set(message.id, {
        message: {
          ...message,
          reactions: signsHold ? known.message.reactions : withMine(message.reactions, known?.message),
        },
        signsAt: signsHold ? known.signsAt : message.change,
      });
    }
    this.settle(message);
    this.step(message.change);
  }

  /** The answer to an act of one's own: a change like those that are heard, with one's own signs. */
  answer(row: RoomMessage): void {
    this.take([row]);
    this.step(row.change);
  }

  hearReacted(frame: ReactedFrame): void {
    const known = this.kept.get(frame.message);
    if (known && frame.change > known.signsAt) {
      const reactions = withMine(frame.reactions, known.message).map((sign) =>
        frame.by === this.me && sign.kind === frame.kind ? { ...sign, mine: frame.is_set } : sign,
      );
      // The words keep their own change: an edit that was missed in between must still be let in.
      this.kept.set(frame.message, { message: { ...known.message, reactions }, signsAt: frame.change });
    }
    this.step(frame.change);
  }

  send(pending: Pending): void {
    this.outbox.set(pending.client_id, pending);
  }

  refuse(clientId: string, error: unknown): void {
    const pending = this.outbox.get(clientId);
    if (pending) this.outbox.set(clientId, { ...pending, error });
  }

  forget(clientId: string): void {
    this.outbox.delete(clientId);
  }

  waiting(clientId: string): Pending | undefined {
    return this.outbox.get(clientId);
  }

  undelivered(): Pending[] {
    return [...this.outbox.values()];
  }

  /** What the room does not keep any longer. */
  prune(retentionDays: number | null, now: number): void {
    if (retentionDays === null) return;
    for (const [id, { message }] of this.kept) {
      if (Date.parse(message.created_at) < now - retentionDays * DAY_MS) this.kept.delete(id);
    }
  }

  get(id: string): RoomMessage | undefined {
    const known = this.kept.get(id);
    return known && this.withReplies(known.message);
  }

  /** The message in a place of the room, if it is known. */
  at(seq: number): RoomMessage | undefined {
    for (const { message } of this.kept.values()) if (message.seq === seq) return this.withReplies(message);
    return undefined;
  }

  /** The conversation in its order, as far as it is there without a gap. */
  conversation(): RoomMessage[] {
    return this.inOrder(
      ({ seq, thread }) => thread === null && (this.reachesEnd || seq <= this.to) && seq >= this.from,
    );
  }

  /** The replies that are known of one thread. */
  replies(thread: string): RoomMessage[] {
    return this.inOrder((message) => message.thread?.id === thread);
  }

  /** What has no place yet: last, in the order in which it was written. */
  pending(thread: string | null): Pending[] {
    return [...this.outbox.values()].filter((one) => one.thread === thread);
  }

  private inOrder(belongs: (message: RoomMessage) => boolean): RoomMessage[] {
    const found: RoomMessage[] = [];
    for (const { message } of this.kept.values()) {
      if (belongs(message)) found.push(this.withReplies(message));
    }
    return found.sort((one, other) => one.seq - other.seq);
  }

  /** A reply says how its thread stands; its beginning does not change for that. */
  private withReplies(message: RoomMessage): RoomMessage {
    const thread = this.threads.get(message.id);
    if (!thread || thread.count <= message.reply_count) return message;
    const repliers = [...message.repliers];
    for (const person of thread.repliers) {
      if (repliers.length < REPLIERS_SHOWN && !repliers.some(({ id }) => id === person.id)) {
        repliers.push(person);
      }
    }
    return { ...message, reply_count: thread.count, last_reply_at: thread.lastAt, repliers };
  }

  private settle(message: HeardMessage): void {
    this.lastSeq = Math.max(this.lastSeq, message.seq);
    if (message.sender.id === this.me) this.outbox.delete(message.client_id);
    if (!message.thread) return;
    const known = this.threads.get(message.thread.id) ?? { count: 0, lastAt: null, repliers: [] };
    const isNew = message.status === 'shown' && !known.repliers.some(({ id }) => id === message.sender.id);
    const newer = message.thread.reply_count >= known.count;
    this.threads.set(message.thread.id, {
      count: newer ? message.thread.reply_count : known.count,
      lastAt: newer ? message.thread.last_reply_at : known.lastAt,
      repliers: isNew ? [...known.repliers, message.sender] : known.repliers,
    });
  }

  private step(change: number): void {
    this.latest = Math.max(this.latest, change);
    if (this.cursor === null || change <= this.cursor) return;
    this.ahead.add(change);
    this.advance();
  }

  private advance(): void {
    if (this.cursor === null) return;
    while (this.ahead.delete(this.cursor + 1)) this.cursor += 1;
    for (const change of this.ahead) if (change <= this.cursor) this.ahead.delete(change);
  }
}

function withMine(heard: readonly HeardCount[], before: RoomMessage | undefined): RoomMessage['reactions'] {
  return heard.map(({ kind, count }) => ({
    kind,
    count,
    mine: before?.reactions.some((sign) => sign.kind === kind && sign.mine) ?? false,
  }));
}
