import { Check } from 'lucide-react';
import { DropdownMenu as Radix } from 'radix-ui';

import { cx } from '@/lib/cx';

import { isInDialog } from './opener';
import { POPUP } from './popup';

import type { ReactNode } from 'react';

const ITEM =
  'flex min-h-11 cursor-pointer items-center gap-2.5 rounded-sm px-2.5 text-ui select-none wide:min-h-9 ' +
  'data-highlighted:bg-tint data-highlighted:outline-none';

interface MenuProps {
  trigger: ReactNode;
  children: ReactNode;
  align?: 'start' | 'end';
  label?: string;
}

export function Menu({ trigger, children, align = 'end', label }: MenuProps) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={align}
          sideOffset={8}
          collisionPadding={12}
          onCloseAutoFocus={(event) => {
            if (isInDialog()) event.preventDefault();
          }}
          className={cx(POPUP, 'max-h-(--radix-dropdown-menu-content-available-height) overflow-y-auto')}
          {...(label ? { 'aria-label': label } : {})}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

interface MenuItemProps {
  children: ReactNode;
  onSelect?: () => void;
  /** Renders the single child, such as a link, as the item. */
  asChild?: boolean;
  tone?: 'danger';
}

export function MenuItem({ children, onSelect, asChild, tone }: MenuItemProps) {
  return (
    <Radix.Item
      {...(onSelect ? { onSelect } : {})}
      {...(asChild ? { asChild } : {})}
      className={cx(ITEM, tone === 'danger' && 'text-danger')}
    >
      {children}
    </Radix.Item>
  );
}

export function MenuSeparator() {
  return <Radix.Separator className="my-1.5 h-px bg-line" />;
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <Radix.Label className="px-2.5 py-2 text-xs text-ink-3">{children}</Radix.Label>;
}

interface MenuRadioProps<Value extends string> {
  value: Value;
  onChange: (value: Value) => void;
  options: readonly { value: Value; label: string }[];
}

export function MenuRadio<Value extends string>({ value, onChange, options }: MenuRadioProps<Value>) {
  return (
    <Radix.RadioGroup value={value} onValueChange={(next) => onChange(next as Value)}>
      {options.map((option) => (
        <Radix.RadioItem key={option.value} value={option.value} className={ITEM}>
          <span className="flex-1">{option.label}</span>
          <Radix.ItemIndicator>
            <Check size={16} strokeWidth={1.75} aria-hidden className="text-primary-text" />
          </Radix.ItemIndicator>
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  );
}
