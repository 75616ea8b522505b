import { Check } from 'lucide-react';

import { cx } from '@/lib/cx';

import type { ComponentProps, ReactNode } from 'react';

type ChoiceProps = Omit<ComponentProps<'input'>, 'type'> & { label: ReactNode; hint?: ReactNode };

const ROW = 'flex min-h-11 gap-3 py-2.5 text-ui wide:min-h-9 wide:py-1.5';

export function Checkbox({ label, hint, className, ...rest }: ChoiceProps) {
  return (
    <label className={cx(ROW, className)}>
      <span className="relative mt-px grid size-[18px] flex-none place-items-center">
        <input
          type="checkbox"
          {...rest}
          className="peer absolute inset-0 appearance-none rounded-[5px] border-[1.5px] border-line-strong bg-surface checked:border-primary checked:bg-primary"
        />
        <Check
          size={13}
          strokeWidth={2.6}
          aria-hidden
          className="pointer-events-none relative hidden text-on-primary peer-checked:block"
        />
      </span>
      <ChoiceText label={label} hint={hint} />
    </label>
  );
}

/** One choice of a radio group; the group is a fieldset with a legend. */
export function Radio({ label, hint, className, ...rest }: ChoiceProps) {
  return (
    <label className={cx(ROW, className)}>
      <input
        type="radio"
        {...rest}
        className="mt-px size-[18px] flex-none appearance-none rounded-full border-[1.5px] border-line-strong bg-surface checked:border-[5.5px] checked:border-primary"
      />
      <ChoiceText label={label} hint={hint} />
    </label>
  );
}

function ChoiceText({ label, hint }: { label: ReactNode; hint: ReactNode }) {
  return (
    <span className="min-w-0 flex-1">
      {label}
      {hint && <span className="mt-0.5 block text-sm text-ink-3">{hint}</span>}
    </span>
  );
}

export function RadioGroup({ legend, children }: { legend: ReactNode; children: ReactNode }) {
  return (
    <fieldset>
      <legend className="mb-1 text-sm font-[550]">{legend}</legend>
      {children}
    </fieldset>
  );
}
