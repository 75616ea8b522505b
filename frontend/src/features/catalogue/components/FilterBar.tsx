import { Search, X } from 'lucide-react';
import { Suspense, lazy, useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { FilterChips, GapChip, type ChipGroupProps } from './FilterChips';

import type { Filters } from '../filters';

// The chips are there at once; what they open is fetched when somebody reaches for one.
const loadMenus = () => import('./FilterMenus');
const FilterMenus = lazy(loadMenus);

const TYPING_PAUSE_MS = 300;

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
      <SearchField value={group.filters.search} onChange={onSearch} />
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

interface SearchFieldProps {
  value: Filters['search'];
  onChange: (search: string) => void;
}

function SearchField({ value, onChange }: SearchFieldProps) {
  const { t } = useTranslation('catalogue');
  const [text, setText] = useState(value);
  const [settled, setSettled] = useState(value);
  const field = useRef<HTMLInputElement>(null);

  // Back, or a dropped filter, changes the address: the field follows.
  if (value !== settled) {
    setSettled(value);
    setText(value);
  }

  useEffect(() => {
    const typed = text.trim();
    if (typed === value) return;
    const timer = window.setTimeout(() => {
      setSettled(typed);
      onChange(typed);
    }, TYPING_PAUSE_MS);
    return () => window.clearTimeout(timer);
  }, [text, value, onChange]);

  return (
    <label className="flex min-w-0 flex-1 items-center gap-3 rounded-md text-ink-3 max-wide:bg-sunken max-wide:px-3.5">
      <Search size={18} strokeWidth={1.75} aria-hidden className="flex-none" />
      <span className="sr-only">{t('search')}</span>
      <input
        ref={field}
        data-shortcut="/"
        type="search"
        enterKeyHint="search"
        value={text}
        placeholder={t('searchPlaceholder')}
        onChange={(event) => setText(event.target.value)}
        className="h-[46px] w-full bg-transparent text-[16px] text-ink outline-offset-4 wide:h-10 wide:text-read [&::-webkit-search-cancel-button]:hidden"
      />
      {text && (
        <button
          type="button"
          aria-label={t('clearSearch')}
          onClick={() => {
            setText('');
            field.current?.focus();
          }}
          className="grid size-11 flex-none place-items-center rounded-md hover:text-ink wide:size-9"
        >
          <X size={17} strokeWidth={1.75} aria-hidden />
        </button>
      )}
    </label>
  );
}
