import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet, useParams } from 'react-router';

import { Button, ButtonLink, EmptyState, ErrorState, Loading, PageTitle, Skeleton } from '@/components';
import { paths } from '@/config/paths';
import { cx } from '@/lib/cx';

import { useCommunity } from '../client/current';
import { RoomList } from '../components/RoomList';
import '../messages';
import { roomsQuery } from '../queries';

import type { RoomRow } from '@/api';

/** The rooms beside the one that is open; on a phone one after the other. */
export function RoomsFrame() {
  const { t } = useTranslation('community');
  const { room } = useParams();
  const list = useInfiniteQuery(roomsQuery());
  const Heading = room === undefined ? 'h1' : 'h2';
  const rooms = list.data?.pages.flatMap((page) => page.results) ?? [];
  useFollowed(rooms);
  if (list.isSuccess && rooms.length === 0 && room === undefined) return <NoRooms />;
  return (
    <div className="h-full wide:grid wide:grid-cols-[276px_minmax(0,1fr)]">
      <nav
        aria-label={t('title')}
        className={cx(
          'h-full overflow-y-auto bg-sunken px-3.5 pt-[22px] pb-6',
          room !== undefined && 'max-wide:hidden',
        )}
      >
        <Heading className="d4 px-3 pb-2.5">{t('title')}</Heading>
        {list.isPending && (
          <Loading>
            <div className="grid gap-2.5 px-2.5">
              {[0, 1, 2, 3, 4].map((row) => (
                <Skeleton key={row} className="h-9 w-full" />
              ))}
            </div>
          </Loading>
        )}
        {list.isError && !list.data && (
          <ErrorState title={t('list.errorTitle')} error={list.error} retry={() => void list.refetch()} />
        )}
        <RoomList rooms={rooms} />
        {list.hasNextPage && (
          <Button
            size="sm"
            variant="ghost"
            block
            className="mt-3"
            busy={list.isFetchingNextPage && t('list.loadingMore')}
            onClick={() => void list.fetchNextPage()}
          >
            {t('list.more')}
          </Button>
        )}
      </nav>
      <div className={cx('h-full min-h-0 min-w-0', room === undefined && 'max-wide:hidden')}>
        <Outlet />
      </div>
    </div>
  );
}

function NoRooms() {
  const { t } = useTranslation('community');
  return (
    <div className="wrap h-full overflow-y-auto">
      <PageTitle title={t('title')} />
      <EmptyState
        level="h1"
        title={t('list.emptyTitle')}
        action={
          <ButtonLink to={paths.catalogue} variant="primary">
            {t('list.discover')}
          </ButtonLink>
        }
      >
        {t('list.emptyText')}
      </EmptyState>
    </div>
  );
}

/** What the list shows is kept true by the socket. */
function useFollowed(rooms: readonly RoomRow[]): void {
  const community = useCommunity();
  const ids = rooms.map(({ id }) => id).join(' ');
  useEffect(() => {
    community?.follow(ids === '' ? [] : ids.split(' '));
  }, [community, ids]);
  useEffect(() => () => community?.follow([]), [community]);
}
