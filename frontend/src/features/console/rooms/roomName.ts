import type { StaffReport, StaffRoom } from '@/api';

/** A room as its organizers know it: the activity, and the topic when it has one. */
export function roomName(
  room: Pick<StaffRoom | StaffReport['room'], 'name' | 'activity'>,
  direct: string,
): string {
  if (!room.activity) return room.name || direct;
  return room.name ? `${room.activity.title}: ${room.name}` : room.activity.title;
}
