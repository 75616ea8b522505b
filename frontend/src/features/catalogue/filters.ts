import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';

import type { DiscoverQuery } from '@/api';

/** The filters that narrow the list, in the order in which they are shown. */
export const FILTERS = ['category', 'price', 'level', 'language', 'rating_min', 'credits_min'] as const;
export type FilterName = (typeof FILTERS)[number];

export const SORTS = ['newest', 'relevance', 'rating', 'price', '-price'] as const;
export type Sort = (typeof SORTS)[number];

export interface Filters {
  search: string;
  sort: Sort;
  values: Partial<Record<FilterName, string>>;
}

export function readFilters(params: URLSearchParams): Filters {
  const search = params.get('search') ?? '';
  const asked = params.get('ordering');
  const sort = SORTS.find((name) => name === asked) ?? defaultSort(search);
  const values: Filters['values'] = {};
  for (const name of FILTERS) {
    const value = params.get(name);
    if (value) values[name] = value;
  }
  return { search, sort: sort === 'relevance' && !search ? 'newest' : sort, values };
}

/** The address that says the same: what is at its default is left out. */
export function writeFilters({ search, sort, values }: Filters): URLSearchParams {
  const params = new URLSearchParams();
  if (search) params.set('search', search);
  for (const name of FILTERS) {
    const value = values[name];
    if (value) params.set(name, value);
  }
  if (sort !== defaultSort(search)) params.set('ordering', sort);
  return params;
}

export function toQuery({ search, sort, values }: Filters): DiscoverQuery {
  const { level, price, ...others } = values;
  return {
    ...others,
    ...(isLevel(level) ? { level } : {}),
    ...(price === 'free' || price === 'paid' ? { price } : {}),
    ...(search ? { search } : {}),
    ordering: sort,
  };
}

export function sortsFor(search: string): readonly Sort[] {
  return SORTS.filter((sort) => sort !== 'relevance' || search !== '');
}

/** The address is anybody's to write: what the API does not know is not sent. */
function isLevel(value: string | undefined): value is NonNullable<DiscoverQuery['level']> {
  return value === 'beginner' || value === 'intermediate' || value === 'advanced';
}

function defaultSort(search: string): Sort {
  return search ? 'relevance' : 'newest';
}

interface FiltersInUrl {
  filters: Filters;
  setSearch: (search: string) => void;
  setFilter: (name: FilterName, value: string | undefined) => void;
  setSort: (sort: Sort) => void;
  clear: () => void;
}

/** The filters live in the address, so that Back, a reload and a shared link show the same list. */
export function useFilters(): FiltersInUrl {
  const [params, setParams] = useSearchParams();
  const filters = useMemo(() => readFilters(params), [params]);

  const change = useCallback(
    (next: (before: Filters) => Filters, replace = false) =>
      setParams((before) => writeFilters(next(readFilters(before))), { replace, preventScrollReset: true }),
    [setParams],
  );

  return {
    filters,
    // Each letter typed is not a page to go back to.
    setSearch: useCallback(
      (search) =>
        change(
          (before) => ({
            ...before,
            search,
            sort: before.search === search ? before.sort : defaultSort(search),
          }),
          true,
        ),
      [change],
    ),
    setFilter: useCallback(
      (name, value) =>
        change((before) => {
          const values = { ...before.values };
          if (value) values[name] = value;
          else Reflect.deleteProperty(values, name);
          return { ...before, values };
        }),
      [change],
    ),
    setSort: useCallback((sort) => change((before) => ({ ...before, sort })), [change]),
    clear: useCallback(() => change(() => ({ search: '', sort: 'newest', values: {} })), [change]),
  };
}
