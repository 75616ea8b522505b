import { useTranslation } from 'react-i18next';

import { MoneyText } from '@/components';

import type { EventTicket, Money, Quote } from '@/api';
import type { Person } from '../draft';
import type { ReactNode } from 'react';

interface RegisterSummaryProps {
  tickets: readonly EventTicket[];
  people: readonly Person[];
  sums: Sums | null;
  /** The promo code. */
  children?: ReactNode;
  action: ReactNode;
}

export interface Sums {
  subtotal: Money;
  discount: Money;
  tax: Money | null;
  taxLabel: string;
  taxInclusive: boolean;
  total: Money;
  /** A code and several of one ticket: the payment page has the last word. */
  rough: boolean;
}

/** The quote is of one each; everybody's place is a line of its own. */
export function sumsOf(sum: Money, people: readonly Person[], quote: Quote | undefined): Sums {
  const lines = quote?.lines ?? [];
  const times = (pick: (line: Quote['lines'][number]) => number) => ({
    currency: sum.currency,
    amount: lines.reduce(
      (total, line) => total + pick(line) * people.filter(({ ticket }) => ticket === line.item_id).length,
      0,
    ),
  });
  if (lines.length === 0) {
    const nothing = { currency: sum.currency, amount: 0 };
    return {
      subtotal: sum,
      discount: nothing,
      tax: null,
      taxLabel: '',
      taxInclusive: true,
      total: sum,
      rough: false,
    };
  }
  const discount = times((line) => line.discount.amount);
  const tax = times((line) => line.tax.amount);
  const several = lines.some((line) => people.filter(({ ticket }) => ticket === line.item_id).length > 1);
  return {
    subtotal: times((line) => line.list_price.amount),
    discount,
    tax: tax.amount > 0 ? tax : null,
    taxLabel: lines.find((line) => line.tax_label !== '')?.tax_label ?? '',
    taxInclusive: quote?.tax_inclusive ?? true,
    total: times((line) => line.total.amount),
    rough: discount.amount > 0 && several,
  };
}

export function RegisterSummary({ tickets, people, sums, children, action }: RegisterSummaryProps) {
  const { t } = useTranslation('events');
  const rows = tickets
    .map((ticket) => ({ ticket, count: people.filter((person) => person.ticket === ticket.id).length }))
    .filter(({ count }) => count > 0);
  return (
    <aside
      aria-label={t('summary.title')}
      className="self-start bg-sunken max-wide:-mx-(--gutter) max-wide:px-(--gutter) max-wide:py-6 wide:sticky wide:top-6 wide:rounded-xl wide:p-[30px]"
    >
      <h2 className="d4">{t('summary.title')}</h2>
      {rows.length === 0 && <p className="mt-3 text-sm text-ink-3">{t('summary.nothing')}</p>}
      <ul className="num mt-3">
        {rows.map(({ ticket, count }) => (
          <li key={ticket.id} className="flex justify-between gap-4 py-1.5 text-ui">
            <span>{t('summary.row', { count, ticket: ticket.name })}</span>
            <span>
              {ticket.price && ticket.price.amount > 0 ? (
                <MoneyText money={{ ...ticket.price, amount: ticket.price.amount * count }} />
              ) : (
                t('summary.free')
              )}
            </span>
          </li>
        ))}
      </ul>
      {children}
      {sums && (
        <dl className="num mt-4 border-t border-line pt-3 text-ui">
          {sums.discount.amount > 0 && (
            <Row label={t('summary.discount')}>
              <MoneyText money={{ ...sums.discount, amount: -sums.discount.amount }} />
            </Row>
          )}
          {sums.tax && (
            <Row
              label={t(sums.taxInclusive ? 'summary.taxIncluded' : 'summary.taxAdded', {
                label: sums.taxLabel || t('summary.tax'),
              })}
            >
              <MoneyText money={sums.tax} />
            </Row>
          )}
          <div className="mt-1.5 flex items-baseline justify-between" aria-live="polite">
            <dt className="font-semibold">{t('summary.total')}</dt>
            <dd className="font-serif text-[1.9rem] leading-none font-[440] tracking-[-.02em]">
              <MoneyText money={sums.total} />
            </dd>
          </div>
        </dl>
      )}
      {sums?.rough && <p className="mt-2 text-xs text-ink-3">{t('summary.rough')}</p>}
      {action}
    </aside>
  );
}

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex justify-between py-[5px] text-sm text-ink-2">
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
