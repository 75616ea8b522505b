import { describe, expect, it } from 'vitest';

import { RoomLog, type Pending } from './roomLog';
import { AMARA, KEZIAH, SAMUEL, heard, message } from './samples';

import type { ReactionKind, RoomMessage } from '@/api';
import type { HeardMessage, ReactedFrame } from './frames';

const ALL = { from: 0, to: Infinity };

function logOf(rows: RoomMessage[], upTo = rows.length): RoomLog {
  const log = new RoomLog(AMARA.id);
  log.begin(rows, upTo, ALL);
  return log;
}

const seqs = (rows: readonly RoomMessage[]) => rows.map(({ seq }) => seq);

function pending(clientId: string, part: Partial<Pending> = {}): Pending {
  return {
    client_id: clientId,
    body: 'Hello',
    thread: null,
    files: [],
    people: [],
    created_at: '2026-11-22T10:00:00Z',
    error: null,
    ...part,
  };
}

describe('a room in order', () => {
  it('moves on with each change that follows the one before', () => {
    const log = logOf([message(1)]);
    log.hear(heard(message(2)));
    expect(log.cursor).toBe(2);
    expect(log.isBehind).toBe(false);
  });

  it('knows that something is missing, and shows what it has in order', () => {
    const log = logOf([message(1)]);
    log.hear(heard(message(3)));
    expect(log.cursor).toBe(1);
    expect(log.isBehind).toBe(true);
    expect(seqs(log.conversation())).toEqual([1, 3]);
  });

  it('asks for nothing when the missing one was only late', () => {
    const log = logOf([message(1)]);
    log.hear(heard(message(3)));
    log.hear(heard(message(2)));
    expect(log.cursor).toBe(3);
    expect(log.isBehind).toBe(false);
    expect(seqs(log.conversation())).toEqual([1, 2, 3]);
  });

  it('keeps the newer words when an older frame comes late', () => {
    const log = logOf([message(1)]);
    log.hear(heard(message(1, { change: 3, body: 'third' })));
    log.hear(heard(message(1, { change: 2, body: 'second' })));
    expect(log.get('m1')?.body).toBe('third');
  });

  it('lets in a missed edit although a later sign was heard', () => {
    const log = logOf([message(1)]);
    const sign = { kind: 'heart', count: 1 } as const;
    log.hearReacted({
      type: 'reacted',
      room: 'r1',
      message: 'm1',
      change: 3,
      by: KEZIAH.id,
      kind: 'heart',
      is_set: true,
      reactions: [sign],
    });
    log.hear(heard(message(1, { change: 2, body: 'edited' })));
    expect(log.get('m1')).toMatchObject({ body: 'edited', reactions: [{ ...sign, mine: false }] });
    expect(log.isBehind).toBe(false);
  });

  it('is behind when the server stands further on', () => {
    const log = logOf([message(1)]);
    log.standsAt(4);
    expect(log.isBehind).toBe(true);
    log.caughtUp(4);
    expect(log.isBehind).toBe(false);
  });

  it('shows no message across a gap in the history', () => {
    const log = new RoomLog(AMARA.id);
    log.begin([message(10), message(11)], 90, { from: 10, to: 11 });
    log.hear(heard(message(60, { change: 91 })));
    log.take([message(3, { change: 92 })]);
    expect(seqs(log.conversation())).toEqual([10, 11]);
    log.widen([message(12)], { to: Infinity });
    expect(seqs(log.conversation())).toEqual([10, 11, 12, 60]);
  });
});

describe('what one writes', () => {
  it('stands last until it has its place, and is there once', () => {
    const log = logOf([message(1)]);
    log.send(pending('mine'));
    expect(log.pending(null)).toHaveLength(1);
    const stored = message(2, { client_id: 'mine', sender: AMARA });
    log.hear(heard(stored));
    log.hear(heard(stored));
    log.take([stored]);
    expect(log.pending(null)).toHaveLength(0);
    expect(seqs(log.conversation())).toEqual([1, 2]);
  });

  it('stays with its reason when it was refused', () => {
    const log = logOf([]);
    log.send(pending('mine'));
    const reason = new Error('too fast');
    log.refuse('mine', reason);
    expect(log.waiting('mine')?.error).toBe(reason);
  });
});

describe('signs', () => {
  it('remembers which are one’s own, which frames cannot say', () => {
    const log = logOf([message(1, { reactions: [{ kind: 'heart', count: 1, mine: true }] })], 1);
    log.hear(heard(message(1, { change: 2, reactions: [{ kind: 'heart', count: 2, mine: false }] })));
    expect(log.get('m1')?.reactions).toEqual([{ kind: 'heart', count: 2, mine: true }]);
  });

  it('takes one’s own from another device', () => {
    const log = logOf([message(1)]);
    const frame: ReactedFrame = {
      type: 'reacted',
      room: 'r1',
      message: 'm1',
      change: 2,
      by: AMARA.id,
      kind: 'eyes',
      is_set: true,
      reactions: [{ kind: 'eyes', count: 1 }],
    };
    log.hearReacted(frame);
    expect(log.get('m1')?.reactions).toEqual([{ kind: 'eyes', count: 1, mine: true }]);
  });
});

