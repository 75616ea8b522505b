import { ApiError } from '@/api';

import { RoomFeed } from './roomFeed';
import { askTicket } from './requests';
import { CommunitySocket, type Line, type SocketStatus } from './socket';

import type { LeftCode, RoomStanding, ServerFrame } from './frames';

/** What the rest of the page wants to hear of. */
export interface Heard {
  /** Something is new in these lists: the rooms, or the bell. */
  rooms: () => void;
  bell: () => void;
  /** The settings of one room are others, or one is no longer in it. */
  room: (room: string) => void;
}

const POLL_MS = 5_000;
const TELL_LISTS_MS = 1_500;
const ROOMS_AT_MOST = 100;

/** Everything that one person hears in this tab: one socket, and the rooms that are open. */
export class Community {
  readonly socket: CommunitySocket;
  private readonly feeds = new Map<string, { feed: RoomFeed; users: number }>();
  private readonly leftFor = new Map<string, LeftCode>();
  private followed: readonly string[] = [];
  private readonly listeners = new Set<() => void>();
  private poll: number | undefined;
  private telling: number | undefined;

  constructor(
    readonly me: string,
    private readonly heard: Heard,
    open: (address: string) => Line = browserLine,
  ) {
    this.socket = new CommunitySocket({
      askTicket,
      open,
      onFrame: (frame) => this.hear(frame),
      onStatus: (status) => this.turned(status),
    });
  }

  start(): void {
    this.socket.start();
  }

  stop(): void {
    window.clearInterval(this.poll);
    window.clearTimeout(this.telling);
    this.socket.stop();
    for (const { feed } of this.feeds.values()) feed.stop();
    this.feeds.clear();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  status = (): SocketStatus => this.socket.status;

  /** The feed of a room, the same for whoever looks at it at once. Give it back with `close`. */
  open(room: string): RoomFeed {
    const there = this.feeds.get(room);
    if (there) {
      there.users += 1;
      return there.feed;
    }
    const feed = new RoomFeed(room, this.me, this.socket, () => this.tellLists());
    this.feeds.set(room, { feed, users: 1 });
    this.listen([room]);
    return feed;
  }

  close(room: string): void {
    const there = this.feeds.get(room);
    if (!there) return;
    there.users -= 1;
    if (there.users > 0) return;
    there.feed.stop();
    this.feeds.delete(room);
    if (!this.followed.includes(room)) this.socket.say({ type: 'unsubscribe', rooms: [room] });
  }

  /** Why one is out of a room, if this tab has heard of it. */
  whyLeft(room: string): LeftCode | undefined {
    return this.leftFor.get(room);
  }

  /** The rooms of a list that is shown, so that its numbers are true. */
  follow(rooms: readonly string[]): void {
    const before = this.followed;
    this.followed = rooms.slice(0, ROOMS_AT_MOST - 1);
    const gone = before.filter((room) => !this.followed.includes(room) && !this.feeds.has(room));
    const come = this.followed.filter((room) => !before.includes(room) && !this.feeds.has(room));
    if (gone.length > 0) this.socket.say({ type: 'unsubscribe', rooms: gone });
    this.listen(come);
  }

  private hear(frame: ServerFrame): void {
    switch (frame.type) {
      case 'welcome':
        this.listen([...new Set([...this.feeds.keys(), ...this.followed])]);
        break;
      case 'subscribed':
        frame.rooms.forEach((standing) => this.stands(standing));
        for (const { room } of frame.refused) this.leave(room, 'room_not_found');
        break;
      case 'pong':
        frame.rooms.forEach((standing) => this.stands(standing));
        break;
      case 'bell':
        this.heard.bell();
        break;
      case 'room':
        this.leftFor.delete(frame.room);
        this.heard.room(frame.room);
        this.tellLists();
        break;
      case 'left':
        this.leave(frame.room, frame.code);
        break;
      case 'message':
        this.feeds.get(frame.message.room)?.feed.hear(frame);
        this.tellLists();
        break;
      case 'read':
        this.feeds.get(frame.room)?.feed.hear(frame);
        if (frame.by === this.me) this.tellLists();
        break;
      case 'reacted':
      case 'typing':
      case 'presence':
      case 'crowd':
        this.feeds.get(frame.room)?.feed.hear(frame);
        break;
      default:
    }
  }

  private stands(standing: RoomStanding): void {
    this.feeds.get(standing.room)?.feed.standsAt(standing);
  }

  private leave(room: string, code: LeftCode): void {
    // What is refused afterwards says less than what was told before.
    if (code !== 'room_not_found' || !this.leftFor.has(room)) this.leftFor.set(room, code);
    const gone = new ApiError({ type: 'about:blank', title: '', status: 404, code });
    this.feeds.get(room)?.feed.left(gone);
    this.heard.room(room);
    this.tellLists();
  }

  /** An answer says where each room stands: whoever is behind asks for what is missing. */
  private listen(rooms: readonly string[]): void {
    if (rooms.length === 0) return;
    this.socket.ask({ type: 'subscribe', rooms: rooms.slice(0, ROOMS_AT_MOST) }).catch(() => {
      // The socket is away: it is asked again when it is welcomed.
    });
  }

  private turned(status: SocketStatus): void {
    window.clearInterval(this.poll);
    if (status === 'away') this.poll = window.setInterval(() => this.askAll(), POLL_MS);
    if (status === 'live') this.askAll();
    for (const listener of this.listeners) listener();
  }

  private askAll(): void {
    for (const { feed } of this.feeds.values()) {
      feed.resend();
      void feed.catchUp();
    }
    if (this.feeds.size > 0 || this.followed.length > 0) this.tellLists();
  }

  private tellLists(): void {
    if (this.telling !== undefined) return;
    this.telling = window.setTimeout(() => {
      this.telling = undefined;
      this.heard.rooms();
    }, TELL_LISTS_MS);
  }
}

function browserLine(address: string): Line {
  const socket = new WebSocket(address);
  const line: Line = {
    onmessage: null,
    onclose: null,
    send: (text) => socket.send(text),
    close: () => socket.close(),
  };
  socket.onmessage = ({ data }: MessageEvent<unknown>) => line.onmessage?.({ data });
  socket.onclose = ({ code }) => line.onclose?.({ code });
  return line;
}
