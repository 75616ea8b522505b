import { useTranslation } from 'react-i18next';

import type { DiscoverFacets, FacetValue } from '@/api';

import type { FilterName } from './filters';

export interface FilterOption {
  value: string;
  label: string;
  count?: number;
}

export type FilterOptions = Record<FilterName, readonly FilterOption[]>;

const RATINGS = [
  { value: '4.5', key: '4_5' },
  { value: '4', key: '4' },
  { value: '3', key: '3' },
] as const;
const CREDITS = ['1', '3', '5'] as const;
const PRICES = ['free', 'paid'] as const;

/** What can be chosen: the facets that the server counted, and the fixed steps. */
export function useFilterOptions(facets: DiscoverFacets | undefined): FilterOptions {
  const { t } = useTranslation('catalogue');
  const counted = (values: readonly FacetValue[] | undefined): FilterOption[] =>
    (values ?? []).map(({ value, label, count }) => ({ value, label, count }));
  return {
    category: counted(facets?.category),
    level: counted(facets?.level),
    language: counted(facets?.language),
    price: PRICES.map((value) => {
      const count = facets?.price.find((facet) => facet.value === value)?.count;
      return { value, label: t(`price.${value}`), ...(count === undefined ? {} : { count }) };
    }),
    rating_min: RATINGS.map(({ value, key }) => ({ value, label: t(`rating.${key}`) })),
    credits_min: CREDITS.map((value) => ({ value, label: t(`credits.${value}`) })),
  };
}
