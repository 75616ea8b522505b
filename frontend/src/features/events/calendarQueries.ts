import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';

import { api, expectOk, unwrap } from '@/api';

const KEY = ['registrations', 'calendar'] as const;

/** The secret address of one's own calendar, or none. */
export function calendarQuery() {
  return queryOptions({
    queryKey: KEY,
    queryFn: ({ signal }) => unwrap(api.GET('/api/registrations/calendar/', { signal })),
  });
}

/** Makes an address; an earlier one leads nowhere from then on. */
export function useRenewCalendar() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => unwrap(api.POST('/api/registrations/calendar/')),
    onSuccess: (made) => client.setQueryData(KEY, made),
  });
}

/** Takes the address back. */
export function useEndCalendar() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => expectOk(api.DELETE('/api/registrations/calendar/')),
    onSuccess: () => client.setQueryData(KEY, { address: null, made_at: null }),
  });
}
