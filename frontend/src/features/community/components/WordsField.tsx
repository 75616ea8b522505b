import { keepPreviousData, useQuery } from '@tanstack/react-query';
import {
  useId,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type Ref,
} from 'react';
import { useTranslation } from 'react-i18next';

import { Avatar } from '@/components';
import { cx } from '@/lib/cx';
import { useDebounced } from '@/lib/useDebounced';

import { askedAt, withPerson, type Words } from '../mentions';
import { membersQuery } from '../queries';

import type { RoomMember, RoomPerson } from '@/api';

interface WordsFieldProps {
  label: string;
  placeholder?: string;
  room: string;
  words: Words;
  onChange: (words: Words) => void;
  onSend: () => void;
  onEscape?: () => void;
  /** The arrow up in an empty field. */
  onUp?: () => void;
  disabled?: boolean;
  /** The caret comes here at once. */
  takesFocus?: boolean;
  ref?: Ref<HTMLTextAreaElement>;
}

const LOOK_UP_MS = 150;
const SHOWN = 6;
const TALLEST_PX = 220;
const LONGEST_MESSAGE = 4000;

/** Words with people in them. Enter sends, Shift and Enter begin a new line, and an @ finds people of the room. */
export function WordsField({
  label,
  placeholder,
  room,
  words,
  onChange,
  onSend,
  onEscape,
  onUp,
  disabled = false,
  takesFocus = false,
  ref,
}: WordsFieldProps) {
  const { t } = useTranslation('community');
  const field = useRef<HTMLTextAreaElement>(null);
  useImperativeHandle<HTMLTextAreaElement | null, HTMLTextAreaElement | null>(ref, () => field.current);
  const id = useId();
  const [caret, setCaret] = useState(words.text.length);
  const [jump, setJump] = useState<number | null>(null);
  const [closedAt, setClosedAt] = useState<string | null>(null);
  const [active, setActive] = useState(0);
  const asked = askedAt(words.text, caret);
  const search = useDebounced(asked?.search ?? '', LOOK_UP_MS);
  const open = asked !== null && closedAt !== words.text;
  // Who was found stays while more is typed: Enter must not send in between.
  const found = useQuery({ ...membersQuery(room, search), enabled: open, placeholderData: keepPreviousData });
  const people = open ? matching(found.data?.results ?? [], asked.search) : [];
  const chosen = people[Math.min(active, people.length - 1)];

  useLayoutEffect(() => {
    const box = field.current;
    if (!box) return;
    box.style.height = 'auto';
    box.style.height = `${Math.min(box.scrollHeight, TALLEST_PX)}px`;
  }, [words.text]);
  // Before the next key: what is typed then follows the person.
  useLayoutEffect(() => {
    if (jump === null) return;
    field.current?.focus();
    field.current?.setSelectionRange(jump, jump);
  }, [jump, words]);
  useLayoutEffect(() => {
    const box = field.current;
    if (!takesFocus || !box) return;
    box.focus();
    box.setSelectionRange(box.value.length, box.value.length);
  }, [takesFocus]);

  const take = (person: RoomPerson) => {
    if (!asked) return;
    const next = withPerson(words, asked, person);
    onChange(next.words);
    setCaret(next.caret);
    setJump(next.caret);
  };
  const keys = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (chosen && choose(event, chosen)) return;
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      onSend();
    } else if (event.key === 'Escape' && onEscape) {
      event.preventDefault();
      event.stopPropagation();
      onEscape();
    } else if (event.key === 'ArrowUp' && words.text === '' && onUp) {
      event.preventDefault();
      onUp();
    }
  };
  const choose = (event: KeyboardEvent, person: RoomPerson): boolean => {
    if (event.key === 'ArrowDown') setActive((active + 1) % people.length);
    else if (event.key === 'ArrowUp') setActive((active + people.length - 1) % people.length);
    else if (event.key === 'Enter' || event.key === 'Tab') take(person);
    else if (event.key === 'Escape') setClosedAt(words.text);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  return (
    <div className="relative">
      {chosen && (
        <div
          id={`${id}-people`}
          role="listbox"
          aria-label={t('compose.people')}
          className="absolute start-0 bottom-full z-(--z-popover) mb-2 w-72 max-w-full rounded-md bg-surface p-1.5 shadow-3 ring-1 ring-line"
        >
          {people.map((person) => (
            // The keyboard chooses from the field above, which keeps the focus.
            // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
            <div
              key={person.id}
              id={`${id}-${person.id}`}
              role="option"
              aria-selected={person === chosen}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => take(person)}
              className={cx(
                'flex min-h-11 cursor-pointer items-center gap-2.5 rounded-sm px-2.5 text-ui wide:min-h-9',
                person === chosen && 'bg-tint',
              )}
            >
              <Avatar name={person.display_name} url={person.avatar_url} size={24} />
              <span className="truncate">{person.display_name}</span>
            </div>
          ))}
        </div>
      )}
      <textarea
        ref={field}
        rows={1}
        aria-label={label}
        aria-controls={chosen ? `${id}-people` : undefined}
        aria-activedescendant={chosen ? `${id}-${chosen.id}` : undefined}
        aria-autocomplete={open ? 'list' : undefined}
        // The list closes first, whatever is around the field stays.
        data-own-escape={chosen ? true : undefined}
        placeholder={placeholder}
        disabled={disabled}
        maxLength={LONGEST_MESSAGE}
        value={words.text}
        onChange={(event) => {
          setCaret(event.target.selectionStart);
          setJump(null);
          setActive(0);
          onChange({ ...words, text: event.target.value });
        }}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
        onKeyDown={keys}
        className="block w-full resize-none bg-transparent text-base leading-normal focus:outline-none max-wide:text-[16px]"
      />
    </div>
  );
}

function matching(members: readonly RoomMember[], search: string): RoomPerson[] {
  const wanted = search.toLocaleLowerCase();
  return members
    .map(({ person }) => person)
    .filter(({ display_name: name }) => name.toLocaleLowerCase().includes(wanted))
    .slice(0, SHOWN);
}
