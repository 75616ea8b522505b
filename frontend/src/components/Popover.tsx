import { Popover as Radix } from 'radix-ui';

import { cx } from '@/lib/cx';

import { POPUP } from './popup';

import type { ReactNode } from 'react';

interface PopoverProps {
  trigger: ReactNode;
  label: string;
  children: ReactNode;
  align?: 'start' | 'end';
  className?: string;
  defaultOpen?: boolean;
}

export function Popover({
  trigger,
  label,
  children,
  align = 'start',
  className,
  defaultOpen = false,
}: PopoverProps) {
  return (
    <Radix.Root defaultOpen={defaultOpen}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={align}
          sideOffset={8}
          collisionPadding={12}
          aria-label={label}
          className={cx(POPUP, 'w-72 max-w-[calc(100vw-1.5rem)] p-4', className)}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
