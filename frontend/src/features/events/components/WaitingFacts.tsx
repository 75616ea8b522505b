import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { paths } from '@/config/paths';
import { useLocale } from '@/lib/i18n';

import { eventQuery } from '../queries';
import { ownZone } from '../when';

import { Fact } from './Fact';
import { MomentText } from './WhenText';

import type { MyWaiting } from '@/api';

/** What somebody waits for, and since when. */
export function WaitingFacts({ entry }: { entry: MyWaiting }) {
  const { t } = useTranslation('events');
  const locale = useLocale();
  const event = useQuery(eventQuery(entry.event.slug));
  const names = entry.ticket_types.flatMap(
    (id) => event.data?.tickets.find((ticket) => ticket.id === id)?.name ?? [],
  );
  return (
    <dl className="mt-7 grid gap-x-8 gap-y-4 text-ui wide:grid-cols-2">
      <Fact label={t('waiting.places')}>
        {t('waiting.count', { count: entry.quantity })}
        {names.length > 0 && (
          <span className="block text-sm font-normal text-ink-3">
            {new Intl.ListFormat(locale, { type: 'disjunction' }).format(names)}
          </span>
        )}
      </Fact>
      <Fact label={t('waiting.since')}>
        <MomentText value={entry.joined_at} zone={ownZone()} />
      </Fact>
      <Fact label={t('place.name')}>
        {entry.name}
        <span className="block text-sm font-normal text-ink-3">{entry.email}</span>
      </Fact>
      <Fact label={t('place.where')}>
        {entry.event.format === 'online' ? t('card.online') : entry.event.place || entry.event.title}
        <Link to={paths.event(entry.event.slug)} className="link mt-0.5 block w-fit py-1 text-sm">
          {t('place.event')}
        </Link>
      </Fact>
    </dl>
  );
}
