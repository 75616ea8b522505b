import { useTranslation } from 'react-i18next';

import type { DiscoverFacets, FacetValue } from '@/api';

import { FORMATS, KINDS, WHENS, type FilterName } from './filters';

export interface FilterOption {
  value: string;
  label: string;
  count?: number;
}

/** What is typed instead of chosen. */
type Typed = 'closes_my_gap' | 'date_from' | 'date_to' | 'place';
export type Choosable = Exclude<FilterName, Typed>;
export type FilterOptions = Record<Choosable, readonly FilterOption[]>;

const RATINGS = [
  { value: '4.5', key: '4_5' },
  { value: '4', key: '4' },
  { value: '3', key: '3' },
] as const;
const CREDITS = ['1', '3', '5'] as const;
const PRICES = ['free', 'paid'] as const;

/** What can be chosen: the facets that the server counted, and the fixed steps. */
export function useFilterOptions(
  facets: DiscoverFacets | undefined,
  accreditors: readonly { id: string; name: string }[] | undefined,
): FilterOptions {
  const { t } = useTranslation('catalogue');
  const counted = (values: readonly FacetValue[] | undefined): FilterOption[] =>
    (values ?? []).map(({ value, label, count }) => ({ value, label, count }));
  const named = <Value extends string>(
    values: readonly Value[],
    label: (value: Value) => string,
    facet: readonly FacetValue[] | undefined,
  ): FilterOption[] =>
    values.map((value) => {
      const count = facet?.find((one) => one.value === value)?.count;
      return { value, label: label(value), ...(count === undefined ? {} : { count }) };
    });
  return {
    when: named(WHENS, (value) => t(`when.${value}`), undefined),
    format: named(FORMATS, (value) => t(`format.${value}`), facets?.format),
    kind: named(KINDS, (value) => t(`kinds.${value}`), facets?.kind),
    category: counted(facets?.category),
    level: counted(facets?.level),
    language: counted(facets?.language),
    price: named(PRICES, (value) => t(`price.${value}`), facets?.price),
    accreditor: (accreditors ?? []).map(({ id, name }) => ({ value: id, label: name })),
    rating_min: RATINGS.map(({ value, key }) => ({ value, label: t(`rating.${key}`) })),
    credits_min: CREDITS.map((value) => ({ value, label: t(`credits.${value}`) })),
  };
}

/** How a filter that is set is named: "Format: Online". */
export function useFilterLabel(options: FilterOptions): (name: FilterName, value: string) => string {
  const { t } = useTranslation('catalogue');
  return (name, value) => {
    if (name === 'closes_my_gap') return t('filter.closes_my_gap');
    const label = isTyped(name) ? value : options[name].find((option) => option.value === value)?.label;
    return t('empty.filterLabel', { name: t(`filter.${name}`), value: label ?? value });
  };
}

function isTyped(name: FilterName): name is Typed {
  return name === 'closes_my_gap' || name === 'date_from' || name === 'date_to' || name === 'place';
}
