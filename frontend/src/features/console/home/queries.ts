import { queryOptions } from '@tanstack/react-query';

import { api, inTenant, nextQuery, unwrap, type Sale, type StaffCertificate } from '@/api';

import { consoleKeys } from '../queries';

import { WEEKS, mondayOf } from './weeks';

const PAGES_AT_MOST = 5;
const PAGE = 100;

export interface Recent<Row> {
  rows: Row[];
  /** Whether everything since the first week is there, and not only the latest. */
  complete: boolean;
}

function since(now: Date): Date {
  const first = mondayOf(now);
  first.setDate(first.getDate() - 7 * (WEEKS - 1));
  return first;
}

type Query = Record<string, string | number>;

async function collect<Row>(
  page: (query: Query) => Promise<{ results: readonly Row[]; next: string | null }>,
  moment: (row: Row) => string | null,
): Promise<Recent<Row>> {
  const from = since(new Date());
  const rows: Row[] = [];
  let query: Query | undefined = { page_size: PAGE };
  for (let count = 0; query && count < PAGES_AT_MOST; count++) {
    const answer = await page(query);
    for (const row of answer.results) {
      const at = moment(row);
      if (at !== null && new Date(at) < from) return { rows, complete: true };
      rows.push(row);
    }
    query = nextQuery(answer);
  }
  return { rows, complete: query === undefined };
}

/** What was sold in the weeks that the home page shows, newest first. */
export function recentSalesQuery(org: string) {
  return queryOptions({
    queryKey: [...consoleKeys.of(org), 'recent-sales'] as const,
    queryFn: ({ signal }) =>
      collect<Sale>(
        (query) => unwrap(api.GET('/api/billing/sales/', { ...inTenant(org), params: { query }, signal })),
        (sale) => sale.paid_at,
      ),
  });
}

export function recentCertificatesQuery(org: string) {
  return queryOptions({
    queryKey: [...consoleKeys.of(org), 'recent-certificates'] as const,
    queryFn: ({ signal }) =>
      collect<StaffCertificate>(
        (query) =>
          unwrap(api.GET('/api/certificates/organization/', { ...inTenant(org), params: { query }, signal })),
        (certificate) => certificate.created_at,
      ),
  });
}
