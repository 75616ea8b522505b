import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';

import { api, nextQuery, unwrap, type DiscoverQuery } from '@/api';

export const catalogueKeys = {
  discover: (query: DiscoverQuery) => ['catalogue', 'discover', query] as const,
};

export function discoverQuery(query: DiscoverQuery) {
  return infiniteQueryOptions({
    queryKey: catalogueKeys.discover(query),
    queryFn: ({ pageParam, signal }) =>
      unwrap(api.GET('/api/discover/', { params: { query: pageParam }, signal })),
    initialPageParam: query,
    getNextPageParam: (last): DiscoverQuery | undefined => nextQuery(last),
    placeholderData: keepPreviousData,
  });
}
