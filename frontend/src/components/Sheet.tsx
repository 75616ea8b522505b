import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { useTranslation } from 'react-i18next';

import { cx } from '@/lib/cx';

import { IconButton } from './Button';
import { focusField, leaveEscape, useOpener } from './opener';

import type { ReactNode } from 'react';

interface SheetProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  children: ReactNode;
  /** Buttons at the end, the main one first. */
  actions?: ReactNode;
}

/** Beside the list that it edits; over the whole screen on a phone. Esc closes it and focus goes back. */
export function Sheet({ open, onOpenChange, title, description, children, actions }: SheetProps) {
  const { t } = useTranslation();
  const giveBackFocus = useOpener(open);
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-(--z-dialog) animate-fade bg-[rgb(10_15_12/.45)]" />
        <Radix.Content
          onOpenAutoFocus={focusField}
          onCloseAutoFocus={giveBackFocus}
          onEscapeKeyDown={leaveEscape}
          {...(description ? {} : { 'aria-describedby': undefined })}
          className={cx(
            'fixed inset-y-0 end-0 z-(--z-dialog) flex w-full flex-col bg-surface shadow-3 focus:outline-none',
            'animate-side wide:inset-y-2.5 wide:end-2.5 wide:w-[30rem] wide:rounded-lg wide:outline-card',
          )}
        >
          <header className="flex items-start justify-between gap-4 py-4 ps-6 pe-3">
            <Radix.Title className="d4 pt-2">{title}</Radix.Title>
            <Radix.Close asChild>
              <IconButton label={t('close')}>
                <X size={19} strokeWidth={1.75} aria-hidden />
              </IconButton>
            </Radix.Close>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto px-6 pb-8">
            {description && (
              <Radix.Description className="mb-5 leading-relaxed text-ink-2">{description}</Radix.Description>
            )}
            {children}
          </div>
          {actions && (
            <footer className="flex flex-row-reverse gap-3 border-t border-line px-6 py-4 pb-[max(1rem,env(safe-area-inset-bottom))]">
              {actions}
            </footer>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
