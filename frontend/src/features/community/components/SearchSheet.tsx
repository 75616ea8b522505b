import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { ErrorState, Field, Input, Loading, Sheet, Skeleton } from '@/components';
import { useLocale } from '@/lib/i18n';
import { useDebounced } from '@/lib/useDebounced';
import { useNow } from '@/lib/useNow';

import { foundQuery } from '../queries';
import { moment } from '../when';

import type { RoomMessage } from '@/api';

interface SearchSheetProps {
  room: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onChoose: (message: RoomMessage) => void;
}

const LOOK_UP_MS = 300;
const MINUTE_MS = 60_000;

/** Finds what was said in a room, and leads there. */
export function SearchSheet({ room, open, onOpenChange, onChoose }: SearchSheetProps) {
  const { t } = useTranslation('community');
  const locale = useLocale();
  const now = useNow(MINUTE_MS);
  const [words, setWords] = useState('');
  const settled = useDebounced(words.trim(), LOOK_UP_MS);
  const found = useQuery({ ...foundQuery(room, settled), enabled: open && settled !== '' });
  const rows = settled === '' ? [] : (found.data?.results ?? []);
  return (
    <Sheet open={open} onOpenChange={onOpenChange} title={t('search.title')}>
      <Field label={t('search.label')}>
        <Input
          type="search"
          maxLength={200}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
      </Field>
      <p role="status" className="mt-3 text-sm text-ink-3">
        {found.isSuccess && settled !== '' && t('search.found', { count: rows.length })}
      </p>
      {found.isLoading && (
        <Loading>
          <Skeleton className="mt-4 h-16 w-full" />
        </Loading>
      )}
      {found.isError && (
        <ErrorState title={t('search.errorTitle')} error={found.error} retry={() => void found.refetch()} />
      )}
      <ul className="mt-2">
        {rows.map((row) => (
          <li key={row.id} className="border-line not-first:border-t">
            <button
              type="button"
              onClick={() => onChoose(row)}
              className="w-full rounded-sm py-3 text-start hover:bg-tint"
            >
              <span className="flex items-baseline gap-2 text-sm">
                <b className="font-semibold">{row.sender.display_name}</b>
                <span className="num text-xs text-ink-3">{moment(row.created_at, locale, now)}</span>
                {row.thread && <span className="text-xs text-ink-3">{t('search.inThread')}</span>}
              </span>
              <span
                className="mt-0.5 line-clamp-3 block text-ui break-words"
                // Markdown rendered and cleaned by the server.
                dangerouslySetInnerHTML={{ __html: row.html }}
              />
            </button>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
