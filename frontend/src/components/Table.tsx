import { cx } from '@/lib/cx';

import { rowKeys } from './rowKeys';

import type { ComponentProps } from 'react';

/** Rows of a desk, to be walked with j and k. On a phone the same rows are a list of two lines; a table is never squeezed. */
export function Table({ className, ...rest }: ComponentProps<'table'>) {
  return (
    <div className="-m-1 overflow-x-auto p-1">
      <table ref={rowKeys} {...rest} className={cx('w-full border-collapse text-ui', className)} />
    </div>
  );
}

export function Th({ className, numeric, ...rest }: ComponentProps<'th'> & { numeric?: boolean }) {
  return (
    <th
      scope="col"
      {...rest}
      className={cx(
        'border-b border-line px-3.5 py-2.5 text-sm font-medium whitespace-nowrap text-ink-3 first:ps-0 last:pe-0',
        numeric ? 'text-end' : 'text-start',
        className,
      )}
    />
  );
}

export function Td({ className, numeric, ...rest }: ComponentProps<'td'> & { numeric?: boolean }) {
  return (
    <td
      {...rest}
      className={cx(
        'h-[54px] border-b border-line px-3.5 py-2 first:ps-0 last:pe-0',
        numeric && 'num text-end whitespace-nowrap',
        className,
      )}
    />
  );
}

export function Tr({ className, ...rest }: ComponentProps<'tr'>) {
  return (
    <tr
      {...rest}
      className={cx('group focus-visible:-outline-offset-2 [tbody_&]:hover:bg-sunken', className)}
    />
  );
}
