import { CircleAlert } from 'lucide-react';
import { createContext, use, useId } from 'react';
import { useTranslation } from 'react-i18next';

import { cx } from '@/lib/cx';

import type { ComponentProps, ReactNode } from 'react';

interface FieldIds {
  id: string;
  describedBy: string | undefined;
  invalid: boolean;
}

const FieldContext = createContext<FieldIds | null>(null);

interface FieldProps {
  label: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
  optional?: boolean;
  /** To the right of the label, for "Forgotten your password?". */
  aside?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** A label, a control, a hint and the error, tied together. The control inside takes its ids from here. */
export function Field({ label, hint, error, optional, aside, className, children }: FieldProps) {
  const { t } = useTranslation();
  const id = useId();
  const hintId = `${id}-hint`;
  const errorId = `${id}-error`;
  const describedBy = [hint && hintId, error && errorId].filter(Boolean).join(' ');
  return (
    <FieldContext value={{ id, describedBy: describedBy || undefined, invalid: Boolean(error) }}>
      <div className={className}>
        <div className="mb-1.5 flex items-baseline justify-between gap-4">
          <label htmlFor={id} className="text-sm font-[550]">
            {label}
            {optional && <span className="font-normal text-ink-3"> {t('optional')}</span>}
          </label>
          {aside}
        </div>
        {children}
        {hint && (
          <p id={hintId} className="mt-1.5 text-sm text-ink-3">
            {hint}
          </p>
        )}
        <FieldError id={errorId} message={error} />
      </div>
    </FieldContext>
  );
}

export function FieldError({ id, message }: { id?: string; message?: string | undefined }) {
  if (!message) return null;
  return (
    <p id={id} className="mt-1.5 flex gap-1.5 text-sm text-danger">
      <CircleAlert size={16} strokeWidth={1.75} aria-hidden className="mt-px flex-none" />
      {message}
    </p>
  );
}

function useFieldProps(): { id?: string; 'aria-describedby'?: string; 'aria-invalid'?: true } {
  const field = use(FieldContext);
  if (!field) return {};
  return {
    id: field.id,
    ...(field.describedBy ? { 'aria-describedby': field.describedBy } : {}),
    ...(field.invalid ? { 'aria-invalid': true } : {}),
  };
}

const CONTROL =
  'w-full rounded-md border border-line-strong bg-surface px-[13px] text-base text-ink aria-invalid:border-danger ' +
  'aria-invalid:shadow-[inset_0_0_0_1px_var(--danger)] disabled:bg-sunken disabled:text-ink-3 max-wide:text-[16px]';

export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return <input {...useFieldProps()} {...rest} className={cx(CONTROL, 'h-11', className)} />;
}

export function Textarea({ className, ...rest }: ComponentProps<'textarea'>) {
  return <textarea rows={4} {...useFieldProps()} {...rest} className={cx(CONTROL, 'py-2.5', className)} />;
}

/** The browser's own list: right on every phone, and with type-ahead. */
export function Select({ className, children, ...rest }: ComponentProps<'select'>) {
  return (
    <select
      {...useFieldProps()}
      {...rest}
      className={cx(
        CONTROL,
        'h-11 appearance-none bg-[length:16px] bg-[position:right_13px_center] bg-no-repeat pe-9',
        'select-chevron',
        className,
      )}
    >
      {children}
    </select>
  );
}
