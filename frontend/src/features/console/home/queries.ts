import { queryOptions } from '@tanstack/react-query';

import { api, inTenant, unwrap, type Organization } from '@/api';

import { consoleKeys } from '../queries';

import { WEEKS, daysOfWeeks } from './weeks';

const DAY_MS = 86_400_000;
const PAGE = 100;
/** Figures that stay on a screen are asked for again; when that fails the old ones stay, with their time. */
const REFRESH_MS = 5 * 60_000;

/** Sales of the last twelve calendar weeks in one currency, and what the organization is owed. */
export function figuresQuery(organization: Organization, currency: string) {
  const { slug, time_zone: zone } = organization;
  const days = daysOfWeeks(new Date(), zone);
  return queryOptions({
    queryKey: [...consoleKeys.of(slug), 'figures', currency, days] as const,
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/billing/figures/', {
          ...inTenant(slug),
          params: { query: { days, ...(currency && { currency }) } },
          signal,
        }),
      ),
    refetchInterval: REFRESH_MS,
  });
}

export interface Counted {
  count: number;
  /** Whether there may be more than were counted. */
  capped: boolean;
}

/** How many certificates were issued in those weeks: exact up to a hundred. */
export function issuedQuery(org: string) {
  return queryOptions({
    queryKey: [...consoleKeys.of(org), 'issued-lately'] as const,
    queryFn: async ({ signal }): Promise<Counted> => {
      const page = await unwrap(
        api.GET('/api/certificates/organization/', {
          ...inTenant(org),
          params: { query: { page_size: PAGE } },
          signal,
        }),
      );
      const since = Date.now() - 7 * WEEKS * DAY_MS;
      const lately = page.results.filter((one) => Date.parse(one.created_at) >= since);
      const capped = page.next !== null && lately.length === page.results.length;
      return { count: lately.filter((one) => one.issued_on !== null).length, capped };
    },
    refetchInterval: REFRESH_MS,
  });
}

export function heldCertificatesQuery(org: string) {
  return queryOptions({
    queryKey: [...consoleKeys.of(org), 'held-certificates'] as const,
    queryFn: async ({ signal }): Promise<Counted> => {
      const page = await unwrap(
        api.GET('/api/certificates/organization/', {
          ...inTenant(org),
          params: { query: { status: 'pending', page_size: PAGE } },
          signal,
        }),
      );
      return { count: page.results.filter((one) => one.held_for).length, capped: page.next !== null };
    },
  });
}

const FAILED_LATELY_DAYS = 30;

/** Refunds of the last weeks that did not go through. */
export function failedRefundsQuery(org: string) {
  return queryOptions({
    queryKey: [...consoleKeys.of(org), 'failed-refunds'] as const,
    queryFn: async ({ signal }): Promise<Counted> => {
      const page = await unwrap(
        api.GET('/api/billing/refunds/', {
          ...inTenant(org),
          params: { query: { status: 'failed', page_size: PAGE } },
          signal,
        }),
      );
      const since = Date.now() - FAILED_LATELY_DAYS * DAY_MS;
      return {
        count: page.results.filter((one) => Date.parse(one.created_at) >= since).length,
        capped: page.next !== null,
      };
    },
  });
}
