import { BookOpen } from 'lucide-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { Cover, Credits, DurationText, PriceText, Skeleton, creditNames } from '@/components';
import { paths } from '@/config/paths';
import { FORMAT_COVER, FORMAT_ICON, momentIn, ownZone } from '@/features/events';
import { cx } from '@/lib/cx';
import { useLocale } from '@/lib/i18n';
import { useNow } from '@/lib/useNow';

import { daysBetween, daysIn } from '../days';

import type { DiscoverCard } from '@/api';

/** `big` takes two columns; `row` shares the first row with it, so both pictures have one height. */
export type CardPlace = 'big' | 'row' | 'grid';

const MINUTE_MS = 60_000;
const PICTURE = 'relative block overflow-hidden rounded-lg';
const PICTURE_SIZE: Record<CardPlace, string> = {
  big: 'h-[200px] wide:h-[240px]',
  row: 'h-[200px] wide:h-[240px]',
  grid: 'aspect-[16/10]',
};

const ON_DEMAND = { Icon: BookOpen, cover: 'rings' } as const;

interface ActivityCardProps {
  card: DiscoverCard;
  place?: CardPlace;
}

export const ActivityCard = memo(function ActivityCard({ card, place = 'grid' }: ActivityCardProps) {
  const { t } = useTranslation('catalogue');
  const names = creditNames(card.credits.types);
  const { format } = card;
  const { Icon, cover } =
    format === 'on_demand' ? ON_DEMAND : { Icon: FORMAT_ICON[format], cover: FORMAT_COVER[format] };
  const isEvent = card.kind === 'event';
  return (
    <article className={cx('group relative', place === 'big' && 'wide:col-span-2')}>
      <div className={cx(PICTURE, PICTURE_SIZE[place])}>
        {card.thumbnail_url ? (
          <img src={card.thumbnail_url} alt="" loading="lazy" className="size-full object-cover" />
        ) : (
          <Cover
            seed={card.id}
            kind={cover}
            width={place === 'big' ? 840 : 400}
            height={place === 'big' ? 264 : 250}
          />
        )}
        <span className="absolute start-3 top-3 inline-flex h-7 items-center gap-1.5 rounded-[8px] bg-surface ps-2 pe-2.5 text-xs font-semibold text-ink">
          <Icon size={15} strokeWidth={1.75} aria-hidden />
          {t(`format.${format}`)}
        </span>
      </div>
      <p className="mt-4 flex justify-between gap-4 text-sm text-ink-3">
        {isEvent ? <EventTimes card={card} /> : <CourseTimes card={card} />}
      </p>
      <h2
        lang={card.language}
        className={cx(
          'mt-[5px] font-serif leading-[1.24] font-[470] tracking-[-.014em] text-pretty',
          place === 'big' ? 'text-[1.32rem] wide:text-[1.5rem]' : 'text-[1.28rem]',
        )}
      >
        <Link
          to={isEvent ? paths.event(card.slug) : paths.course(card.slug)}
          className="decoration-1 underline-offset-4 group-hover:underline after:absolute after:inset-0"
        >
          {card.title}
        </Link>
      </h2>
      <p className="mt-2 text-sm text-ink-2">
        {card.organization.name}
        <PlaceText card={card} />
      </p>
      <p className="mt-3 flex items-baseline gap-3.5 text-ui">
        {Number(card.credits.total) > 0 && <Credits amount={card.credits.total} />}
        {names && <span className="min-w-0 truncate text-sm text-ink-3">{names}</span>}
        <b className="num ms-auto font-semibold">
          {card.price_is_lowest && card.price && `${t('priceFrom')} `}
          <PriceText price={card.price} />
        </b>
      </p>
    </article>
  );
});

function CourseTimes({ card }: { card: DiscoverCard }) {
  const { t } = useTranslation('catalogue');
  return (
    <>
      <span>{t('startAnyTime')}</span>
      <span className="num">
        <DurationText seconds={card.duration_seconds} />
      </span>
    </>
  );
}

/** Where one has to be somewhere, the place's clock counts; online, one's own. */
function EventTimes({ card }: { card: DiscoverCard }) {
  const { t } = useTranslation('catalogue');
  const locale = useLocale();
  const now = useNow(MINUTE_MS);
  const { starts_at: start, ends_at: end } = card;
  if (!start || !end) return null;
  const zone = card.format === 'online' || !card.time_zone ? ownZone() : card.time_zone;
  const days = daysBetween(start, end, zone);
  return (
    <>
      <time className="num" dateTime={start}>
        {days === 1 ? momentIn(start, locale, zone, now) : daysIn(start, end, locale, zone)}
      </time>
      <span className="num">
        {days === 1 ? <DurationText seconds={card.duration_seconds} /> : t('days', { count: days })}
      </span>
    </>
  );
}

function PlaceText({ card }: { card: DiscoverCard }) {
  const { t } = useTranslation('catalogue');
  if (!card.place || card.format === 'online') return null;
  return <> · {card.format === 'hybrid' ? t('placeAndOnline', { place: card.place }) : card.place}</>;
}

export function ActivityCardSkeleton({ place = 'grid' }: { place?: CardPlace }) {
  return (
    <div className={cx(place === 'big' && 'wide:col-span-2')}>
      <div className={cx(PICTURE, PICTURE_SIZE[place], 'skeleton')} />
      <Skeleton className="mt-[19px] h-3.5 w-24" />
      <Skeleton className="mt-3 h-5 w-4/5" />
      <Skeleton className="mt-4 h-3.5 w-2/5" />
      <Skeleton className="mt-4 h-4 w-1/2" />
    </div>
  );
}

export function placeOf(index: number, total: number): CardPlace {
  if (total < 2) return 'grid';
  if (index === 0) return 'big';
  return index === 1 ? 'row' : 'grid';
}
