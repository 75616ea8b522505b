import { useTranslation } from 'react-i18next';

import { Field, FieldError, PriceText, Select } from '@/components';

import { quantities } from '../sale';

import { SaleWords } from './TicketOptions';

import type { EventTicket } from '@/api';

interface TicketCountsProps {
  tickets: readonly EventTicket[];
  zone: string;
  counts: Readonly<Record<string, number>>;
  error: string | undefined;
  onCount: (ticket: string, count: number) => void;
}

/** How many of each ticket, within what one order may hold and what is left. */
export function TicketCounts({ tickets, zone, counts, error, onCount }: TicketCountsProps) {
  const { t } = useTranslation('events');
  return (
    <section className="mt-[26px] border-t border-line pt-6 wide:mt-[34px] wide:pt-7">
      <h2 className="d4">{t('register.tickets')}</h2>
      <ul className="mt-3">
        {tickets.map((ticket) => {
          const count = counts[ticket.id] ?? 0;
          const offered = ticket.state === 'on_sale' ? quantities(ticket) : [0];
          const options = offered.includes(count) ? offered : [...offered, count];
          return (
            <li
              key={ticket.id}
              className="flex items-center gap-4 border-b border-line py-3.5 text-ui last:border-0"
            >
              <div className="min-w-0 flex-1">
                <b className="font-semibold">{ticket.name}</b>
                <span className="num text-ink-2">
                  {' · '}
                  <PriceText price={ticket.price} />
                </span>
                {ticket.description && <span className="block text-sm text-ink-3">{ticket.description}</span>}
                <SaleWords ticket={ticket} zone={zone} />
              </div>
              {options.length > 1 && (
                <Field
                  label={<span className="sr-only">{t('register.count', { ticket: ticket.name })}</span>}
                  className="w-[88px] flex-none [&>div:first-child]:mb-0"
                >
                  <Select value={count} onChange={(event) => onCount(ticket.id, Number(event.target.value))}>
                    {options.map((option) => (
                      <option key={option} value={option}>
                        {option}
                      </option>
                    ))}
                  </Select>
                </Field>
              )}
            </li>
          );
        })}
      </ul>
      <div role="alert">
        <FieldError message={error} />
      </div>
    </section>
  );
}
