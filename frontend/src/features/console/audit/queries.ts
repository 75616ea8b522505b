import { infiniteQueryOptions } from '@tanstack/react-query';

import { api, nextQuery, unwrap } from '@/api';

import { consoleKeys } from '../queries';

import type { AuditFilter } from './filters';

export function auditQuery(org: string, filter: AuditFilter) {
  const first: Record<string, string | number> = { ...filter, page_size: 50 };
  return infiniteQueryOptions({
    queryKey: consoleKeys.audit(org, filter),
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/api/organizations/{slug}/audit/', {
          params: { path: { slug: org }, query: pageParam },
          signal,
        }),
      ),
    initialPageParam: first,
    getNextPageParam: nextQuery,
  });
}
