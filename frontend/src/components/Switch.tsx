import { Switch as Radix } from 'radix-ui';

import { cx } from '@/lib/cx';

import type { ComponentProps } from 'react';

/** On or off, at once. What waits for "Save" is a checkbox. */
export function Switch({ className, ...rest }: ComponentProps<typeof Radix.Root>) {
  return (
    <Radix.Root
      {...rest}
      className={cx(
        'relative h-6 w-10 flex-none rounded-full bg-line-strong transition-colors duration-[var(--t-fast)]',
        'after:absolute after:-inset-2.5 data-[state=checked]:bg-primary disabled:opacity-55',
        className,
      )}
    >
      <Radix.Thumb className="block size-[18px] translate-x-[3px] rounded-full bg-white transition-transform duration-[var(--t-fast)] data-[state=checked]:translate-x-[19px] data-[state=checked]:bg-on-primary" />
    </Radix.Root>
  );
}
