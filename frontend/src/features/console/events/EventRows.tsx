import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { Cover, Credits, PriceText, Status, Table, Td, Th, Tr } from '@/components';
import { paths } from '@/config/paths';
import { useLocale } from '@/lib/i18n';

import { useOrganization } from '../organization';

import { EVENT_TONE, FORMAT_COVER } from './status';
import { clockIn, dayIn } from './zoned';

import type { StaffEventCard } from '@/api';

/** A table on a desk; on a phone each event takes two lines. */
export function EventRows({ events }: { events: readonly StaffEventCard[] }) {
  const { t } = useTranslation('console');
  const { slug } = useOrganization();
  const linkTo = (event: StaffEventCard) => paths.orgEvent(slug, event.slug);
  return (
    <>
      <div className="max-wide:hidden">
        <Table>
          <thead>
            <Tr>
              <Th>{t('events.event')}</Th>
              <Th>{t('events.when')}</Th>
              <Th>{t('events.where')}</Th>
              <Th numeric>{t('events.from')}</Th>
              <Th numeric>{t('events.credits')}</Th>
              <Th>{t('events.status')}</Th>
            </Tr>
          </thead>
          <tbody>
            {events.map((event) => (
              <Tr key={event.id}>
                <Td className="w-2/5">
                  <Link
                    to={linkTo(event)}
                    className="flex items-center gap-[11px] font-[550] hover:underline"
                  >
                    <span className="size-[34px] flex-none overflow-hidden rounded-[8px]">
                      <Picture event={event} />
                    </span>
                    {event.title}
                  </Link>
                </Td>
                <Td className="num whitespace-nowrap">
                  <When event={event} />
                </Td>
                <Td>{event.place || t(`events.formatOf.${event.format}`)}</Td>
                <Td numeric>
                  <PriceText price={event.price_from} />
                </Td>
                <Td numeric>
                  {event.credits.types.length > 0 ? (
                    <Credits amount={event.credits.total} />
                  ) : (
                    <span className="text-ink-3">—</span>
                  )}
                </Td>
                <Td>
                  <Status tone={EVENT_TONE[event.status]}>{t(`events.state.${event.status}`)}</Status>
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      </div>
      <ul className="border-t border-line wide:hidden">
        {events.map((event) => (
          <li key={event.id} className="border-b border-line">
            <Link to={linkTo(event)} className="grid grid-cols-[44px_1fr] items-center gap-x-3 py-3">
              <span className="row-span-2 size-11 overflow-hidden rounded-[10px]">
                <Picture event={event} />
              </span>
              <b className="font-[550]">{event.title}</b>
              <span className="num flex flex-wrap gap-x-3 text-sm text-ink-3">
                <Status tone={EVENT_TONE[event.status]}>{t(`events.state.${event.status}`)}</Status>
                <When event={event} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}

function When({ event }: { event: StaffEventCard }) {
  const { t } = useTranslation('console');
  const locale = useLocale();
  if (!event.starts_at) return <span className="text-ink-3">{t('events.noTimes')}</span>;
  const { starts_at: at, time_zone: zone } = event;
  return (
    <time dateTime={at}>
      {dayIn(at, zone, locale)}, {clockIn(at, zone, locale)}
    </time>
  );
}

function Picture({ event }: { event: StaffEventCard }) {
  if (!event.cover_url)
    return <Cover seed={event.id} kind={FORMAT_COVER[event.format]} width={80} height={80} />;
  return <img src={event.cover_url} alt="" loading="lazy" className="size-full object-cover" />;
}
