import { Search } from 'lucide-react';
import { useEffect, useState } from 'react';

const SEARCH_MS = 300;

interface SearchFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
}

/** Searches a list; asks once the typing pauses. */
export function SearchField({ label, value, onChange }: SearchFieldProps) {
  const [typed, setTyped] = useState(value);
  useEffect(() => {
    if (typed === value) return undefined;
    const timer = window.setTimeout(() => onChange(typed.trim()), SEARCH_MS);
    return () => window.clearTimeout(timer);
  });
  return (
    <label className="relative w-full wide:w-[270px]">
      <span className="sr-only">{label}</span>
      <Search
        size={17}
        strokeWidth={1.75}
        aria-hidden
        className="pointer-events-none absolute start-3.5 top-1/2 -translate-y-1/2 text-ink-3"
      />
      <input
        type="search"
        data-shortcut="/"
        value={typed}
        placeholder={label}
        onChange={(event) => setTyped(event.target.value)}
        className="h-11 w-full rounded-md border border-line-strong bg-surface ps-10 pe-3 text-ui max-wide:text-[16px] wide:h-9"
      />
    </label>
  );
}
