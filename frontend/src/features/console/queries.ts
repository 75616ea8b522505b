import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';

import { api, inTenant, nextQuery, unwrap, type Organization } from '@/api';

export const consoleKeys = {
  organizations: ['organizations'] as const,
  of: (org: string) => ['console', org] as const,
  courses: (org: string) => ['console', org, 'courses'] as const,
  outline: (org: string, course: string) => ['console', org, 'outline', course] as const,
  quiz: (org: string, lesson: string) => ['console', org, 'quiz', lesson] as const,
  gate: (org: string, course: string) => ['console', org, 'gate', course] as const,
  promoCodes: (org: string) => ['console', org, 'promo-codes'] as const,
  sales: (org: string) => ['console', org, 'sales'] as const,
  certificates: (org: string, filter: object) => ['console', org, 'certificates', filter] as const,
  template: (org: string) => ['console', org, 'template'] as const,
  members: (org: string) => ['console', org, 'members'] as const,
  audit: (org: string, filter: object) => ['console', org, 'audit', filter] as const,
  invitations: (org: string) => ['console', org, 'invitations'] as const,
  seller: (org: string) => ['console', org, 'seller'] as const,
};

const PAGES_AT_MOST = 20;

type PageQuery = Record<string, string | number>;
const FIRST_PAGE: PageQuery = { page_size: 50 };

/** Every organization of the caller; there are few. */
export function organizationsQuery() {
  return queryOptions({
    queryKey: consoleKeys.organizations,
    queryFn: async ({ signal }) => {
      const all: Organization[] = [];
      let query: Record<string, string> | undefined = {};
      for (let page = 0; query && page < PAGES_AT_MOST; page++) {
        const answer: { results: Organization[]; next: string | null } = await unwrap(
          api.GET('/api/organizations/', { params: { query }, signal }),
        );
        all.push(...answer.results);
        query = nextQuery(answer);
      }
      return all;
    },
  });
}

/** With the organization's header the list holds drafts and archived courses too. */
export function coursesQuery(org: string) {
  return infiniteQueryOptions({
    queryKey: consoleKeys.courses(org),
    queryFn: ({ pageParam, signal }) =>
      unwrap(api.GET('/api/courses/course/', { ...inTenant(org), params: { query: pageParam }, signal })),
    initialPageParam: FIRST_PAGE,
    getNextPageParam: nextQuery,
  });
}

export function outlineQuery(org: string, course: string) {
  return queryOptions({
    queryKey: consoleKeys.outline(org, course),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/courses/course/{slug_or_id}/outline/', {
          ...inTenant(org),
          params: { path: { slug_or_id: course } },
          signal,
        }),
      ),
  });
}

export interface CertificateFilter {
  event?: string;
  status?: 'pending' | 'issued' | 'revoked' | 'superseded' | 'expired';
  search?: string;
}

export function certificatesQuery(org: string, filter: CertificateFilter) {
  const first: PageQuery = { ...filter, ...FIRST_PAGE };
  return infiniteQueryOptions({
    queryKey: consoleKeys.certificates(org, filter),
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/api/certificates/organization/', {
          ...inTenant(org),
          params: { query: pageParam },
          signal,
        }),
      ),
    initialPageParam: first,
    getNextPageParam: nextQuery,
  });
}

export function templateQuery(org: string) {
  return queryOptions({
    queryKey: consoleKeys.template(org),
    queryFn: ({ signal }) => unwrap(api.GET('/api/certificates/template/', { ...inTenant(org), signal })),
  });
}

export function sellerQuery(org: string) {
  return queryOptions({
    queryKey: consoleKeys.seller(org),
    queryFn: ({ signal }) => unwrap(api.GET('/api/billing/seller-profile/', { ...inTenant(org), signal })),
  });
}

export function membersQuery(org: string) {
  return infiniteQueryOptions({
    queryKey: consoleKeys.members(org),
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET('/api/organizations/{slug}/members/', {
          params: { path: { slug: org }, query: pageParam },
          signal,
        }),
      ),
    initialPageParam: {},
    getNextPageParam: nextQuery,
  });
}
