import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { paths } from '@/config/paths';
import { useLocale } from '@/lib/i18n';
import { useNow } from '@/lib/useNow';

import { cityOf, momentIn } from '../when';

import { WaitingStatusText } from './WaitingStatusText';
import { WhenText } from './WhenText';

import type { MyWaiting } from '@/api';

const MINUTE_MS = 60_000;

/** Where one waits; what is offered comes first. */
export function WaitingSection({ entries }: { entries: readonly MyWaiting[] }) {
  const { t } = useTranslation('events');
  const locale = useLocale();
  const now = useNow(MINUTE_MS);
  if (entries.length === 0) return null;
  const sorted = [...entries].sort((a, b) => Number(b.offer !== null) - Number(a.offer !== null));
  return (
    <section className="mb-12">
      <h2 className="d4">{t('waiting.mine')}</h2>
      <ul className="mt-3.5 border-t border-line">
        {sorted.map((entry) => (
          <li
            key={entry.id}
            className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-b border-line py-4"
          >
            <div className="min-w-0">
              <p className="font-[550]">
                <Link
                  to={paths.waiting(entry.id)}
                  className="inline-block py-0.5 decoration-1 underline-offset-4 hover:underline"
                >
                  {entry.event.title}
                </Link>
              </p>
              <p className="num mt-1 text-sm text-ink-3">
                <WhenText event={entry.event} />
              </p>
              <p className="num mt-0.5 text-sm text-ink-2">
                {entry.offer
                  ? t('waiting.offerUntil', {
                      when: t('when.named', {
                        time: momentIn(entry.offer.expires_at, locale, entry.event.time_zone, now),
                        zone: cityOf(entry.event.time_zone),
                      }),
                    })
                  : entry.position !== null && t('waiting.position', { position: entry.position })}
              </p>
            </div>
            <WaitingStatusText status={entry.status} />
          </li>
        ))}
      </ul>
    </section>
  );
}
