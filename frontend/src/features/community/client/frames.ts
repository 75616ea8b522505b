import type { ReactionCount, RoomMessage, RoomPerson } from '@/api';

/** What goes over the socket, by docs/socket.schema.json. */
export type ClientFrame =
  | { type: 'subscribe'; rooms: readonly string[]; id?: string }
  | { type: 'unsubscribe'; rooms: readonly string[] }
  | {
      type: 'send';
      room: string;
      client_id: string;
      body: string;
      thread: string | null;
      files: readonly string[];
      id?: string;
    }
  | { type: 'read'; room: string; seq: number }
  | { type: 'typing'; room: string }
  | { type: 'ping' }
  | { type: 'renew'; ticket: string; id?: string };

/** Everybody hears the same frame: it cannot say which signs are one's own. */
export type HeardCount = Omit<ReactionCount, 'mine'>;
export type HeardMessage = Omit<RoomMessage, 'reactions'> & { readonly reactions: readonly HeardCount[] };

export interface RoomStanding {
  room: string;
  last_seq: number;
  last_change: number;
  /** Empty where there are too many to be named; `here_count` counts them all. */
  here: string[];
  here_count: number;
}

export interface ReactedFrame {
  type: 'reacted';
  room: string;
  message: string;
  change: number;
  by: string;
  kind: string;
  is_set: boolean;
  reactions: readonly HeardCount[];
}

export interface ErrorFrame {
  type: 'error';
  re: string | null;
  code: string;
  title: string;
  detail: string;
  status: number;
  retry_after: number | null;
}

/** Why one is no longer in a room: it is not one's own any more, or its organizers have closed it. */
export type LeftCode = 'room_not_found' | 'room_closed';

export type ServerFrame =
  | { type: 'welcome'; user: string; until: string; is_up: boolean; heartbeat_seconds: number }
  | {
      type: 'subscribed';
      re: string | null;
      rooms: RoomStanding[];
      refused: { room: string; code: string }[];
    }
  | { type: 'sent'; re: string | null; message: HeardMessage }
  | { type: 'renewed'; re: string | null; until: string }
  | { type: 'pong'; rooms: RoomStanding[] }
  | ErrorFrame
  | { type: 'message'; message: HeardMessage; by: string }
  | ReactedFrame
  | { type: 'read'; room: string; by: string; seq: number }
  | { type: 'typing'; room: string; by: RoomPerson }
  | { type: 'presence'; room: string; by: string; is_here: boolean }
  | { type: 'crowd'; room: string; count: number }
  | { type: 'room'; room: string }
  | { type: 'left'; room: string; code: LeftCode }
  | { type: 'bell' }
  | { type: 'line'; is_up: boolean };

/** How a socket may end, besides the network's own ways. */
export const CLOSED = {
  notUnderstood: 4400,
  ended: 4401,
  tooManySockets: 4409,
  tooManyFrames: 4429,
} as const;

/** A frame, or null for what is none that we know: a newer server may say more. */
export function readFrame(text: string): ServerFrame | null {
  try {
    const frame: unknown = JSON.parse(text);
    return typeof frame === 'object' && frame !== null && 'type' in frame ? (frame as ServerFrame) : null;
  } catch {
    return null;
  }
}
