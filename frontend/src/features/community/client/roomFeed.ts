import { isApiError, type ReactionKind, type RoomMessage, type RoomPerson } from '@/api';

import { Company } from './company';
import { Outbox } from './outbox';
import { RoomLog, type Pending } from './roomLog';
import {
  deleteMessage,
  editMessage,
  furtherThan,
  lastOf,
  markRead,
  readHistory,
  readMessage,
  readPlace,
  sendMessage,
  setReaction,
} from './requests';

import type { FeedView } from './feedView';
import type { RoomStanding, ServerFrame } from './frames';
import type { CommunitySocket } from './socket';

const PAGE = 50;
const PAGES_OF_A_THREAD = 20;
const CATCH_UP_MS = 100;
const SHOW_MS = 30;
const TYPING_EVERY_MS = 3_000;
const TYPING_SHOWN_MS = 5_000;
const BEFORE_UNREAD = 10;

/** Where the first page is: at the newest message, or around one. */
export type FirstPlace = { at: 'end' } | { at: 'seq'; seq: number };

type Draft = Pick<Pending, 'body' | 'thread' | 'files' | 'people'>;

/** One open room: its log, what feeds it, and the acts in it. A view of it is a snapshot for React. */
export class RoomFeed {
  readonly log: RoomLog;
  private readonly outbox: Outbox;
  private view: FeedView | null = null;
  private readonly listeners = new Set<() => void>();
  private state: FeedView['state'] = 'loading';
  private error: unknown = null;
  private hasOlder = false;
  private paging: FeedView['paging'] = null;
  private catching: Promise<void> | null = null;
  private soon: number | undefined;
  private showing: number | undefined;
  private typedAt = 0;
  private readSeq = 0;
  private otherRead = 0;
  private delivered = false;
  private readonly company = new Company();
  private readonly typists = new Map<string, { person: RoomPerson; until: number }>();
  private readonly threads = new Set<string>();

