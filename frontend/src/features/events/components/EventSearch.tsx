import { Search, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Chip } from '@/components';

import type { EventFormat } from '@/api';

const TYPING_PAUSE_MS = 300;
export const FORMATS: readonly EventFormat[] = ['in_person', 'online', 'hybrid'];

interface EventSearchProps {
  search: string;
  format: EventFormat | null;
  onSearch: (search: string) => void;
  onFormat: (format: EventFormat | null) => void;
}

export function EventSearch({ search, format, onSearch, onFormat }: EventSearchProps) {
  const { t } = useTranslation('events');
  return (
    <div
      role="search"
      className="flex flex-col items-stretch gap-2.5 border-b border-line py-3 wide:flex-row wide:items-center wide:gap-4 wide:py-3.5"
    >
      <SearchField value={search} onChange={onSearch} />
      <div
        role="group"
        aria-label={t('list.formats')}
        className="bleed no-scrollbar flex gap-2 overflow-x-auto py-0.5 wide:mx-0 wide:px-0"
      >
        <Chip active={format === null} aria-pressed={format === null} onClick={() => onFormat(null)}>
          {t('list.all')}
        </Chip>
        {FORMATS.map((name) => (
          <Chip
            key={name}
            active={format === name}
            aria-pressed={format === name}
            onClick={() => onFormat(format === name ? null : name)}
          >
            {t(`format.${name}`)}
          </Chip>
        ))}
      </div>
    </div>
  );
}

function SearchField({ value, onChange }: { value: string; onChange: (search: string) => void }) {
  const { t } = useTranslation('events');
  const [text, setText] = useState(value);
  const [settled, setSettled] = useState(value);
  const field = useRef<HTMLInputElement>(null);

  // Back, or a dropped search, changes the address: the field follows.
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
      <span className="sr-only">{t('list.search')}</span>
      <input
        ref={field}
        data-shortcut="/"
        type="search"
        enterKeyHint="search"
        maxLength={100}
        value={text}
        placeholder={t('list.searchPlaceholder')}
        onChange={(event) => setText(event.target.value)}
        className="h-[46px] w-full bg-transparent text-[16px] text-ink outline-offset-4 wide:h-10 wide:text-read [&::-webkit-search-cancel-button]:hidden"
      />
      {text && (
        <button
          type="button"
          aria-label={t('list.clearSearch')}
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
