import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';

import { Cover, Mark, MoneyText } from '@/components';
import { cx } from '@/lib/cx';

import type { Money, Order, Quote } from '@/api';
import type { ReactNode } from 'react';

/** A quote and an order carry the same figures. */
export type Summary = Quote | Order;

const KINDS: Partial<Record<string, 'summary.course' | 'summary.registration'>> = {
  course: 'summary.course',
  registration: 'summary.registration',
};

interface OrderSummaryProps {
  summary: Summary;
  credits?: string | undefined;
  /** Between the lines and the totals: the promo code. */
  children?: ReactNode;
}

/** Beside the form on a desk; on a phone one line above it, that unfolds. */
export function OrderSummary({ summary, credits, children }: OrderSummaryProps) {
  const { t } = useTranslation('billing');
  const [unfolded, setUnfolded] = useState(false);
  return (
    <aside className="self-start bg-sunken max-wide:-mx-(--gutter) max-wide:order-first max-wide:px-(--gutter) wide:sticky wide:top-6 wide:rounded-xl wide:p-[30px]">
      <button
        type="button"
        aria-expanded={unfolded}
        onClick={() => setUnfolded(!unfolded)}
        className="flex h-[60px] w-full items-center justify-between font-[550] wide:hidden"
      >
        <span className="flex items-center gap-2">
          {t('summary.line', { count: summary.lines.length })}
          <ChevronDown size={16} strokeWidth={1.75} aria-hidden className={cx(unfolded && 'rotate-180')} />
        </span>
        <b className="num font-serif text-[1.35rem] leading-none font-[460]">
          <MoneyText money={summary.total} />
        </b>
      </button>
      <div className={cx('max-wide:pb-6', !unfolded && 'max-wide:hidden')}>
        <h2 className="d4 max-wide:hidden">{t('summary.title')}</h2>
        <ul>
          {summary.lines.map((line) => (
            <Line key={line.item_id} line={line} />
          ))}
        </ul>
        {children}
        <Totals summary={summary} />
        {credits && (
          <p className="mt-5 flex items-center gap-[13px] text-sm leading-normal text-ink-2">
            <span className="text-primary-text">
              <Mark size={22} />
            </span>
            <span>
              <Trans
                t={t}
                i18nKey="checkout.earn"
                values={{ amount: credits }}
                components={{ b: <b className="font-semibold text-ink" /> }}
              />
            </span>
          </p>
        )}
      </div>
    </aside>
  );
}

function Line({ line }: { line: Summary['lines'][number] }) {
  const { t } = useTranslation('billing');
  return (
    <li className="grid grid-cols-[64px_1fr_auto] gap-4 border-b border-line py-5 text-ui">
      <span className="size-16 overflow-hidden rounded-[12px]">
        <Cover seed={line.item_id} width={120} height={120} />
      </span>
      <span className="min-w-0">
        <b className="block leading-[1.35] font-semibold">{line.title}</b>
        <span className="mt-0.5 block text-sm text-ink-3">{t(KINDS[line.item_kind] ?? 'summary.item')}</span>
        <span className="mt-0.5 block text-sm text-ink-3">{line.organization.name}</span>
      </span>
      <b className="num font-semibold">
        <MoneyText money={line.list_price} />
      </b>
    </li>
  );
}

function Totals({ summary }: { summary: Summary }) {
  const { t } = useTranslation('billing');
  const taxLabel = useTaxLabel(summary);
  return (
    <dl className="num mt-5 text-ui">
      <Row label={t('summary.subtotal')} money={summary.subtotal} />
      {summary.discount.amount > 0 && (
        <Row
          label={t('summary.discount')}
          money={{ ...summary.discount, amount: -summary.discount.amount }}
          tone="text-success"
        />
      )}
      {summary.tax.amount > 0 && <Row label={taxLabel} money={summary.tax} small />}
      <div className="mt-2.5 flex items-baseline justify-between border-t border-line pt-4">
        <dt className="font-semibold">{t('summary.total')}</dt>
        <dd className="font-serif text-[1.9rem] leading-none font-[440] tracking-[-.02em]">
          <MoneyText money={summary.total} />
        </dd>
      </div>
    </dl>
  );
}

interface RowProps {
  label: string;
  money: Money;
  tone?: string;
  small?: boolean;
}

function Row({ label, money, tone, small = false }: RowProps) {
  return (
    <div className={cx('flex justify-between py-[5px]', small && 'text-sm')}>
      <dt className={small ? 'text-ink-3' : 'text-ink-2'}>{label}</dt>
      <dd className={cx(tone, small && 'text-ink-3')}>
        <MoneyText money={money} />
      </dd>
    </div>
  );
}

/** "Includes VAT at 20%"; without a rate when the sellers' rates differ. */
function useTaxLabel(summary: Summary): string {
  const { t } = useTranslation('billing');
  const taxed = summary.lines.filter((line) => line.tax.amount > 0);
  const [first] = taxed;
  const named = taxed.find((line) => line.tax_label !== '');
  const label = named?.tax_label ?? t('summary.tax');
  const rates = new Set(taxed.map((line) => line.tax_rate_basis_points));
  const rate = rates.size === 1 ? first?.tax_rate_basis_points : undefined;
  if (rate === undefined) return t(summary.tax_inclusive ? 'summary.vatIncluded' : 'summary.vat', { label });
  return t(summary.tax_inclusive ? 'summary.vatIncludedAt' : 'summary.vatAt', { label, rate: rate / 100 });
}
