import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';

import { meQuery } from '@/features/accounts';

import { Community } from '../client/community';
import { setCommunity } from '../client/current';
import { communityKeys } from '../queries';

/** Keeps the socket of whoever is signed in, and tells the lists of the page when there is something new. */
export default function CommunityHost() {
  const client = useQueryClient();
  const me = useQuery(meQuery()).data?.id;
  useEffect(() => {
    if (me === undefined) return;
    const again = (queryKey: readonly unknown[]) => void client.invalidateQueries({ queryKey });
    const community = new Community(me, {
      bell: () => again(['notifications']),
      rooms: () => {
        again(communityKeys.rooms);
        again(communityKeys.unread);
      },
      room: (room) => again(communityKeys.room(room)),
    });
    setCommunity(community);
    community.start();
    return () => {
      setCommunity(null);
      community.stop();
    };
  }, [client, me]);
  return null;
}
