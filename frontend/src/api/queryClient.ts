import { QueryClient } from '@tanstack/react-query';

import { isApiError } from './problem';

const STALE_MS = 30_000;

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: STALE_MS,
        // What the server has decided does not change by asking again; a lost connection may.
        retry: (failures, error) =>
          failures < 2 && (!isApiError(error) || error.isOffline || error.status >= 502),
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  });
}
