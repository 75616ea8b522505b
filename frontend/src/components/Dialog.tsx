import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { useTranslation } from 'react-i18next';

import { cx } from '@/lib/cx';

import { IconButton } from './Button';
import { focusField, useOpener } from './opener';

import type { ReactNode } from 'react';

interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  children: ReactNode;
  /** Buttons at the end, the main one first. */
  actions?: ReactNode;
}

/** In the middle on a desk, from below on a phone. Esc closes it and focus goes back. */
export function Dialog({ open, onOpenChange, title, description, children, actions }: DialogProps) {
  const { t } = useTranslation();
  const giveBackFocus = useOpener(open);
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-(--z-dialog) animate-fade bg-[rgb(10_15_12/.45)]" />
        <Radix.Content
          onOpenAutoFocus={focusField}
          onCloseAutoFocus={giveBackFocus}
          {...(description ? {} : { 'aria-describedby': undefined })}
          className={cx(
            'fixed z-(--z-dialog) flex flex-col bg-surface shadow-3 outline-card focus:outline-none',
            'inset-x-0 bottom-0 max-h-[88dvh] animate-sheet rounded-t-xl pb-[env(safe-area-inset-bottom)]',
            'wide:inset-auto wide:top-1/2 wide:left-1/2 wide:max-h-[84vh] wide:w-[min(34rem,calc(100vw-4rem))]',
            'wide:-translate-1/2 wide:animate-fade wide:rounded-lg wide:pb-0',
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
          <div className="min-h-0 flex-1 overflow-y-auto px-6 pb-6">
            {description && (
              <Radix.Description className="mb-5 leading-relaxed text-ink-2">{description}</Radix.Description>
            )}
            {children}
          </div>
          {actions && (
            <footer className="flex flex-row-reverse gap-3 border-t border-line px-6 py-4">{actions}</footer>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
