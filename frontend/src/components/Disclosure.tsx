import { ChevronDown } from 'lucide-react';

import { cx } from '@/lib/cx';

import type { ReactNode } from 'react';

interface DisclosureProps {
  title: string;
  /** Whether it is open to begin with. */
  open?: boolean;
  className?: string;
  children: ReactNode;
}

/** Something beside the matter, one press away. */
export function Disclosure({ title, open = false, className, children }: DisclosureProps) {
  return (
    <details open={open} className={cx('group border-t border-line', className)}>
      <summary className="flex min-h-11 cursor-pointer list-none items-center justify-between gap-4 py-3 text-ui font-[550] [&::-webkit-details-marker]:hidden">
        {title}
        <ChevronDown
          size={17}
          strokeWidth={1.75}
          aria-hidden
          className="flex-none text-ink-3 transition-transform group-open:rotate-180"
        />
      </summary>
      <div className="grid gap-4 pt-1 pb-5">{children}</div>
    </details>
  );
}
