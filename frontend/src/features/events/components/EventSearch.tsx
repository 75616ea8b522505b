import { useTranslation } from 'react-i18next';

import { Chip, ListSearch } from '@/components';

import type { EventFormat } from '@/api';

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
      <ListSearch
        label={t('list.search')}
        placeholder={t('list.searchPlaceholder')}
        clearLabel={t('list.clearSearch')}
        maxLength={100}
        value={search}
        onChange={onSearch}
      />
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
