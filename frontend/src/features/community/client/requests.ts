import {
  api,
  nextQuery,
  session,
  unwrap,
  type ReactionKind,
  type RoomHistory,
  type RoomHistoryQuery,
  type RoomMessage,
  type RoomMessageInput,
  type SocketTicket,
} from '@/api';

export async function askTicket(fresh: boolean): Promise<SocketTicket> {
  if (fresh) await session.refresh(session.accessToken());
  return unwrap(api.POST('/api/community/ticket/'));
}

export function readHistory(query: RoomHistoryQuery): Promise<RoomHistory> {
  return unwrap(api.GET('/api/community/messages/', { params: { query } }));
}

/** What asks for the page after this one, if there is one. */
export function furtherThan(page: RoomHistory, query: RoomHistoryQuery): RoomHistoryQuery | null {
  const next = nextQuery(page);
  if (!next) return null;
  const { cursor, after, before, start } = next;
  return {
    ...query,
    ...(cursor !== undefined && { cursor }),
    ...(after !== undefined && { after: Number(after) }),
    ...(before !== undefined && { before: Number(before) }),
    ...(start !== undefined && { start: Number(start) }),
  };
}

/** The message in a place of a room, a reply too; none when it is not kept any more. */
export async function readPlace(room: string, seq: number): Promise<RoomMessage | undefined> {
  return (await readHistory({ room, seq })).results[0];
}

/** The place of the last message of a page. */
export function lastOf({ results }: RoomHistory): number {
  return results.at(-1)?.seq ?? 0;
}

export function readMessage(id: string): Promise<RoomMessage> {
  return unwrap(api.GET('/api/community/messages/{message_id}/', { params: { path: { message_id: id } } }));
}

export function sendMessage(body: RoomMessageInput): Promise<RoomMessage> {
  return unwrap(api.POST('/api/community/messages/', { body }));
}

export function editMessage(id: string, body: string): Promise<RoomMessage> {
  return unwrap(
    api.PATCH('/api/community/messages/{message_id}/', {
      params: { path: { message_id: id } },
      body: { body },
    }),
  );
}

export function deleteMessage(id: string): Promise<RoomMessage> {
  return unwrap(
    api.DELETE('/api/community/messages/{message_id}/', { params: { path: { message_id: id } } }),
  );
}

export function setReaction(id: string, kind: ReactionKind, on: boolean): Promise<RoomMessage> {
  const params = { path: { message_id: id, kind } };
  return unwrap(
    on
      ? api.PUT('/api/community/messages/{message_id}/reactions/{kind}/', { params })
      : api.DELETE('/api/community/messages/{message_id}/reactions/{kind}/', { params }),
  );
}

export async function markRead(room: string, seq: number): Promise<void> {
  await unwrap(
    api.POST('/api/community/rooms/{room_id}/read/', { params: { path: { room_id: room } }, body: { seq } }),
  );
}
