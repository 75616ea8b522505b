import { cx } from '@/lib/cx';

import type { ReactNode } from 'react';

const CHIP =
  'h-11 max-w-full rounded-[8px] bg-tint font-semibold text-primary-text hairline-strong wide:h-8 ' +
  'aria-invalid:shadow-[inset_0_0_0_1.5px_var(--danger)]';

interface ValueProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  children: ReactNode;
}

/** A value inside a sentence, chosen from a few. */
export function Value({ label, value, onChange, children }: ValueProps) {
  return (
    <select
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className={cx(
        CHIP,
        'select-chevron appearance-none bg-[length:15px] bg-[position:right_9px_center] bg-no-repeat ps-3 pe-8',
      )}
    >
      {children}
    </select>
  );
}

interface NumberValueProps {
  label: string;
  value: string;
  invalid: boolean;
  /** Where the fault is said. */
  describedBy: string;
  onChange: (value: string) => void;
  onBlur: () => void;
}

/** A whole number inside a sentence. */
export function NumberValue({ label, value, invalid, describedBy, onChange, onBlur }: NumberValueProps) {
  return (
    <input
      type="text"
      inputMode="numeric"
      maxLength={6}
      aria-label={label}
      aria-invalid={invalid || undefined}
      aria-describedby={invalid ? describedBy : undefined}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      onBlur={onBlur}
      className={cx(CHIP, 'num w-[4.2em] px-2 text-center')}
    />
  );
}
