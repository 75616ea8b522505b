import { useTranslation } from 'react-i18next';

import { Cover } from '@/components';

import { WhenText } from './WhenText';
import { FORMAT_COVER } from './format';

import type { EventDetail } from '@/api';

/** The dark head of an event. Colours do not follow the theme: a cover keeps its own. */
export function EventBand({ event }: { event: EventDetail }) {
  const { t } = useTranslation('events');
  return (
    <section className="relative overflow-hidden bg-[#2d3e32]">
      <div
        aria-hidden
        className="absolute end-0 top-0 h-full w-full opacity-20 wide:w-[56%] wide:opacity-90 wide:[mask:linear-gradient(90deg,transparent,#000_55%)]"
      >
        {event.cover_url ? (
          <img src={event.cover_url} alt="" className="size-full object-cover" />
        ) : (
          <Cover
            seed={event.id}
            kind={FORMAT_COVER[event.format]}
            palette="forest"
            width={760}
            height={440}
          />
        )}
      </div>
      <div className="wrap relative">
        <div className="max-w-[660px] pt-8 pb-[34px] wide:min-h-[280px] wide:pt-16 wide:pb-[60px]">
          <div className="flex items-center gap-3">
            {event.organization.logo_url && (
              // Decorative: the name stands beside it.
              <img
                src={event.organization.logo_url}
                alt=""
                width={32}
                height={32}
                className="size-8 flex-none rounded-[8px] object-cover"
              />
            )}
            <p className="over !text-on-night-2">
              {t('page.kicker', {
                format: t(`format.${event.format}`),
                organization: event.organization.name,
              })}
            </p>
          </div>
          <h1 lang={event.language} className="d1 mt-3.5 mb-[18px] text-on-night">
            {event.title}
          </h1>
          {event.subtitle && <p className="lede !text-on-night-2">{event.subtitle}</p>}
          <p className="num mt-6 font-serif text-[1.25rem] leading-[1.35] font-[440] text-on-night">
            <WhenText event={event} span />
          </p>
        </div>
      </div>
    </section>
  );
}
