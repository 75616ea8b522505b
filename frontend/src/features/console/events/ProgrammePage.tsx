import { useQuery } from '@tanstack/react-query';
import { Clock, Ellipsis, Pencil, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { api, expectOk, inTenant, type StaffSession } from '@/api';
import { Badge, Button, EmptyState, IconButton, Menu, MenuItem, Notice } from '@/components';
import { useLocale } from '@/lib/i18n';

import { EventZoomSection } from '../integrations/EventZoomSection';
import { useOrganization } from '../organization';

import { ActDialog } from './ActDialog';
import { useEvent } from './EventFrame';
import { speakersQuery } from './queries';
import { SessionSheet } from './SessionSheet';
import { WindowDialog } from './WindowDialog';
import { clockIn, dayIn, zoneAt } from './zoned';

type Open = { act: 'edit' | 'window' | 'delete'; session: StaffSession } | { act: 'add' } | null;

/** Sessions and breaks by day, on the clocks of the event's zone. */
export function ProgrammePage() {
  const { t } = useTranslation('console');
  const locale = useLocale();
  const { slug: org } = useOrganization();
  const { event, locked } = useEvent();
  const speakers = useQuery(speakersQuery(org));
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const zone = event.time_zone;
  const names = new Map((speakers.data ?? []).map((one) => [one.id, one.name]));
  const sessions = [...event.sessions].sort((one, other) => one.starts_at.localeCompare(other.starts_at));
  const days = new Map<string, StaffSession[]>();
  for (const session of sessions) {
    const day = dayIn(session.starts_at, zone, locale);
    days.set(day, (days.get(day) ?? []).concat(session));
  }
  const add = (
    <Button data-shortcut="n" onClick={() => setOpen({ act: 'add' })}>
      <Plus size={17} strokeWidth={1.75} aria-hidden />
      {t('events.addSession')}
    </Button>
  );
  return (
    <>
      {sessions.length === 0 ? (
        <EmptyState title={t('events.noSessionsTitle')} action={!locked && add}>
          {t('events.noSessionsText')}
        </EmptyState>
      ) : (
        <div className="max-w-[860px]">
          <div className="flex flex-wrap items-center justify-between gap-4">
            <p className="text-ui text-ink-2">
              {t('events.inZone', { zone: `${zone} (${zoneAt(sessions[0]?.starts_at ?? 0, zone, locale)})` })}
            </p>
            {!locked && add}
          </div>
          {[...days].map(([day, rows]) => (
            <section key={day} className="mt-7">
              <h2 className="d4">{day}</h2>
              <ul className="mt-3 border-t border-line">
                {rows.map((session) => (
                  <SessionRow
                    key={session.id}
                    session={session}
                    zone={zone}
                    locked={locked}
                    speakers={session.speakers.flatMap((id) => names.get(id) ?? [])}
                    onAct={(act) => setOpen({ act, session })}
                  />
                ))}
              </ul>
            </section>
          ))}
          {speakers.isError && (
            <Notice tone="warning" className="mt-6">
              {t('events.speakersError')}
            </Notice>
          )}
        </div>
      )}
      <EventZoomSection event={event} locked={locked} />
      {open?.act === 'add' && <SessionSheet onClose={close} />}
      {open?.act === 'edit' && <SessionSheet session={open.session} onClose={close} />}
      {open?.act === 'window' && <WindowDialog session={open.session} onClose={close} />}
      {open?.act === 'delete' && (
        <ActDialog
          title={t('events.deleteSessionTitle', { title: open.session.title })}
          text={t(event.status === 'published' ? 'events.deleteSessionTextLive' : 'events.deleteSessionText')}
          action={t('events.deleteSession')}
          done={t('events.deleteSessionDone', { title: open.session.title })}
          run={(tenant) =>
            expectOk(
              api.DELETE('/api/events/{event_id}/sessions/{session_id}/', {
                ...inTenant(tenant),
                params: { path: { event_id: event.id, session_id: open.session.id } },
              }),
            )
          }
          onClose={close}
        />
      )}
    </>
  );
}

interface SessionRowProps {
  session: StaffSession;
  zone: string;
  locked: boolean;
  speakers: readonly string[];
  onAct: (act: 'edit' | 'window' | 'delete') => void;
}

function SessionRow({ session, zone, locked, speakers, onAct }: SessionRowProps) {
  const { t } = useTranslation('console');
  const locale = useLocale();
  const at = (moment: string) => clockIn(moment, zone, locale);
  const more = [session.room].concat(speakers).filter(Boolean).join(' · ');
  return (
    <li className="grid grid-cols-[1fr_auto] items-start gap-x-4 border-b border-line py-3 wide:grid-cols-[130px_1fr_auto]">
      <span className="num text-ui text-ink-2 max-wide:text-sm wide:pt-2">
        {t('events.fromUntil', { from: at(session.starts_at), until: at(session.ends_at) })}
      </span>
      <div className="min-w-0 max-wide:col-start-1 max-wide:row-start-2 wide:pt-2">
        <b className="font-[550]">{session.title}</b>
        {session.kind === 'break' && (
          <span className="ms-3">
            <Badge>{t('events.kindOf.break')}</Badge>
          </span>
        )}
        {more && <p className="mt-0.5 text-sm text-ink-3">{more}</p>}
        {session.actual_starts_at && session.actual_ends_at && (
          <p className="num mt-1 text-sm text-warning">
            {t('events.counted', {
              from: at(session.actual_starts_at),
              until: at(session.actual_ends_at),
              reason: session.actual_reason,
            })}
          </p>
        )}
      </div>
      <Menu
        trigger={
          <IconButton
            label={t('events.sessionMore', { title: session.title })}
            className="max-wide:col-start-2 max-wide:row-span-2 max-wide:row-start-1"
          >
            <Ellipsis size={19} strokeWidth={1.75} aria-hidden />
          </IconButton>
        }
      >
        {!locked && (
          <MenuItem onSelect={() => onAct('edit')}>
            <Pencil size={17} strokeWidth={1.75} aria-hidden />
            {t('events.editSession')}
          </MenuItem>
        )}
        {session.kind === 'session' && (
          <MenuItem onSelect={() => onAct('window')}>
            <Clock size={17} strokeWidth={1.75} aria-hidden />
            {t('events.window')}
          </MenuItem>
        )}
        {!locked && (
          <MenuItem tone="danger" onSelect={() => onAct('delete')}>
            <Trash2 size={17} strokeWidth={1.75} aria-hidden />
            {t('events.deleteSession')}
          </MenuItem>
        )}
      </Menu>
    </li>
  );
}
