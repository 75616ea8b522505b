import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { BookOpen, CalendarDays, RotateCw, Search, X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useId, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';

import { IconButton, Kbd, useOpener } from '@/components';
import { paths } from '@/config/paths';
import { suggestionsQuery } from '@/features/catalogue';
import { palette } from '@/lib/palette';
import { useDebounced } from '@/lib/useDebounced';

import { CommandList, optionId } from './CommandList';
import './messages';
import { matching, useCommands, type Command } from './useCommands';

import type { Organization } from '@/api';

const TYPING_PAUSE_MS = 200;
const LETTERS_AT_LEAST = 2;

interface PaletteProps {
  here: string | undefined;
  onNewCourse: (organization: Organization) => void;
  onShortcuts: () => void;
}

/** Places, actions and courses by their first letters. A combobox: the focus stays in the field. */
export default function Palette({ here, onNewCourse, onShortcuts }: PaletteProps) {
  const { t } = useTranslation('palette');
  const navigate = useNavigate();
  const { pathname, search: query } = useLocation();
  const giveBackFocus = useOpener(true);
  const listId = useId();
  // Who has gone somewhere else does not want the focus back where it was.
  const left = useRef(false);
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState('');
  const search = text.trim();
  const courses = useCourses(search);
  const commands = matching(useCommands({ here, place: pathname + query, onNewCourse, onShortcuts }), search);
  const items = [...commands, ...courses.items];
  const active = items.find(({ id }) => id === chosen) ?? items[0];
  const nothing = search !== '' && commands.length === 0 && courses.found === 0;

  const run = ({ act, id }: Command) => {
    if (id === RETRY) {
      courses.retry();
      return;
    }
    left.current = typeof act === 'string';
    palette.close();
    if (typeof act === 'string') void navigate(act);
    else act();
  };
  const move = (by: 1 | -1) => {
    const now = items.findIndex((item) => item === active);
    const next = items[(now + by + items.length) % items.length];
    if (!next) return;
    setChosen(next.id);
    document.getElementById(optionId(listId, next.id))?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown') move(1);
    else if (event.key === 'ArrowUp') move(-1);
    else if (event.key === 'Enter' && active) run(active);
    else return;
    event.preventDefault();
  };

  return (
    <Dialog.Root
      open
      onOpenChange={(open) => {
        if (!open) palette.close();
      }}
    >
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-(--z-dialog) animate-fade bg-[rgb(10_15_12/.45)]" />
        <Dialog.Content
          aria-describedby={undefined}
          onCloseAutoFocus={(event) => {
            giveBackFocus(event);
            if (left.current) document.getElementById('main')?.focus({ preventScroll: true });
          }}
          className="fixed inset-0 z-(--z-dialog) flex animate-fade flex-col bg-surface shadow-3 focus:outline-none wide:inset-x-0 wide:top-[11vh] wide:bottom-auto wide:mx-auto wide:max-h-[min(34rem,76vh)] wide:w-[min(40rem,calc(100vw-4rem))] wide:rounded-lg wide:outline-card"
        >
          <Dialog.Title className="sr-only">{t('title')}</Dialog.Title>
          <div className="flex items-center gap-3 border-b border-line ps-5 pe-2">
            <Search size={18} strokeWidth={1.75} aria-hidden className="flex-none text-ink-3" />
            <input
              role="combobox"
              aria-label={t('title')}
              aria-expanded={items.length > 0}
              aria-controls={listId}
              aria-autocomplete="list"
              aria-activedescendant={active && optionId(listId, active.id)}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              enterKeyHint="go"
              value={text}
              placeholder={t('placeholder')}
              onChange={(event) => {
                setText(event.target.value);
                setChosen('');
              }}
              onKeyDown={onKeyDown}
              className="h-14 min-w-0 flex-1 bg-transparent text-[16px] text-ink focus:outline-none"
            />
            <Dialog.Close asChild>
              <IconButton label={t('close')}>
                <X size={19} strokeWidth={1.75} aria-hidden />
              </IconButton>
            </Dialog.Close>
          </div>
          <Words search={search} nothing={nothing} courses={courses} count={items.length} />
          <CommandList
            id={listId}
            label={t('results')}
            items={items}
            active={active}
            onPoint={setChosen}
            onRun={run}
          />
          <p
            aria-hidden
            className="flex gap-5 border-t border-line px-5 py-2.5 text-xs text-ink-3 max-wide:hidden"
          >
            <Hint keys={['↑', '↓']}>{t('hint.move')}</Hint>
            <Hint keys={['⏎']}>{t('hint.open')}</Hint>
            <Hint keys={['Esc']}>{t('hint.close')}</Hint>
          </p>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

const RETRY = 'retry';

interface Courses {
  items: Command[];
  found: number;
  searching: boolean;
  failed: boolean;
  retry: () => void;
}

/** Asks once the typing pauses, and always offers the whole list. */
function useCourses(search: string): Courses {
  const { t } = useTranslation('palette');
  const settled = useDebounced(search, TYPING_PAUSE_MS);
  const enabled = search.length >= LETTERS_AT_LEAST && settled.length >= LETTERS_AT_LEAST;
  const list = useQuery({ ...suggestionsQuery(settled), enabled, placeholderData: keepPreviousData });
  const cards = enabled && !list.isError ? (list.data ?? []) : [];
  const failed = enabled && list.isError && !list.isFetching;
  const group = t('group.courses');
  const all = { id: 'all', group, label: t('all', { search }), Icon: Search, act: paths.search(search) };
  const again = { id: RETRY, group, label: t('retry'), Icon: RotateCw, act: '' };
  const found = cards.map(({ id, kind, title, slug, organization }) => ({
    id,
    group,
    label: title,
    detail: organization.name,
    Icon: kind === 'event' ? CalendarDays : BookOpen,
    act: kind === 'event' ? paths.event(slug) : paths.course(slug),
  }));
  return {
    items: [...found, ...(failed ? [again] : []), ...(search ? [all] : [])],
    found: found.length,
    searching: search.length >= LETTERS_AT_LEAST && (search !== settled || list.isFetching),
    failed,
    retry: () => void list.refetch(),
  };
}

interface WordsProps {
  search: string;
  nothing: boolean;
  courses: Courses;
  count: number;
}

/** How the search stands: seen when something is missing, and always said. */
function Words({ search, nothing, courses, count }: WordsProps) {
  const { t } = useTranslation('palette');
  const seen = courses.searching
    ? nothing && t('searching')
    : courses.failed
      ? t('failed')
      : nothing && t('noMatch', { search });
  return (
    <p role="status" className={seen ? 'px-5 pt-4 pb-1 text-ui text-ink-2' : 'sr-only'}>
      {seen || (search && !courses.searching && t('count', { count }))}
    </p>
  );
}

function Hint({ keys, children }: { keys: readonly string[]; children: string }) {
  return (
    <span className="flex items-center gap-1.5">
      {keys.map((key) => (
        <Kbd key={key}>{key}</Kbd>
      ))}
      {children}
    </span>
  );
}
