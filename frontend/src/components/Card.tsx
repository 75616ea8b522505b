import { cx } from '@/lib/cx';

import type { ComponentProps } from 'react';

/** Only for what can be bought, ticked or lifted. Everything else is separated by space or a rule. */
export function Card({ className, ...rest }: ComponentProps<'div'>) {
  return <div {...rest} className={cx('rounded-lg bg-surface outline-card', className)} />;
}
