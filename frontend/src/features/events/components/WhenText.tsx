import { useTranslation } from 'react-i18next';

import { useLocale } from '@/lib/i18n';
import { useNow } from '@/lib/useNow';

import { cityOf, clockIn, dayIn, dayKey, ownZone, zonesOf } from '../when';

import type { EventCard } from '@/api';

const MINUTE_MS = 60_000;

interface WhenTextProps {
  event: Pick<EventCard, 'format' | 'time_zone' | 'starts_at' | 'ends_at'>;
  /** Until when, too. */
  span?: boolean;
}

/** "Thu 10 Dec, 18:00 London · 19:00 your time"; online events say one's own time first. */
export function WhenText({ event, span = false }: WhenTextProps) {
  const { t } = useTranslation('events');
  const locale = useLocale();
  const now = useNow(MINUTE_MS);
  const { starts_at: start, ends_at: end } = event;
  if (!start) return <>{t('when.open')}</>;
  const { first, second } = zonesOf(event, ownZone());
  const named = (zone: string, time: string) =>
    zone === event.time_zone ? t('when.named', { time, zone: cityOf(zone) }) : t('when.yours', { time });
  const timesIn = (zone: string, day: boolean) => {
    const from = day
      ? `${dayIn(start, locale, zone, now)}, ${clockIn(start, locale, zone)}`
      : clockIn(start, locale, zone);
    if (!span || !end) return from;
    const sameDay = dayKey(start, zone) === dayKey(end, zone);
    const until = sameDay
      ? clockIn(end, locale, zone)
      : `${dayIn(end, locale, zone, now)}, ${clockIn(end, locale, zone)}`;
    return t('when.span', { from, until });
  };
  const otherDay = second !== null && dayKey(start, first) !== dayKey(start, second);
  return (
    <>
      <time dateTime={start}>{named(first, timesIn(first, true))}</time>
      {second && (
        <span className="text-[.94em] opacity-85"> · {named(second, timesIn(second, otherDay))}</span>
      )}
    </>
  );
}

/** A moment in the event's own zone, such as the end of a refund. */
export function MomentText({ value, zone }: { value: string; zone: string }) {
  const locale = useLocale();
  const now = useNow(MINUTE_MS);
  return (
    <time dateTime={value}>{`${dayIn(value, locale, zone, now)}, ${clockIn(value, locale, zone)}`}</time>
  );
}
