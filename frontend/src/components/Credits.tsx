import { useTranslation } from 'react-i18next';

import { cx } from '@/lib/cx';

import type { CreditPart } from '@/api';

/** Credit is the unit: a serif figure and a small word, wherever credits are shown. */
export function Credits({ amount, className }: { amount: string; className?: string }) {
  const { t } = useTranslation();
  return (
    <span
      className={cx(
        'num inline-flex items-baseline gap-[5px] font-serif text-[1.12em] font-[560] text-primary-text lining-nums',
        className,
      )}
    >
      {amount}
      <small className="font-sans text-xs leading-none font-medium text-ink-3">
        {t('credits', { count: Number(amount) })}
      </small>
    </span>
  );
}

const SWATCH = ['bg-cat-1', 'bg-cat-2', 'bg-cat-3', 'bg-cat-4', 'bg-cat-5'] as const;

/** Categories always come in their fixed order and colour. */
export function inCategoryOrder(types: readonly CreditPart[]): CreditPart[] {
  return [...types].sort((a, b) => a.category - b.category || a.name.localeCompare(b.name));
}

export function CategorySwatch({ category }: { category: number }) {
  return (
    <i
      aria-hidden
      className={cx(
        'inline-block size-[9px] flex-none rounded-[3px]',
        SWATCH[Math.min(Math.max(category, 1), 5) - 1],
      )}
    />
  );
}

export function creditNames(types: readonly CreditPart[]): string {
  return inCategoryOrder(types)
    .map((type) => type.name)
    .join(', ');
}
