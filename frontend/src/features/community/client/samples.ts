import type { RoomDetail, RoomMessage, RoomPerson, RoomRow } from '@/api';

import type { HeardMessage } from './frames';

/** People and messages of a room, for the tests. */
export const AMARA: RoomPerson = { id: 'u1', display_name: 'Amara Okafor', avatar_url: null };
export const KEZIAH: RoomPerson = { id: 'u2', display_name: 'Keziah Boateng', avatar_url: null };
export const SAMUEL: RoomPerson = { id: 'u3', display_name: 'Dr Samuel Adeyemi', avatar_url: null };

export function message(seq: number, part: Partial<RoomMessage> = {}): RoomMessage {
  const body = part.body ?? `Message ${seq}`;
  return {
    id: `m${seq}`,
    room: 'r1',
    seq,
    change: seq,
    client_id: `c${seq}`,
    sender: KEZIAH,
    from_staff: false,
    status: 'shown',
    body,
    html: `<p>${body}</p>`,
    mentions: [],
    files: [],
    reactions: [],
    created_at: `2026-11-22T10:${String(seq % 60).padStart(2, '0')}:00Z`,
    edited_at: null,
    reply_count: 0,
    last_reply_at: null,
    repliers: [],
    thread: null,
    ...part,
  };
}

/** The same as everybody hears it. */
export function heard(row: RoomMessage): HeardMessage {
  return { ...row, reactions: row.reactions.map(({ kind, count }) => ({ kind, count })) };
}

const ROOM_BASE = {
  id: 'r1',
  kind: 'event',
  name: '',
  activity: {
    kind: 'event',
    id: 'e1',
    slug: 'deteriorating',
    title: 'The deteriorating patient',
    starts_at: '2026-12-10T09:30:00Z',
    cover_url: null,
  },
  organization: { slug: 'northbridge', name: 'Northbridge' },
  is_announcements: false,
  status: 'open',
  slow_mode_seconds: 0,
  retention_days: null,
  last_seq: 3,
  last_change: 3,
  active_at: '2026-11-22T10:00:00Z',
  person: null,
  read_seq: 3,
  unread: 0,
  mentions: 0,
  is_muted: false,
} as const satisfies Omit<RoomRow, 'latest'>;

export const ROW: RoomRow = { ...ROOM_BASE, latest: null };

export const ROOM: RoomDetail = {
  ...ROOM_BASE,
  standing: 'member',
  may_write: true,
  silenced_until: null,
  member_count: 24,
};
