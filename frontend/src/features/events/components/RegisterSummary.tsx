import { TicketPercent } from 'lucide-react';
import { useEffect, useRef, useState, type ReactNode, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { Button, Field, Input, MoneyText, useErrorMessage } from '@/components';

import { useApplyCode } from '../queries';

import type { EventTicket, Money, Quote } from '@/api';
import type { Person } from '../draft';

interface RegisterSummaryProps {
  tickets: readonly EventTicket[];
  people: readonly Person[];
  sums: Sums | null;
  /** The promo code, where there is something to pay. */
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

interface CodeProps {
  /** The paid tickets that the code should be for. */
  tickets: readonly string[];
  applied: string;
  /** Set once the code that counted does not count any more. */
  error: unknown;
  signIn: { to: string; onLeave: () => void } | null;
  onChange: (code: string) => void;
}

/** A question until it is used, then a row that can be taken away. */
export function PromoCode({ tickets, applied, error, signIn, onChange }: CodeProps) {
  const { t } = useTranslation('events');
  const message = useErrorMessage();
  const [asked, setAsked] = useState(false);
  if (applied) {
    return (
      <div className="mt-4">
        <div className="flex items-center gap-3 rounded-md bg-surface px-3.5 py-1.5">
          <TicketPercent size={19} strokeWidth={1.75} aria-hidden className="flex-none text-success" />
          <b className="min-w-0 flex-1 truncate text-ui font-semibold">{applied}</b>
          <button type="button" onClick={() => onChange('')} className="link min-h-11 px-1 text-sm">
            {t('code.remove')}
          </button>
        </div>
        {Boolean(error) && (
          <p role="alert" className="mt-1.5 text-sm text-danger">
            {message(error)}
          </p>
        )}
      </div>
    );
  }
  if (!asked) {
    return (
      <button type="button" onClick={() => setAsked(true)} className="link mt-2 min-h-11 text-sm">
        {t('code.ask')}
      </button>
    );
  }
  if (signIn) {
    return (
      <p className="mt-3 text-sm text-ink-2" role="status">
        {t('code.account')}{' '}
        <Link to={signIn.to} onClick={signIn.onLeave} className="link">
          {t('register.signIn')}
        </Link>
      </p>
    );
  }
  return <CodeForm tickets={tickets} onApplied={onChange} />;
}

function CodeForm({ tickets, onApplied }: { tickets: readonly string[]; onApplied: (code: string) => void }) {
  const { t } = useTranslation('events');
  const message = useErrorMessage();
  const [code, setCode] = useState('');
  const apply = useApplyCode(tickets);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const typed = code.trim();
    if (typed) apply.mutate(typed, { onSuccess: () => onApplied(typed) });
  };
  return (
    <form onSubmit={submit} className="mt-4">
      <Field label={t('code.label')} error={apply.error ? message(apply.error) : undefined}>
        <div className="flex gap-2.5">
          <Input
            value={code}
            ref={field}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={60}
            onChange={(event) => setCode(event.target.value)}
          />
          <Button type="submit" className="!h-11" busy={apply.isPending && t('code.busy')}>
            {t('code.apply')}
          </Button>
        </div>
      </Field>
    </form>
  );
}
