import { Link } from 'react-router';

import { cx } from '@/lib/cx';

import type { ButtonHTMLAttributes, ReactNode } from 'react';
import type { LinkProps } from 'react-router';

export type ButtonVariant = 'primary' | 'secondary' | 'ghost' | 'danger';
export type ButtonSize = 'sm' | 'md' | 'lg';

interface Look {
  variant?: ButtonVariant | undefined;
  size?: ButtonSize | undefined;
  block?: boolean | undefined;
  className?: string | undefined;
}

const VARIANTS: Record<ButtonVariant, string> = {
  primary: 'bg-primary text-on-primary enabled:hover:bg-primary-hover [a&]:hover:bg-primary-hover',
  secondary: 'bg-surface text-ink hairline-strong enabled:hover:bg-tint [a&]:hover:bg-tint',
  ghost: 'text-ink-2 enabled:hover:bg-tint [a&]:hover:bg-tint',
  danger: 'bg-danger text-surface enabled:hover:opacity-90',
};

const SIZES: Record<ButtonSize, string> = {
  sm: 'h-10 wide:h-8 px-3 text-sm rounded-[8px]',
  md: 'h-11 wide:h-10 px-4 text-ui rounded-md',
  lg: 'h-12 px-[22px] text-base rounded-md',
};

function looks({ variant = 'secondary', size = 'md', block, className }: Look): string {
  return cx(
    'inline-flex items-center justify-center gap-2 font-[550] tracking-[-.004em] whitespace-nowrap',
    'transition-colors duration-[var(--t-fast)] disabled:cursor-default disabled:opacity-55',
    VARIANTS[variant],
    SIZES[size],
    block && 'w-full',
    className,
  );
}

interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className'>, Look {
  /** While set, the button says this and does nothing. */
  busy?: string | false | undefined;
}

export function Button({ variant, size, block, className, busy, children, disabled, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      disabled={disabled ?? Boolean(busy)}
      aria-busy={busy ? true : undefined}
      className={looks({ variant, size, block, className })}
    >
      {busy === false || busy === undefined ? children : busy}
    </button>
  );
}

export function ButtonLink({ variant, size, block, className, ...rest }: LinkProps & Look) {
  return <Link {...rest} className={looks({ variant, size, block, className })} />;
}

interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  label: string;
  children: ReactNode;
}

const ICON_BUTTON =
  'relative inline-grid size-11 wide:size-10 flex-none place-items-center rounded-md text-ink-2 hover:bg-tint';

export function IconButton({ label, className, children, ...rest }: IconButtonProps) {
  return (
    <button type="button" aria-label={label} {...rest} className={cx(ICON_BUTTON, className)}>
      {children}
    </button>
  );
}

export function IconLink({ label, className, ...rest }: LinkProps & { label: string; className?: string }) {
  return <Link aria-label={label} {...rest} className={cx(ICON_BUTTON, className)} />;
}
