import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';

import { PriceText } from '@/components';
import { cx } from '@/lib/cx';

import { MomentText } from './WhenText';

import type { EventTicket } from '@/api';

interface TicketOptionsProps {
  tickets: readonly EventTicket[];
  zone: string;
  /** Null where nothing can be chosen now. */
  chosen: string | null;
  onChoose: (id: string) => void;
}

/** Every ticket with its price and what is left; those on sale can be chosen. */
export function TicketOptions({ tickets, zone, chosen, onChoose }: TicketOptionsProps) {
  const { t } = useTranslation('events');
  const open = chosen !== null;
  return (
    <fieldset className="grid gap-2.5">
      <legend className="sr-only">{t('ticket.choose')}</legend>
      {tickets.map((ticket) => {
        const on = open && ticket.id === chosen;
        const can = open && ticket.state === 'on_sale';
        const look = cx(
          'flex items-center gap-3 rounded-md border px-[15px] py-[13px] text-ui',
          on ? 'border-primary bg-tint shadow-[inset_0_0_0_1px_var(--primary)]' : 'border-line-strong/60',
          !can && 'bg-sunken text-ink-2',
        );
        const words = (
          <>
            <span className="min-w-0 flex-1">
              <b className="block font-semibold">{ticket.name}</b>
              {ticket.description && <span className="block text-sm text-ink-3">{ticket.description}</span>}
              <SaleWords ticket={ticket} zone={zone} />
            </span>
            <b className="num font-semibold">
              <PriceText price={ticket.price} />
            </b>
          </>
        );
        return (
          <Fragment key={ticket.id}>
            {can ? (
              <label className={cx(look, 'cursor-pointer')}>
                <input
                  type="radio"
                  name="ticket"
                  value={ticket.id}
                  checked={on}
                  onChange={() => onChoose(ticket.id)}
                  className="size-[18px] flex-none appearance-none rounded-full border-[1.5px] border-line-strong bg-surface checked:border-[5.5px] checked:border-primary"
                />
                {words}
              </label>
            ) : (
              <div className={look}>{words}</div>
            )}
          </Fragment>
        );
      })}
    </fieldset>
  );
}

/** Few left, sold out, not yet on sale, over. */
export function SaleWords({ ticket, zone }: { ticket: EventTicket; zone: string }) {
  const { t } = useTranslation('events');
  if (ticket.state === 'sold_out') {
    return <span className="block text-sm font-medium text-danger">{t('ticket.soldOut')}</span>;
  }
  if (ticket.state === 'over') return <span className="block text-sm text-ink-3">{t('ticket.over')}</span>;
  if (ticket.state === 'not_yet') {
    return (
      <span className="block text-sm text-ink-3">
        {t('ticket.notYet')}{' '}
        {ticket.sale_starts_at && <MomentText value={ticket.sale_starts_at} zone={zone} />}
      </span>
    );
  }
  if (ticket.left === null) return null;
  return <span className="block text-sm text-warning">{t('ticket.left', { count: ticket.left })}</span>;
}
