import { useTranslation } from 'react-i18next';

import { cx } from '@/lib/cx';
import { formatAmount, formatCount, formatPrice } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import './messages';

import type { EventOverview } from '@/api';

/** Four figures: before the event who comes, from its beginning on what became of them. */
export function Figures({ overview }: { overview: EventOverview }) {
  const { t } = useTranslation('eventOverview');
  return (
    <section aria-label={t('figures')}>
      <dl className="grid grid-cols-2 gap-y-6 wide:grid-cols-4">
        <Registered overview={overview} />
        {overview.gate ? <Became overview={overview} gate={overview.gate} /> : <Coming overview={overview} />}
      </dl>
    </section>
  );
}

function Registered({ overview: { places, gate } }: { overview: EventOverview }) {
  const { t } = useTranslation('eventOverview');
  const { registered, capacity, cancelled } = places;
  const begun = gate !== null;
  const limit = capacity === null ? t('noLimit') : t('ofPlaces', { count: capacity });
  const left = cancelled > 0 ? t('cancelled', { count: cancelled }) : t('noneCancelled');
  return (
    <Figure
      label={t('registered')}
      value={registered}
      share={begun ? 1 : capacity ? registered / capacity : 0}
      note={begun ? left : limit}
    />
  );
}

function Coming({ overview: { places, money } }: { overview: EventOverview }) {
  const { t } = useTranslation('eventOverview');
  const locale = useLocale();
  const { registered, waiting, offered, pending_approval: approval, pending_payment: payment } = places;
  const all = Math.max(registered, places.capacity ?? 0, 1);
  const [sold] = money;
  return (
    <>
      <Figure
        label={t('pending')}
        value={approval + payment}
        share={(approval + payment) / all}
        note={t('pendingNote', { approval, payment })}
      />
      <Figure
        label={t('waiting')}
        value={waiting}
        share={waiting / all}
        note={offered > 0 ? t('offered', { count: offered }) : t('noOffer')}
      />
      <Figure
        label={t('revenue')}
        value={sold ? formatPrice(sold.net, locale) : t('free')}
        share={sold && sold.sales.amount > 0 ? sold.net.amount / sold.sales.amount : 0}
        note={
          sold
            ? sold.refunds.amount > 0
              ? t('refunded', { amount: formatAmount(sold.refunds, locale) })
              : t('noRefund')
            : t('freeNote')
        }
      />
    </>
  );
}

interface BecameProps {
  overview: EventOverview;
  gate: NonNullable<EventOverview['gate']>;
}

function Became({ overview: { places, presence, certificates }, gate }: BecameProps) {
  const { t } = useTranslation('eventOverview');
  const all = Math.max(places.registered, 1);
  const { came, inside, in_person: room, online } = presence;
  const { issued, due, pending } = certificates;
  const where =
    room > 0 && online > 0 ? t('cameBoth', { room, online }) : t(online > 0 ? 'cameOnline' : 'cameRoom');
  const rest =
    due > 0
      ? t('due', { count: due })
      : pending > 0
        ? t('making', { count: pending })
        : t(issued > 0 ? 'noneDue' : 'afterwards');
  return (
    <>
      <Figure
        label={t('came')}
        value={came}
        share={came / all}
        note={inside > 0 ? t('inside', { count: inside }) : where}
      />
      <Figure
        label={t('met')}
        value={gate.met}
        share={gate.met / all}
        note={gate.short > 0 ? t('stillShort', { count: gate.short }) : t('nobodyShort')}
      />
      <Figure label={t('issued')} value={issued} share={issued / all} note={rest} />
    </>
  );
}

interface FigureProps {
  label: string;
  value: number | string;
  /** Of all who registered, or of all places; from 0 to 1. */
  share: number;
  note: string;
}

function Figure({ label, value, share, note }: FigureProps) {
  const locale = useLocale();
  const height = Math.min(100, Math.max(2, share * 100));
  return (
    <div className="flex flex-col border-line px-[18px] max-wide:odd:ps-0 max-wide:even:border-s max-wide:even:pe-0 wide:px-6 wide:first:ps-0 wide:last:pe-0 wide:not-first:border-s">
      <dt className="text-sm text-ink-2">{label}</dt>
      <dd className="num mt-0.5 font-serif text-[2.6rem] leading-[1.1] font-[430] tracking-[-.03em]">
        {typeof value === 'number' ? formatCount(value, locale) : value}
      </dd>
      <dd aria-hidden className="my-2.5 flex h-[34px] items-end wide:h-16">
        <span
          style={{ height: `${height}%` }}
          className={cx(
            'block w-full rounded-t-[4px] border-t-[3px]',
            share > 0 ? 'border-primary bg-tint-strong' : 'border-line-strong bg-line',
          )}
        />
      </dd>
      <dd className="num text-sm text-ink-3">{note}</dd>
    </div>
  );
}