describe('threads', () => {
  it('counts replies at their beginning and keeps them out of the conversation', () => {
    const log = logOf([message(1)]);
    const thread = { id: 'm1', reply_count: 1, last_reply_at: '2026-11-22T11:00:00Z' };
    log.hear(heard(message(2, { thread, sender: SAMUEL })));
    expect(seqs(log.conversation())).toEqual([1]);
    expect(log.get('m1')).toMatchObject({
      reply_count: 1,
      last_reply_at: thread.last_reply_at,
      repliers: [SAMUEL],
    });
    expect(seqs(log.replies('m1'))).toEqual([2]);
  });
});

it('drops what the room does not keep any longer', () => {
  const log = logOf([message(1, { created_at: '2026-10-01T10:00:00Z' }), message(2)]);
  log.prune(30, Date.parse('2026-11-22T12:00:00Z'));
  expect(seqs(log.conversation())).toEqual([2]);
});

/** A room as the server has it: every act makes one change and one frame. */
class Server {
  readonly rows = new Map<string, RoomMessage>();
  readonly frames: ({ heard: HeardMessage } | { reacted: ReactedFrame })[] = [];
  change = 0;
  private seq = 0;

  constructor(private readonly random: () => number) {}

  act(): void {
    const rows = [...this.rows.values()];
    const one = rows[Math.floor(this.random() * rows.length)];
    const kind = this.random();
    if (!one || kind < 0.5) this.say(one && kind < 0.15 ? (one.thread?.id ?? one.id) : null);
    else if (kind < 0.7) this.store({ ...one, body: `edit ${this.change}`, html: '', edited_at: 'now' });
    else if (kind < 0.8) this.store({ ...one, status: 'deleted', body: '', html: '', reactions: [] });
    else this.react(one);
  }

  after(change: number): RoomMessage[] {
    return [...this.rows.values()].filter((row) => row.change > change).sort((a, b) => a.change - b.change);
  }

  conversation(): RoomMessage[] {
    return [...this.rows.values()].filter(({ thread }) => thread === null).sort((a, b) => a.seq - b.seq);
  }

  private say(parent: string | null): void {
    const begin = parent === null ? undefined : this.rows.get(parent);
    const at = `2026-11-22T10:00:${String(this.seq).padStart(3, '0')}Z`;
    const sender = [AMARA, KEZIAH, SAMUEL][Math.floor(this.random() * 3)] ?? AMARA;
    let thread: RoomMessage['thread'] = null;
    if (begin) {
      thread = { id: begin.id, reply_count: begin.reply_count + 1, last_reply_at: at };
      this.rows.set(begin.id, { ...begin, reply_count: thread.reply_count, last_reply_at: at });
    }
    this.seq += 1;
    this.store(message(this.seq, { sender, thread }));
  }

  private store(row: RoomMessage): void {
    this.change += 1;
    const stored = { ...row, change: this.change };
    this.rows.set(row.id, stored);
    this.frames.push({ heard: heard(stored) });
  }

  private react(row: RoomMessage): void {
    if (row.status !== 'shown') return;
    const kind: ReactionKind = this.random() < 0.5 ? 'heart' : 'eyes';
    const mine = this.random() < 0.5;
    const before = row.reactions.find((sign) => sign.kind === kind);
    if (mine && before?.mine) return;
    this.change += 1;
    const sign = { kind, count: (before?.count ?? 0) + 1, mine: mine || (before?.mine ?? false) };
    const stored = {
      ...row,
      change: this.change,
      reactions: [...row.reactions.filter((other) => other.kind !== kind), sign],
    };
    this.rows.set(row.id, stored);
    this.frames.push({
      reacted: {
        type: 'reacted',
        room: 'r1',
        message: row.id,
        change: this.change,
        by: mine ? AMARA.id : KEZIAH.id,
        kind,
        is_set: true,
        reactions: heard(stored).reactions,
      },
    });
  }
}

/** Numbers that are the same on every run. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
  };
}

/** All that a reader sees; the sample server names no repliers. */
const shown = (rows: readonly RoomMessage[]) => rows.map((row) => ({ ...row, change: 0, repliers: [] }));

describe('whatever the network does', () => {
  it.each(Array.from({ length: 60 }, (_, seed) => seed + 1))(
    'ends with the server’s list: run %i',
    (seed) => {
      const random = dice(seed);
      const server = new Server(random);
      for (let act = 0; act < 10; act++) server.act();
      const log = new RoomLog(AMARA.id);
      log.begin(server.conversation(), server.change, ALL);
      log.take([...server.rows.values()]);
      const heardOf = server.frames.length;
      for (let act = 0; act < 80; act++) server.act();

      const delivered = server.frames.slice(heardOf).flatMap((frame) => {
        const luck = random();
        if (luck < 0.2) return [];
        return luck < 0.4 ? [frame, frame] : [frame];
      });
      for (let index = delivered.length - 1; index > 0; index--) {
        const other = Math.max(0, index - Math.floor(random() * 12));
        const [one, two] = [delivered[index], delivered[other]];
        if (one && two) [delivered[index], delivered[other]] = [two, one];
      }
      for (const frame of delivered) {
        if ('heard' in frame) log.hear(frame.heard);
        else log.hearReacted(frame.reacted);
        if (random() < 0.05 && log.cursor !== null) {
          const upTo = server.change;
          log.take(server.after(log.cursor));
          log.caughtUp(upTo);
        }
      }

      log.standsAt(server.change);
      if (log.isBehind && log.cursor !== null) {
        log.take(server.after(log.cursor));
        log.caughtUp(server.change);
      }
      expect(log.isBehind).toBe(false);
      expect(log.cursor).toBe(server.change);
      expect(shown(log.conversation())).toEqual(shown(server.conversation()));
    },
  );
});
