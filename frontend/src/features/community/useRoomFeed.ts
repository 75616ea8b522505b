import { useEffect, useState, useSyncExternalStore } from 'react';

import { useCommunity } from './client/current';

import type { FeedView } from './client/feedView';
import type { RoomFeed } from './client/roomFeed';

const never = () => () => undefined;
const none = () => null;

/** The feed of a room for as long as it is shown; null until somebody is known to be signed in. */
export function useRoomFeed(room: string): { feed: RoomFeed | null; view: FeedView | null } {
  const community = useCommunity();
  const [opened, setOpened] = useState<RoomFeed | null>(null);
  useEffect(() => {
    if (!community) return;
    // What is opened here is closed here: the feed belongs to this effect.
    // eslint-disable-next-line react-hooks/set-state-in-effect
    setOpened(community.open(room));
    return () => community.close(room);
  }, [community, room]);
  const feed = opened?.room === room ? opened : null;
  const view = useSyncExternalStore<FeedView | null>(
    feed ? feed.subscribe : never,
    feed ? feed.snapshot : none,
  );
  return { feed, view };
}