  constructor(
    readonly room: string,
    readonly me: string,
    private readonly socket: Pick<CommunitySocket, 'ask' | 'say'>,
    private readonly onRead: () => void,
  ) {
    this.log = new RoomLog(me);
    this.outbox = new Outbox(me, room);
    for (const pending of this.outbox.read()) this.log.send(pending);
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  snapshot = (): FeedView => {
    this.view ??= {
      state: this.state,
      error: this.error,
      messages: this.log.conversation(),
      pending: this.log.pending(null),
      hasOlder: this.hasOlder,
      hasNewer: this.state === 'ready' && !this.log.reachesEnd,
      paging: this.paging,
      typing: this.typingNow(),
      here: this.company.people,
      hereCount: this.company.count,
      otherRead: this.otherRead,
      lastSeq: this.log.lastSeq,
    };
    return this.view;
  };

  /** Reads the first page, again when it failed, or when another place is looked for. */
  async begin(place: FirstPlace): Promise<void> {
    this.set('loading', null);
    try {
      if (place.at === 'end') await this.beginAtEnd();
      else await this.beginAround(await this.placeOf(place.seq));
      this.set('ready', null);
      this.catchUpSoon();
      if (!this.delivered) {
        this.delivered = true;
        for (const { client_id: clientId } of this.log.undelivered()) this.retry(clientId);
      }
    } catch (error) {
      this.fail(error);
    }
  }

  async older(): Promise<void> {
    if (this.paging === 'older' || !this.hasOlder) return;
    await this.page('older', async () => {
      const page = await readHistory({ room: this.room, before: this.log.oldest, page_size: PAGE });
      this.hasOlder = page.next !== null;
      this.log.widen(page.results, { from: page.next === null ? 0 : lastOf(page) });
    });
  }

  async newer(): Promise<void> {
    if (this.paging === 'newer' || this.log.reachesEnd) return;
    await this.page('newer', async () => {
      const page = await readHistory({ room: this.room, start: this.log.newest + 1, page_size: PAGE });
      this.log.widen(page.results, { to: page.next === null ? Infinity : lastOf(page) });
    });
  }

  /** All replies of one thread, and its beginning, which may be older than what is shown. */
  async openThread(thread: string): Promise<void> {
    if (this.threads.has(thread)) return;
    if (!this.log.get(thread)) this.log.take([await readMessage(thread)]);
    let query: Parameters<typeof readHistory>[0] | null = { room: this.room, thread, page_size: 100 };
    for (let pages = 0; query && pages < PAGES_OF_A_THREAD; pages++) {
      const page = await readHistory(query);
      this.log.take(page.results);
      query = furtherThan(page, query);
      this.changed();
    }
    this.threads.add(thread);
    this.changed();
  }

  hasThread(thread: string): boolean {
    return this.threads.has(thread);
  }

  /** Asks for everything after the cursor. Called on every gap, reconnection and poll; once at a time. */
  catchUp(): Promise<void> {
    window.clearTimeout(this.soon);
    this.catching ??= this.readChanges().finally(() => {
      this.catching = null;
      if (this.log.isBehind && this.state === 'ready' && this.error === null) this.catchUpSoon();
    });
    return this.catching;
  }

  hear(frame: ServerFrame): void {
    switch (frame.type) {
      case 'message':
      case 'sent':
        this.log.hear(frame.message);
        this.typists.delete(frame.message.sender.id);
        break;
      case 'reacted':
        this.log.hearReacted(frame);
        break;
      case 'typing':
        if (frame.by.id === this.me) return;
        this.typists.set(frame.by.id, { person: frame.by, until: Date.now() + TYPING_SHOWN_MS });
        window.setTimeout(() => this.changed(), TYPING_SHOWN_MS + SHOW_MS);
        break;
      case 'presence':
      case 'crowd':
        this.company.hear(frame);
        break;
      case 'read':
        if (frame.by !== this.me) this.otherRead = Math.max(this.otherRead, frame.seq);
        else this.readSeq = Math.max(this.readSeq, frame.seq);
        break;
      default:
        return;
    }
    if (this.log.isBehind) this.catchUpSoon();
    this.changed();
  }

  standsAt(standing: RoomStanding): void {
    this.company.standsAt(standing);
    this.log.standsAt(standing.last_change, standing.last_seq);
    if (this.log.isBehind) this.catchUpSoon();
    this.changed();
  }

  /** The room is closed to this person: nothing is read or shown any more. */
  left(error: unknown): void {
    this.set('left', error);
  }

  send(draft: Draft): void {
    const pending: Pending = {
      ...draft,
      client_id: crypto.randomUUID(),
      created_at: new Date().toISOString(),
      error: null,
    };
    this.log.send(pending);
    this.changed();
    void this.deliver(pending);
  }

  retry(clientId: string): void {
    const pending = this.log.waiting(clientId);
    if (!pending) return;
    const again = { ...pending, error: null };
    this.log.send(again);
    this.changed();
    void this.deliver(again);
  }

  /** Takes back what was refused, so that its words can go into the composer again. */
  takeBack(clientId: string): void {
    this.log.forget(clientId);
    this.changed();
  }

  /** What could not be sent because nobody answered goes out again. The server knows it by its client id. */
  resend(): void {
    for (const pending of this.log.undelivered()) {
      if (isApiError(pending.error) && pending.error.isOffline) this.retry(pending.client_id);
    }
  }

  async edit(id: string, body: string): Promise<void> {
    this.answered(await editMessage(id, body));
  }

  async remove(id: string): Promise<void> {
    this.answered(await deleteMessage(id));
  }

  async react(id: string, kind: ReactionKind, on: boolean): Promise<void> {
    this.answered(await setReaction(id, kind, on));
  }

  /** A staff decision, or another act whose answer is the message as it is now. */
  answered(row: RoomMessage): void {
    this.log.answer(row);
    this.changed();
  }

  typing(): void {
    if (Date.now() - this.typedAt < TYPING_EVERY_MS) return;
    this.typedAt = Date.now();
    this.socket.say({ type: 'typing', room: this.room });
  }

  /** Everything up to this one was seen. */
  async seen(seq: number): Promise<void> {
    if (seq <= this.readSeq) return;
    const before = this.readSeq;
    this.readSeq = seq;
    try {
      await markRead(this.room, seq);
      this.onRead();
    } catch {
      // It is said again with the next look at the page.
      if (this.readSeq === seq) this.readSeq = before;
    }
  }

  /** What the room itself says: how far one has read, and how far there is. */
  startsAt(room: { read_seq: number; last_seq: number }): void {
    this.readSeq = Math.max(this.readSeq, room.read_seq);
    this.log.standsAt(0, room.last_seq);
  }

  prune(retentionDays: number | null): void {
    this.log.prune(retentionDays, Date.now());
  }

  stop(): void {
    window.clearTimeout(this.soon);
    window.clearTimeout(this.showing);
  }

  private async beginAtEnd(): Promise<void> {
    const page = await readHistory({ room: this.room, page_size: PAGE });
    this.hasOlder = page.next !== null;
    this.log.begin(page.results, page.up_to, {
      from: page.next === null ? 0 : lastOf(page),
      to: Infinity,
    });
  }

  /** Where a message stands in the conversation: a reply at what it answers, and its thread is read with it. */
  private async placeOf(seq: number): Promise<number> {
    const found = this.log.at(seq) ?? (await readPlace(this.room, seq));
    if (!found?.thread) return seq;
    this.log.take([found]);
    await this.openThread(found.thread.id);
    return this.log.get(found.thread.id)?.seq ?? seq;
  }

  private async beginAround(seq: number): Promise<void> {
    const from = Math.max(1, seq - BEFORE_UNREAD);
    const page = await readHistory({ room: this.room, start: from, page_size: PAGE });
    if (page.next === null && page.results.length < PAGE / 2) {
      // The newest page holds all of this and more.
      await this.beginAtEnd();
      return;
    }
    this.hasOlder = from > 1;
    this.log.begin(page.results, page.up_to, {
      from,
      to: page.next === null ? Infinity : lastOf(page),
    });
  }

  private async page(side: 'older' | 'newer', read: () => Promise<void>): Promise<void> {
    this.paging = side;
    this.changed();
    try {
      await read();
      this.paging = null;
    } catch {
      this.paging = 'failed';
    }
    this.changed();
  }

  private async deliver({ client_id, body, thread, files }: Pending): Promise<void> {
    const message = { room: this.room, client_id, body, thread, files: files.map(({ id }) => id) };
    try {
      try {
        const answer = await this.socket.ask({ type: 'send', ...message });
        if (answer.type === 'sent') this.hear(answer);
      } catch (error) {
        if (!isApiError(error) || !error.isOffline) throw error;
        this.answered(await sendMessage(message));
      }
    } catch (error) {
      this.log.refuse(client_id, error);
      this.changed();
    }
  }

  private catchUpSoon(): void {
    if (this.state !== 'ready') return;
    window.clearTimeout(this.soon);
    this.soon = window.setTimeout(() => void this.catchUp(), CATCH_UP_MS);
  }

  private async readChanges(): Promise<void> {
    if (this.log.cursor === null || this.state !== 'ready') return;
    try {
      let query: Parameters<typeof readHistory>[0] | null = {
        room: this.room,
        after: this.log.cursor,
        page_size: 100,
      };
      let upTo: number | null = null;
      while (query) {
        const page = await readHistory(query);
        this.log.take(page.results);
        // What happens between two pages comes with the next question.
        upTo ??= page.up_to;
        query = furtherThan(page, query);
      }
      if (upTo !== null) this.log.caughtUp(upTo);
      this.error = null;
    } catch (error) {
      if (isApiError(error) && error.isNotFound) this.left(error);
      else this.error = error;
    }
    this.changed();
  }

  private typingNow(): RoomPerson[] {
    const now = Date.now();
    return [...this.typists.values()].filter(({ until }) => until > now).map(({ person }) => person);
  }

  private fail(error: unknown): void {
    this.set(isApiError(error) && error.isNotFound ? 'left' : 'failed', error);
  }

  private set(state: FeedView['state'], error: unknown): void {
    this.state = state;
    this.error = error;
    this.changed();
  }

  /** Many frames in one moment are one drawing. */
  private changed(): void {
    this.outbox.keep(this.log.undelivered());
    if (this.showing !== undefined) return;
    this.showing = window.setTimeout(() => {
      this.showing = undefined;
      this.view = null;
      for (const listener of this.listeners) listener();
    }, SHOW_MS);
  }
}
