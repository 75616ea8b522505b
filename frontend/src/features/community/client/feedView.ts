import type { RoomMessage, RoomPerson } from '@/api';

import type { Pending } from './roomLog';

/** A room as it stands now, for React. */
export interface FeedView {
  state: 'loading' | 'ready' | 'failed' | 'left';
  /** Why it failed, or why one is out. */
  error: unknown;
  messages: readonly RoomMessage[];
  pending: readonly Pending[];
  hasOlder: boolean;
  hasNewer: boolean;
  /** A further page is on its way, or did not come. */
  paging: 'older' | 'newer' | 'failed' | null;
  typing: readonly RoomPerson[];
  /** Who is here by name, and how many: of a crowd nobody is named. */
  here: ReadonlySet<string>;
  hereCount: number;
  /** How far the other one of a direct room has read, when they let others know. */
  otherRead: number;
  /** The newest place in the room, a reply or not: whoever sees its end has read up to it. */
  lastSeq: number;
}
