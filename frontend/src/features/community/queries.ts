import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';

import { api, inTenant, nextQuery, unwrap, type RoomReportReason, type RoomRow } from '@/api';

export const communityKeys = {
  all: ['community'] as const,
  rooms: ['community', 'rooms'] as const,
  activity: (activity: string) => ['community', 'rooms', 'of', activity] as const,
  room: (room: string) => ['community', 'room', room] as const,
  members: (room: string, search: string) => ['community', 'members', room, search] as const,
  found: (room: string, words: string) => ['community', 'found', room, words] as const,
  edits: (message: string, change: number) => ['community', 'edits', message, change] as const,
  file: (message: string, file: string) => ['community', 'file', message, file] as const,
  unread: ['community', 'unread'] as const,
  choice: ['community', 'choice'] as const,
};

const ASK_AGAIN_MS = 60_000;
const LINK_HOLDS_MS = 50 * 60_000;

interface Paged {
  cursor?: string;
  page_size?: number;
}

const FIRST: Paged = { page_size: 100 };

export function roomsQuery() {
  return infiniteQueryOptions({
    queryKey: communityKeys.rooms,
    queryFn: ({ pageParam, signal }) =>
      unwrap(api.GET('/api/community/rooms/', { params: { query: pageParam }, signal })),
    initialPageParam: FIRST,
    getNextPageParam: (last): Paged | undefined => nextQuery(last),
  });
}

const PAGES_AT_MOST = 5;

/** The room of one activity, if the caller is in it. */
export function activityRoomQuery(activity: string) {
  return queryOptions({
    queryKey: communityKeys.activity(activity),
    queryFn: async ({ signal }) => {
      let query: Paged | undefined = FIRST;
      for (let pages = 0; query && pages < PAGES_AT_MOST; pages++) {
        const page: { results: RoomRow[]; next: string | null } = await unwrap(
          api.GET('/api/community/rooms/', { params: { query }, signal }),
        );
        const found = page.results.find((room) => room.name === '' && room.activity?.id === activity);
        if (found) return found;
        query = nextQuery(page);
      }
      return null;
    },
  });
}

/** Read anew whenever the room is opened: what is unread is counted from there. */
export function roomQuery(room: string) {
  return queryOptions({
    queryKey: communityKeys.room(room),
    gcTime: 0,
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/community/rooms/{room_id}/', { params: { path: { room_id: room } }, signal })),
  });
}

export function membersQuery(room: string, search: string) {
  return queryOptions({
    queryKey: communityKeys.members(room, search),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/community/rooms/{room_id}/members/', {
          params: { path: { room_id: room }, query: { ...(search && { search }), page_size: 50 } },
          signal,
        }),
      ),
    staleTime: ASK_AGAIN_MS,
  });
}

export function foundQuery(room: string, words: string) {
  return queryOptions({
    queryKey: communityKeys.found(room, words),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/community/messages/', {
          params: { query: { room, search: words, page_size: 50 } },
          signal,
        }),
      ),
    enabled: words !== '',
  });
}

export function unreadQuery() {
  return queryOptions({
    queryKey: communityKeys.unread,
    queryFn: ({ signal }) => unwrap(api.GET('/api/community/unread/', { signal })),
    refetchInterval: ASK_AGAIN_MS,
  });
}

/** The address of a file holds for an hour. */
export function fileQuery(message: string, file: string) {
  return queryOptions({
    queryKey: communityKeys.file(message, file),
    queryFn: ({ signal }) => readFile(message, file, signal),
    staleTime: LINK_HOLDS_MS,
  });
}

export function readFile(message: string, file: string, signal?: AbortSignal) {
  return unwrap(
    api.GET('/api/community/messages/{message_id}/files/{file_id}/', {
      params: { path: { message_id: message, file_id: file } },
      ...(signal && { signal }),
    }),
  );
}

export function editsQuery(message: string, change: number) {
  return queryOptions({
    queryKey: communityKeys.edits(message, change),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/community/messages/{message_id}/edits/', {
          params: { path: { message_id: message } },
          signal,
        }),
      ),
  });
}

export function useMute(room: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (muted: boolean) =>
      unwrap(
        api.PUT('/api/community/rooms/{room_id}/mute/', {
          params: { path: { room_id: room } },
          body: { is_muted: muted },
        }),
      ),
    onSuccess: async (answer) => {
      client.setQueryData(communityKeys.room(room), answer);
      await Promise.all([
        client.invalidateQueries({ queryKey: communityKeys.rooms }),
        client.invalidateQueries({ queryKey: communityKeys.unread }),
      ]);
    },
  });
}

export function useOpenDirect(room: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (person: string) => unwrap(api.POST('/api/community/direct/', { body: { room, person } })),
    onSuccess: () => client.invalidateQueries({ queryKey: communityKeys.rooms }),
  });
}

/** Whether others see how far one has read. */
export function choiceQuery() {
  return queryOptions({
    queryKey: communityKeys.choice,
    queryFn: ({ signal }) => unwrap(api.GET('/api/community/preferences/', { signal })),
  });
}

export function useChoice() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (shares: boolean) =>
      unwrap(api.PUT('/api/community/preferences/', { body: { shares_receipts: shares } })),
    onSuccess: (choice) => client.setQueryData(communityKeys.choice, choice),
  });
}

export type StaffAct = 'hide' | 'show' | 'remove';

/** What organizers do with a message where it stands. */
export function useStaffAct(organization: string) {
  return useMutation({
    mutationFn: ({ act, message, reason }: { act: StaffAct; message: string; reason: string }) => {
      const request = {
        ...inTenant(organization),
        params: { path: { message_id: message } },
        body: { reason },
      };
      if (act === 'hide')
        return unwrap(api.POST('/api/community/staff/messages/{message_id}/hide/', request));
      if (act === 'show')
        return unwrap(api.POST('/api/community/staff/messages/{message_id}/show/', request));
      return unwrap(api.POST('/api/community/staff/messages/{message_id}/remove/', request));
    },
  });
}

interface Silence {
  room: string;
  person: string;
  minutes: number;
  reason: string;
}

/** Somebody reads on in a room and writes nothing there for a while. */
export function useSilence(organization: string) {
  return useMutation({
    mutationFn: ({ room, person, ...body }: Silence) =>
      unwrap(
        api.PUT('/api/community/staff/rooms/{room_id}/silences/{person_id}/', {
          ...inTenant(organization),
          params: { path: { room_id: room, person_id: person } },
          body,
        }),
      ),
  });
}

export function useUnsilence(organization: string) {
  return useMutation({
    mutationFn: ({ room, person }: Pick<Silence, 'room' | 'person'>) =>
      unwrap(
        api.DELETE('/api/community/staff/rooms/{room_id}/silences/{person_id}/', {
          ...inTenant(organization),
          params: { path: { room_id: room, person_id: person } },
        }),
      ),
  });
}

export function useReport() {
  return useMutation({
    mutationFn: ({ message, reason, note }: { message: string; reason: RoomReportReason; note: string }) =>
      unwrap(
        api.POST('/api/community/messages/{message_id}/report/', {
          params: { path: { message_id: message } },
          body: { reason, note },
        }),
      ),
  });
}
