import { ChevronDown, SlidersHorizontal, Target } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { Chip } from '@/components';

import { useWhenText } from '../useWhenText';

import type { FilterChange, Filters } from '../filters';
import type { Choosable, FilterOptions } from '../options';
import type { ComponentProps } from 'react';

export const CHIPS = ['when', 'format', 'category', 'price'] as const;
export const MORE = ['kind', 'accreditor', 'credits_min', 'level', 'language', 'rating_min'] as const;

export interface ChipGroupProps {
  filters: Filters;
  options: FilterOptions;
  onFilter: (chosen: FilterChange) => void;
}

interface FilterChipProps extends ComponentProps<'button'> {
  name: Choosable;
  filters: Filters;
  options: FilterOptions;
}

/** Says what is chosen, or else what could be. */
export function FilterChip({ name, filters, options, ...rest }: FilterChipProps) {
  const { t } = useTranslation('catalogue');
  const between = useWhenText(filters);
  const label = t(`filter.${name}`);
  const value = filters.values[name];
  const option = options[name].find((one) => one.value === value)?.label;
  const chosen = option ?? (name === 'when' ? between : undefined);
  return (
    <Chip
      active={value !== undefined || chosen !== undefined}
      aria-label={chosen ? `${label}: ${chosen}` : label}
      aria-haspopup="dialog"
      {...rest}
    >
      {chosen ?? label}
      <ChevronDown size={15} strokeWidth={1.75} aria-hidden />
    </Chip>
  );
}

interface GapChipProps {
  filters: Filters;
  onFilter: ChipGroupProps['onFilter'];
}

/** Only what gives a credit that the person still misses. */
export function GapChip({ filters, onFilter }: GapChipProps) {
  const { t } = useTranslation('catalogue');
  const on = filters.values.closes_my_gap !== undefined;
  return (
    <Chip active={on} aria-pressed={on} onClick={() => onFilter({ closes_my_gap: on ? undefined : 'true' })}>
      <Target size={15} strokeWidth={1.75} aria-hidden />
      {t('filter.closes_my_gap')}
    </Chip>
  );
}

export function MoreChip({ filters, ...rest }: ComponentProps<'button'> & { filters: Filters }) {
  const { t } = useTranslation('catalogue');
  return (
    <Chip
      active={filters.values.place !== undefined || MORE.some((name) => filters.values[name])}
      aria-haspopup="dialog"
      {...rest}
    >
      <SlidersHorizontal size={15} strokeWidth={1.75} aria-hidden />
      {t('filter.more')}
    </Chip>
  );
}

interface FilterChipsProps extends Omit<ChipGroupProps, 'onFilter'> {
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
