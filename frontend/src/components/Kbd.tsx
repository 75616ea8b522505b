import type { ReactNode } from 'react';

/** A key as it is printed on the keyboard. */
export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="inline-block min-w-5 rounded-[5px] bg-sunken px-[5px] py-[3px] text-center font-sans text-[11px] leading-none font-medium whitespace-nowrap text-ink-3 shadow-[inset_0_0_0_1px_var(--line)]">
      {children}
    </kbd>
  );
}
