import { CalendarPlus, MapPin, Video } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { ButtonLink, Card, CategorySwatch, Credits, Notice, inCategoryOrder } from '@/components';
import { paths } from '@/config/paths';
import { cx } from '@/lib/cx';
import { formatPrice } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import { CodeField } from './CodeField';
import { RefundWords } from './RefundWords';
import { TicketOptions } from './TicketOptions';
import { MomentText, WhenText } from './WhenText';

import type { EventDetail, EventTicket, Money, MyWaiting } from '@/api';
import type { Sale } from '../sale';
import type { ReactNode } from 'react';

export interface TicketCardProps {
  event: EventDetail;
  tickets: readonly EventTicket[];
  sale: Sale;
  chosen: string | null;
  onChoose: (id: string) => void;
  /** One's own place in it, where there is one. */
  place: string | null;
  /** Where one waits for a place, while that is open. */
  waiting: Pick<MyWaiting, 'id' | 'status'> | null;
  /** The code that was taken, for hidden tickets; null where no code helps now. */
  code: { applied: string; shown: number; error: unknown; onChange: (code: string) => void } | null;
}

/** Decide and register: when, where, what it counts, the tickets, what comes back. */
export function TicketCard({ onChoose, ...about }: TicketCardProps) {
  const { t } = useTranslation('events');
  const { event, tickets, sale, chosen, place, code } = about;
  const paid = tickets.some(({ price }) => price !== null && price.amount > 0);
  const over = sale === 'cancelled' || sale === 'ended';
  return (
    <Card className="p-5 wide:p-[26px] wide:!shadow-[0_0_0_1px_var(--line),var(--sh-3)]">
      <h2 className="sr-only">{t('card.title')}</h2>
      <ul className="grid gap-3.5 text-ui">
        <Fact Icon={CalendarPlus}>
          <span className="num font-semibold">
            <WhenText event={event} span />
          </span>
          {!over && event.visibility !== 'private' && (
            <a
              href={`/api/events/${encodeURIComponent(event.slug)}/calendar.ics`}
              download={`${event.slug}.ics`}
              className="link mt-0.5 block w-fit py-1 text-sm"
            >
              {t('card.calendar')}
            </a>
          )}
        </Fact>
        {event.format !== 'online' && (
          <Fact Icon={MapPin}>
            <span className="font-semibold">
              {[event.venue.name, event.venue.city].filter(Boolean).join(', ')}
            </span>
            {event.venue.address && <span className="block text-sm text-ink-3">{event.venue.address}</span>}
            {event.venue.map_url && (
              <a
                href={event.venue.map_url}
                target="_blank"
                rel="noreferrer"
                className="link mt-0.5 block w-fit py-1 text-sm"
              >
                {t('card.map')}
              </a>
            )}
          </Fact>
        )}
        {event.format !== 'in_person' && (
          <Fact Icon={Video}>
            <span className="font-semibold">
              {t(event.format === 'online' ? 'card.online' : 'card.alsoOnline')}
            </span>
            <span className="block text-sm text-ink-3">{t('card.link')}</span>
          </Fact>
        )}
      </ul>
      {Number(event.credits.total) > 0 && (
        <div className="mt-5 border-t border-line pt-5">
          <Credits amount={event.credits.total} className="!text-[1.7rem]" />
          <ul className="mt-2.5 grid gap-1.5 text-sm text-ink-2">
            {inCategoryOrder(event.credits.types).map((type) => (
              <li key={`${type.accreditor} ${type.name}`} className="num flex items-center gap-2">
                <CategorySwatch category={type.category} />
                {t('card.credit', { amount: type.amount, name: type.name, accreditor: type.accreditor })}
              </li>
            ))}
          </ul>
        </div>
      )}
      {tickets.length > 0 && !over && (
        <div className="mt-5 border-t border-line pt-5">
          <TicketOptions tickets={tickets} zone={event.time_zone} chosen={chosen} onChoose={onChoose} />
        </div>
      )}
      {code && !place && (
        <CodeField slug={event.slug} tickets={[]} nothing={t('code.nothingHere')} signIn={null} {...code} />
      )}
      <div className="mt-4 max-wide:[&_.register]:hidden">
        <EventAction {...about} block />
      </div>
      <WaitLink {...about} />
      {!over && (
        <div className="mt-4 grid gap-2">
          <WindowWords event={event} sale={sale} />
          {paid && <RefundWords event={event} />}
        </div>
      )}
    </Card>
  );
}

