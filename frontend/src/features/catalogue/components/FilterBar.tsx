import { Suspense, lazy, useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { ListSearch } from '@/components';

import { FilterChips, GapChip, type ChipGroupProps } from './FilterChips';

// The chips are there at once; what they open is fetched when somebody reaches for one.
const loadMenus = () => import('./FilterMenus');
const FilterMenus = lazy(loadMenus);

interface FilterBarProps extends ChipGroupProps {
  onSearch: (search: string) => void;
  /** Whether there is somebody who could have a gap. */
  withGap: boolean;
}

export function FilterBar({ onSearch, withGap, ...group }: FilterBarProps) {
  const { t } = useTranslation('catalogue');
  const [opened, setOpened] = useState<string | null>(null);
  const bar = useRef<HTMLDivElement>(null);
  const scrolled = useRef(0);
  // On a phone the bar was scrolled to the chip that was pressed; its successor must not be out of sight.
  const scrollBack = useCallback(() => {
    if (bar.current) bar.current.scrollLeft = scrolled.current;
  }, []);
  const open = (name: string) => {
    scrolled.current = bar.current?.scrollLeft ?? 0;
    setOpened(name);
  };
  const chips = (
    <FilterChips
      filters={group.filters}
      options={group.options}
      onPick={open}
      onNear={() => void loadMenus()}
    />
  );
  return (
    <div
      role="search"
      className="flex flex-col items-stretch gap-2.5 border-y border-line py-3 wide:flex-row wide:items-center wide:gap-4 wide:py-3.5"
    >
      <ListSearch
        label={t('search')}
        placeholder={t('searchPlaceholder')}
        clearLabel={t('clearSearch')}
        value={group.filters.search}
        onChange={onSearch}
      />
      <div
        ref={bar}
        role="group"
        aria-label={t('filters')}
        className="bleed no-scrollbar flex gap-2 overflow-x-auto py-0.5 wide:mx-0 wide:px-0"
      >
        {withGap && <GapChip filters={group.filters} onFilter={group.onFilter} />}
        {opened === null ? (
          chips
        ) : (
          <Suspense fallback={chips}>
            <FilterMenus {...group} openedFirst={opened} onShown={scrollBack} />
          </Suspense>
        )}
      </div>
    </div>
  );
}
