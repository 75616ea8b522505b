import type { RoomMessage } from '@/api';

/** The message that the arrow up changes; null when there is none. */
export function ownLast(messages: readonly RoomMessage[], me: string): string | null {
  return messages.findLast(({ sender, status }) => sender.id === me && status === 'shown')?.id ?? null;
}
