import { ErrorState, LoadMore, Loading, Skeleton } from '@/components';

import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';

interface Props {
  list: Pick<
    UseInfiniteQueryResult,
    | 'isPending'
    | 'isError'
    | 'isSuccess'
    | 'data'
    | 'error'
    | 'refetch'
    | 'hasNextPage'
    | 'isFetchingNextPage'
    | 'fetchNextPage'
  >;
  /** How many rows there are so far. */
  count: number;
  errorTitle: string;
  /** What stands there instead of rows. */
  empty: ReactNode;
  /** The rows. */
  children: ReactNode;
}

/** A list that is read page by page, in each of its states. Rows that are there stay while more of them fail. */
export function PagedList({ list, count, errorTitle, empty, children }: Props) {
  return (
    <>
      {list.isPending && (
        <Loading>
          {[0, 1, 2, 3].map((row) => (
            <Skeleton key={row} className="mb-2 h-[54px] w-full" />
          ))}
        </Loading>
      )}
      {list.isError && !list.data && (
        <ErrorState title={errorTitle} error={list.error} retry={() => void list.refetch()} />
      )}
      {list.isSuccess && count === 0 && empty}
      {count > 0 && children}
      <LoadMore
        hasMore={list.hasNextPage}
        loading={list.isFetchingNextPage}
        onLoad={() => void list.fetchNextPage()}
      />
    </>
  );
}
