import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';

import type { DiscoverQuery } from '@/api';

/** The filters that narrow the list, in the order in which they are shown. */
export const FILTERS = [
  'closes_my_gap',
  'when',
  'date_from',
  'date_to',
  'format',
  'category',
  'price',
  'kind',
  'place',
  'accreditor',
  'credits_min',
  'level',
  'language',
  'rating_min',
] as const;
export type FilterName = (typeof FILTERS)[number];

export const SORTS = ['newest', 'soonest', 'relevance', 'rating', 'price', '-price'] as const;
export type Sort = (typeof SORTS)[number];

export const WHENS = ['this_week', 'this_month', 'later'] as const;
export const FORMATS = ['in_person', 'online', 'hybrid', 'on_demand'] as const;
export const KINDS = ['event', 'course'] as const;
const LEVELS = ['beginner', 'intermediate', 'advanced'] as const;
const PRICES = ['free', 'paid'] as const;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const ID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

export interface Filters {
  search: string;
  sort: Sort;
  values: Partial<Record<FilterName, string>>;
}

export function readFilters(params: URLSearchParams): Filters {
  const search = params.get('search') ?? '';
  const asked = params.get('ordering');
  const values: Filters['values'] = {};
  for (const name of FILTERS) {
    const value = params.get(name);
    if (value) values[name] = value;
  }
  const sort = SORTS.find((name) => name === asked && (name !== 'relevance' || search));
  return { search, sort: sort ?? defaultSort({ search, values }), values };
}

/** The address that says the same: what is at its default is left out. */
export function writeFilters({ search, sort, values }: Filters): URLSearchParams {
  const params = new URLSearchParams();
  if (search) params.set('search', search);
  for (const name of FILTERS) {
    const value = values[name];
    if (value) params.set(name, value);
  }
  if (sort !== defaultSort({ search, values })) params.set('ordering', sort);
  return params;
}

/** The address is anybody's to write: what the API does not know is not sent. Neither is what it does by itself. */
export function toQuery(
  filters: Filters,
  { signedIn, zone }: { signedIn: boolean; zone: () => string },
): DiscoverQuery {
  const { search, sort, values } = filters;
  const { category, place, language, rating_min, credits_min, accreditor, date_from, date_to } = values;
  const when = known(WHENS, values.when);
  const format = known(FORMATS, values.format);
  const kind = known(KINDS, values.kind);
  const price = known(PRICES, values.price);
  const level = known(LEVELS, values.level);
  return {
    ...(signedIn && values.closes_my_gap ? { closes_my_gap: true } : {}),
    ...(when ? { when, zone: zone() } : {}),
    ...(date_from && DAY.test(date_from) ? { date_from } : {}),
    ...(date_to && DAY.test(date_to) ? { date_to } : {}),
    ...(format ? { format } : {}),
    ...(category ? { category } : {}),
    ...(price ? { price } : {}),
    ...(kind ? { kind } : {}),
    ...(place ? { place } : {}),
    ...(accreditor && ID.test(accreditor) ? { accreditor } : {}),
    ...(credits_min ? { credits_min } : {}),
    ...(level ? { level } : {}),
    ...(language ? { language } : {}),
    ...(rating_min ? { rating_min } : {}),
    ...(search ? { search } : {}),
    ...(sort === defaultSort(filters) ? {} : { ordering: sort }),
  };
}

export function sortsFor(search: string): readonly Sort[] {
  return SORTS.filter((sort) => sort !== 'relevance' || search !== '');
}

function known<Name extends string>(names: readonly Name[], value: string | undefined): Name | undefined {
  return names.find((name) => name === value);
}

/** As the API orders by itself: events by when they are, unless somebody searches. */
function defaultSort({ search, values }: Pick<Filters, 'search' | 'values'>): Sort {
  if (search) return 'relevance';
  const format = known(FORMATS, values.format);
  const dated = known(WHENS, values.when) ?? values.date_from ?? values.date_to;
  const ofEvents = values.kind === 'event' || (format && format !== 'on_demand');
  return ofEvents || dated ? 'soonest' : 'newest';
}

/** What is chosen anew; undefined drops it. */
export type FilterChange = Partial<Record<FilterName, string | undefined>>;

interface FiltersInUrl {
  filters: Filters;
  setSearch: (search: string) => void;
  setFilters: (chosen: FilterChange) => void;
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
      (search) => change((before) => ({ ...before, search, sort: kept(before, { search }) }), true),
      [change],
    ),
    setFilters: useCallback(
      (chosen) =>
        change((before) => {
          const values = { ...before.values };
          for (const name of FILTERS) {
            if (!(name in chosen)) continue;
            const value = chosen[name];
            if (value) values[name] = value;
            else Reflect.deleteProperty(values, name);
          }
          return { ...before, values, sort: kept(before, { values }) };
        }),
      [change],
    ),
    setSort: useCallback((sort) => change((before) => ({ ...before, sort })), [change]),
    clear: useCallback(() => change(() => ({ search: '', sort: 'newest', values: {} })), [change]),
  };
}

/** An order that somebody chose stays; one that came by itself follows what is asked for. */
function kept(before: Filters, next: Partial<Filters>): Sort {
  const after = { ...before, ...next };
  const chosen = before.sort !== defaultSort(before) && (before.sort !== 'relevance' || after.search);
  return chosen ? before.sort : defaultSort(after);
}
