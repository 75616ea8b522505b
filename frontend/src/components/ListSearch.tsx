import { Search, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';

const TYPING_PAUSE_MS = 300;

interface ListSearchProps {
  label: string;
  placeholder: string;
  clearLabel: string;
  value: string;
  onChange: (search: string) => void;
  maxLength?: number;
}

/** The search above a list of activities: asks once the typing pauses, and follows the address. */
export function ListSearch({ label, placeholder, clearLabel, value, onChange, maxLength }: ListSearchProps) {
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
      <span className="sr-only">{label}</span>
      <input
        ref={field}
        data-shortcut="/"
        type="search"
        enterKeyHint="search"
        maxLength={maxLength}
        value={text}
        placeholder={placeholder}
        onChange={(event) => setText(event.target.value)}
        className="h-[46px] w-full bg-transparent text-[16px] text-ink outline-offset-4 wide:h-10 wide:text-read [&::-webkit-search-cancel-button]:hidden"
      />
      {text && (
        <button
          type="button"
          aria-label={clearLabel}
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
