import { cx } from '@/lib/cx';

import type { ComponentProps } from 'react';

/** A filter. `active` fills it, whether it is a toggle or opens a choice. */
export function Chip({ active, className, ...rest }: ComponentProps<'button'> & { active?: boolean }) {
  return (
    <button
      type="button"
      {...rest}
      className={cx(
        'inline-flex h-11 flex-none items-center gap-1.5 rounded-full px-3.5 text-sm font-medium whitespace-nowrap wide:h-9 wide:px-3',
        'transition-colors duration-[var(--t-fast)]',
        active ? 'bg-primary text-on-primary' : 'bg-surface chip-edge hover:bg-tint',
        className,
      )}
    />
  );
}