interface EventActionProps extends Omit<TicketCardProps, 'onChoose'> {
  block?: boolean;
}

/** The one thing to do about an event now, or why there is nothing to do. */
export function EventAction({
  event,
  tickets,
  sale,
  chosen,
  place,
  waiting,
  code,
  block = false,
}: EventActionProps) {
  const { t } = useTranslation('events');
  const price = tickets.find(({ id }) => id === chosen)?.price ?? null;
  const label = useRegisterLabel(price);
  const look = { variant: 'primary', size: 'lg', block, className: 'register' } as const;
  if (place && sale !== 'cancelled') {
    return (
      <ButtonLink to={paths.registration(place)} {...look}>
        {t('action.place')}
      </ButtonLink>
    );
  }
  if (sale === 'open') {
    return (
      <ButtonLink to={paths.eventRegister(event.slug, chosen ?? undefined, code?.applied)} {...look}>
        {block ? label : t('action.register')}
      </ButtonLink>
    );
  }
  const notice = block ? <Notice tone="tint">{t(`sale.${sale}`)}</Notice> : null;
  if (sale !== 'sold_out') return notice;
  return (
    <>
      {notice}
      {waiting ? (
        <ButtonLink to={paths.waiting(waiting.id)} {...look} className={cx(look.className, block && 'mt-3')}>
          {t(waiting.status === 'offered' ? 'wait.seeOffer' : 'wait.see')}
        </ButtonLink>
      ) : (
        <ButtonLink
          to={paths.eventWait(event.slug)}
          {...look}
          className={cx(look.className, block && 'mt-3')}
        >
          {t(block ? 'action.wait' : 'action.waitShort')}
        </ButtonLink>
      )}
    </>
  );
}

/** Some tickets are sold out while others are not: those can be waited for, or are. */
function WaitLink({ event, tickets, sale, place, waiting }: Omit<TicketCardProps, 'onChoose'>) {
  const { t } = useTranslation('events');
  if (sale !== 'open' || place) return null;
  if (!waiting && !tickets.some(({ state }) => state === 'sold_out')) return null;
  return (
    <Link
      to={waiting ? paths.waiting(waiting.id) : paths.eventWait(event.slug)}
      className="link mt-3 block w-fit py-1 text-sm"
    >
      {t(waiting ? (waiting.status === 'offered' ? 'wait.seeOffer' : 'wait.see') : 'action.waitForSoldOut')}
    </Link>
  );
}

function useRegisterLabel(price: Money | null): string {
  const { t } = useTranslation('events');
  const locale = useLocale();
  return price && price.amount > 0
    ? t('action.registerFor', { price: formatPrice(price, locale) })
    : t('action.register');
}

function WindowWords({ event, sale }: { event: EventDetail; sale: Sale }) {
  const { t } = useTranslation('events');
  const { opens_at: opens, closes_at: closes, approval_required: approval } = event.registration;
  return (
    <div className="grid gap-1 text-sm leading-normal text-ink-2">
      {sale === 'not_open' && opens && (
        <p>
          {t('window.opens')} <MomentText value={opens} zone={event.time_zone} />
        </p>
      )}
      {sale === 'open' && closes && (
        <p>
          {t('window.closes')} <MomentText value={closes} zone={event.time_zone} />
        </p>
      )}
      {approval && <p>{t('window.approval', { organization: event.organization.name })}</p>}
    </div>
  );
}

function Fact({ Icon, children }: { Icon: typeof MapPin; children: ReactNode }) {
  return (
    <li className="flex items-start gap-3.5">
      <span className="grid size-11 flex-none place-items-center rounded-md bg-tint text-primary-text">
        <Icon size={19} strokeWidth={1.75} aria-hidden />
      </span>
      <div className="min-w-0 pt-0.5 leading-normal">{children}</div>
    </li>
  );
}
