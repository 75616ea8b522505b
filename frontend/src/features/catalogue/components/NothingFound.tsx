import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { Button, ButtonLink, Chip, EmptyState } from '@/components';
import { paths } from '@/config/paths';

import { FILTERS, type FilterName, type Filters } from '../filters';
import { useFilterLabel, type FilterOptions } from '../options';

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
  const labelOf = useFilterLabel(options);
  const used = FILTERS.filter((name) => filters.values[name]);
  if (used.length === 0 && !filters.search) {
    return <EmptyState title={t('empty.bareTitle')}>{t('empty.bareText')}</EmptyState>;
  }
  if (used.length === 1 && used[0] === 'closes_my_gap' && !filters.search) {
    return (
      <EmptyState
        title={t('empty.gapTitle')}
        action={
          <>
            <ButtonLink to={paths.cpd} variant="primary">
              {t('empty.gapAction')}
            </ButtonLink>
            <Button variant="ghost" onClick={onClear}>
              {t('filter.clear')}
            </Button>
          </>
        }
      >
        {t('empty.gapText')}
      </EmptyState>
    );
  }
  const drops = [
    ...(filters.search
      ? [{ key: 'search', label: t('empty.searchLabel', { search: filters.search }), drop: onDropSearch }]
      : []),
    ...used.map((name) => ({
      key: name,
      label: labelOf(name, filters.values[name] ?? ''),
      drop: () => onDropFilter(name),
    })),
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
