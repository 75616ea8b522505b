import type { RoomActivity, RoomRow } from '@/api';

/** One activity with its own room and the topics beside it. */
export interface RoomGroup {
  activity: RoomActivity;
  main: RoomRow | undefined;
  topics: readonly RoomRow[];
  unread: number;
  mentions: number;
}

export interface GroupedRooms {
  groups: readonly RoomGroup[];
  direct: readonly RoomRow[];
}

/** By activity, the one that was used last first; rooms of two stand on their own. Muted rooms do not count. */
export function grouped(rooms: readonly RoomRow[]): GroupedRooms {
  const byActivity = new Map<string, RoomRow[]>();
  for (const room of rooms) {
    if (!room.activity) continue;
    const there = byActivity.get(room.activity.id);
    if (there) there.push(room);
    else byActivity.set(room.activity.id, [room]);
  }
  const groups: RoomGroup[] = [];
  for (const of of byActivity.values()) {
    const activity = of[0]?.activity;
    if (!activity) continue;
    const loud = of.filter((room) => !room.is_muted);
    groups.push({
      activity,
      main: of.find((room) => room.name === ''),
      topics: of.filter((room) => room.name !== '').sort((one, other) => one.name.localeCompare(other.name)),
      unread: loud.reduce((sum, room) => sum + room.unread, 0),
      mentions: loud.reduce((sum, room) => sum + room.mentions, 0),
    });
  }
  return { groups, direct: rooms.filter(({ kind }) => kind === 'direct') };
}

/** What a room is called where it stands alone. */
export function nameOf(room: Pick<RoomRow, 'name' | 'activity' | 'person' | 'organization'>): string {
  return room.person?.display_name ?? (room.name || (room.activity?.title ?? room.organization.name));
}
