import { useTranslation } from 'react-i18next';

import { useLocale } from '@/lib/i18n';
import { useNow } from '@/lib/useNow';

import { cityOf, clockIn, dayIn, dayKey, ownZone, zonesOf } from '../when';

import type { EventDetail, EventSession, EventSpeaker } from '@/api';

const MINUTE_MS = 60_000;

/** Sessions and breaks in order, day by day where there are several. */
export function Programme({ event }: { event: EventDetail }) {
  const { t } = useTranslation('events');
  const locale = useLocale();
  const now = useNow(MINUTE_MS);
  const zones = zonesOf(event, ownZone());
  const days = new Map<string, EventSession[]>();
  for (const session of event.sessions) {
    const day = dayKey(session.starts_at, zones.first);
    days.set(day, [...(days.get(day) ?? []), session]);
  }
  if (days.size === 0) return null;
  const zoneName = (zone: string) => (zone === event.time_zone ? cityOf(zone) : t('programme.yourZone'));
  return (
    <section className="mt-14 first:mt-0">
      <h2 className="d3">{t('programme.title')}</h2>
      <p className="mt-1.5 text-sm text-ink-3">
        {zones.second
          ? t('programme.zones', { first: zoneName(zones.first), second: zoneName(zones.second) })
          : t('programme.zone', { zone: cityOf(event.time_zone) })}
      </p>
      {[...days].map(([day, sessions]) => (
        <div key={day}>
          {days.size > 1 && sessions[0] && (
            <h3 className="d4 mt-7">{dayIn(sessions[0].starts_at, locale, zones.first, now)}</h3>
          )}
          <ol className="mt-4 border-t border-line">
            {sessions.map((session) => (
              <SessionRow key={session.id} session={session} zones={zones} speakers={event.speakers} />
            ))}
          </ol>
        </div>
      ))}
    </section>
  );
}

interface SessionRowProps {
  session: EventSession;
  zones: { first: string; second: string | null };
  speakers: readonly EventSpeaker[];
}

function SessionRow({ session, zones, speakers }: SessionRowProps) {
  const { t } = useTranslation('events');
  const locale = useLocale();
  const isBreak = session.kind === 'break';
  const names = speakers.filter(({ id }) => session.speakers.includes(id)).map(({ name }) => name);
  const times = (zone: string) =>
    t('programme.fromTo', {
      from: clockIn(session.starts_at, locale, zone),
      until: clockIn(session.ends_at, locale, zone),
    });
  return (
    <li className="grid gap-x-6 gap-y-1 border-b border-line py-4 wide:grid-cols-[120px_1fr]">
      <p className="num text-ui text-ink-3">
        <time dateTime={session.starts_at}>{times(zones.first)}</time>
        {zones.second && <span className="block text-xs">{times(zones.second)}</span>}
      </p>
      <div className="min-w-0">
        {isBreak ? (
          <p className="text-ui text-ink-3">{session.title}</p>
        ) : (
          <p className="font-[550]">{session.title}</p>
        )}
        {(names.length > 0 || session.room) && (
          <p className="mt-0.5 text-sm text-ink-3">
            {[new Intl.ListFormat(locale, { type: 'conjunction' }).format(names), session.room]
              .filter(Boolean)
              .join(' · ')}
          </p>
        )}
        {session.description_html && (
          <div
            className="prose mt-2 text-ui text-ink-2"
            // Markdown rendered and cleaned by the server.
            dangerouslySetInnerHTML={{ __html: session.description_html }}
          />
        )}
      </div>
    </li>
  );
}
