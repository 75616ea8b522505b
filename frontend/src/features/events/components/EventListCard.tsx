import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { Cover, Credits, PriceText, Skeleton, creditNames } from '@/components';
import { paths } from '@/config/paths';

import { WhenText } from './WhenText';
import { FORMAT_COVER, FORMAT_ICON } from './format';

import type { EventCard } from '@/api';

const PICTURE = 'relative block aspect-[16/10] overflow-hidden rounded-lg';

export function EventListCard({ card }: { card: EventCard }) {
  const { t } = useTranslation('events');
  const Icon = FORMAT_ICON[card.format];
  const names = creditNames(card.credits.types);
  return (
    <article className="group relative">
      <div className={PICTURE}>
        {card.cover_url ? (
          <img src={card.cover_url} alt="" loading="lazy" className="size-full object-cover" />
        ) : (
          <Cover seed={card.id} kind={FORMAT_COVER[card.format]} />
        )}
        <span className="absolute start-3 top-3 inline-flex h-7 items-center gap-1.5 rounded-[8px] bg-surface ps-2 pe-2.5 text-xs font-semibold text-ink">
          <Icon size={15} strokeWidth={1.75} aria-hidden />
          {t(`format.${card.format}`)}
        </span>
      </div>
      <p className="num mt-4 text-sm text-ink-3">
        <WhenText event={card} />
      </p>
      <h2
        lang={card.language}
        className="mt-[5px] font-serif text-[1.28rem] leading-[1.24] font-[470] tracking-[-.014em] text-pretty"
      >
        <Link
          to={paths.event(card.slug)}
          className="decoration-1 underline-offset-4 group-hover:underline after:absolute after:inset-0"
        >
          {card.title}
        </Link>
      </h2>
      <p className="mt-2 text-sm text-ink-2">
        {card.organization.name}
        {card.format !== 'online' && card.place && ` · ${card.place}`}
      </p>
      <p className="mt-3 flex items-baseline gap-3.5 text-ui">
        {Number(card.credits.total) > 0 && <Credits amount={card.credits.total} />}
        {names && <span className="min-w-0 truncate text-sm text-ink-3">{names}</span>}
        <b className="num ms-auto font-semibold">
          <PriceText price={card.price_from} />
        </b>
      </p>
    </article>
  );
}

export function EventListCardSkeleton() {
  return (
    <div>
      <div className={`${PICTURE} skeleton`} />
      <Skeleton className="mt-[19px] h-3.5 w-40" />
      <Skeleton className="mt-3 h-5 w-4/5" />
      <Skeleton className="mt-4 h-3.5 w-2/5" />
      <Skeleton className="mt-4 h-4 w-1/2" />
    </div>
  );
}
