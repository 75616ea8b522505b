import { ChevronDown, SlidersHorizontal } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { Chip } from '@/components';

import type { FilterName, Filters } from '../filters';
import type { FilterOptions } from '../options';
import type { ComponentProps } from 'react';

export const CHIPS: readonly FilterName[] = ['category', 'price', 'level'];
export const MORE: readonly FilterName[] = ['language', 'rating_min', 'credits_min'];

export interface ChipGroupProps {
  filters: Filters;
  options: FilterOptions;
  onFilter: (name: FilterName, value: string | undefined) => void;
}

interface FilterChipProps extends ComponentProps<'button'> {
  name: FilterName;
  filters: Filters;
  options: FilterOptions;
}

/** Says what is chosen, or else what could be. */
export function FilterChip({ name, filters, options, ...rest }: FilterChipProps) {
  const { t } = useTranslation('catalogue');
  const label = t(`filter.${name}`);
  const value = filters.values[name];
  const chosen = options[name].find((option) => option.value === value);
  return (
    <Chip
      active={value !== undefined}
      aria-label={chosen ? `${label}: ${chosen.label}` : label}
      aria-haspopup="dialog"
      {...rest}
    >
      {chosen?.label ?? label}
      <ChevronDown size={15} strokeWidth={1.75} aria-hidden />
    </Chip>
  );
}

export function MoreChip({ filters, ...rest }: ComponentProps<'button'> & { filters: Filters }) {
  const { t } = useTranslation('catalogue');
  return (
    <Chip active={MORE.some((name) => filters.values[name])} aria-haspopup="dialog" {...rest}>
      <SlidersHorizontal size={15} strokeWidth={1.75} aria-hidden />
      {t('filter.more')}
    </Chip>
  );
}

interface FilterChipsProps extends ChipGroupProps {
  onPick: (name: string) => void;
  /** Somebody is about to press: time to fetch. */
  onNear: () => void;
}

/** The closed chips, before their menus have been fetched. */
export function FilterChips({ filters, options, onPick, onNear }: FilterChipsProps) {
  return (
    <>
      {CHIPS.map((name) => (
        <FilterChip
          key={name}
          name={name}
          filters={filters}
          options={options}
          aria-expanded={false}
          onPointerEnter={onNear}
          onFocus={onNear}
          onClick={() => onPick(name)}
        />
      ))}
      <MoreChip
        filters={filters}
        aria-expanded={false}
        onPointerEnter={onNear}
        onFocus={onNear}
        onClick={() => onPick('more')}
      />
    </>
  );
}
