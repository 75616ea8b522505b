import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { Button, Chip, EmptyState } from '@/components';

import { FILTERS, type FilterName, type Filters } from '../filters';

import type { FilterOptions } from '../options';

interface NothingFoundProps {
  filters: Filters;
  options: FilterOptions;
  onDropSearch: () => void;
  onDropFilter: (name: FilterName) => void;
  onClear: () => void;
}

/** Names what emptied the list, and offers to drop each. */
export function NothingFound({ filters, options, onDropSearch, onDropFilter, onClear }: NothingFoundProps) {
  const { t } = useTranslation('catalogue');
  const used = FILTERS.filter((name) => filters.values[name]);
  if (used.length === 0 && !filters.search) {
    return <EmptyState title={t('empty.bareTitle')}>{t('empty.bareText')}</EmptyState>;
  }
  const labelOf = (name: FilterName): string => {
    const value = filters.values[name] ?? '';
    const label = options[name].find((option) => option.value === value)?.label ?? value;
    return t('empty.filterLabel', { name: t(`filter.${name}`), value: label });
  };
  const drops = [
    ...(filters.search
      ? [{ key: 'search', label: t('empty.searchLabel', { search: filters.search }), drop: onDropSearch }]
      : []),
    ...used.map((name) => ({ key: name, label: labelOf(name), drop: () => onDropFilter(name) })),
  ];
  return (
    <EmptyState
      title={t('empty.title')}
      action={
        <>
          {drops.map(({ key, label, drop }) => (
            <Chip key={key} onClick={drop}>
              {t('empty.drop', { filter: label })}
              <X size={15} strokeWidth={1.75} aria-hidden />
            </Chip>
          ))}
          {drops.length > 1 && (
            <Button variant="ghost" onClick={onClear}>
              {t('filter.clear')}
            </Button>
          )}
        </>
      }
    >
      {t('empty.text')}
    </EmptyState>
  );
}
