import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';

import { api, nextQuery, unwrap, type DiscoverQuery } from '@/api';

export const catalogueKeys = {
  discover: (query: DiscoverQuery) => ['catalogue', 'discover', query] as const,
  accreditors: ['accreditation', 'accreditors'] as const,
  suggestions: (search: string) => ['catalogue', 'suggestions', search] as const,
};

const SUGGESTED_AT_MOST = 6;

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

/** The few best matches for what somebody is typing elsewhere. */
export function suggestionsQuery(search: string) {
  return queryOptions({
    queryKey: catalogueKeys.suggestions(search),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/discover/', { params: { query: { search, page_size: SUGGESTED_AT_MOST } }, signal }),
      ),
    select: (page) => page.results,
  });
}

/** Those whose credit can be asked for. */
export function accreditorsQuery() {
  return queryOptions({
    queryKey: catalogueKeys.accreditors,
    queryFn: ({ signal }) => unwrap(api.GET('/api/accreditation/accreditors/', { signal })),
  });
}
