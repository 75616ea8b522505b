import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { EmptyState, Status, Table, Td, Th, Tr } from '@/components';
import { formatRelativeDay } from '@/lib/format';
import { useLocale } from '@/lib/i18n';
import { useNow } from '@/lib/useNow';

import '../messages';
import './messages';
import { useOrganization } from '../organization';
import { PagedList } from '../PagedList';
import { Page } from '../shell/Page';

import { staffRoomsQuery } from './queries';
import { roomName } from './roomName';
import { RoomSheet } from './RoomSheet';
import { RoomsHead } from './RoomsHead';

import type { StaffRoom } from '@/api';

const MINUTE_MS = 60_000;

/** The rooms of the organization with what is set in them. */
export function RoomsPage() {
  const { t } = useTranslation('rooms');
  const { slug } = useOrganization();
  const list = useInfiniteQuery(staffRoomsQuery(slug));
  const [chosen, setChosen] = useState<StaffRoom | null>(null);
  const rooms = list.data?.pages.flatMap((page) => page.results) ?? [];
  return (
    <Page title={t('title')} needs={['moderate_rooms']}>
      <RoomsHead />
      <div className="mt-6">
        <PagedList
          list={list}
          count={rooms.length}
          errorTitle={t('list.errorTitle')}
          empty={<EmptyState title={t('list.emptyTitle')}>{t('list.emptyText')}</EmptyState>}
        >
          <Rooms rooms={rooms} onOpen={setChosen} />
        </PagedList>
      </div>
      {chosen && <RoomSheet key={chosen.id} room={chosen} onClose={() => setChosen(null)} />}
    </Page>
  );
}

function Rooms({ rooms, onOpen }: { rooms: readonly StaffRoom[]; onOpen: (room: StaffRoom) => void }) {
  const { t } = useTranslation('rooms');
  const locale = useLocale();
  const now = new Date(useNow(MINUTE_MS));
  const name = (room: StaffRoom) => (
    <button
      type="button"
      data-shortcut="e"
      onClick={() => onOpen(room)}
      className="min-h-11 text-start font-[550] decoration-1 underline-offset-4 hover:underline wide:min-h-9"
    >
      {roomName(room, t('direct'))}
    </button>
  );
  return (
    <>
      <div className="max-wide:hidden">
        <Table>
          <thead>
            <Tr>
              <Th>{t('list.room')}</Th>
              <Th numeric>{t('list.people')}</Th>
              <Th numeric>{t('list.messages')}</Th>
              <Th numeric>{t('list.reports')}</Th>
              <Th>{t('list.active')}</Th>
              <Th>{t('list.status')}</Th>
            </Tr>
          </thead>
          <tbody>
            {rooms.map((room) => (
              <Tr key={room.id}>
                <Td>{name(room)}</Td>
                <Td numeric>{room.member_count}</Td>
                <Td numeric>{room.last_seq}</Td>
                <Td numeric>{room.open_reports}</Td>
                <Td className="num">{formatRelativeDay(room.active_at, locale, now)}</Td>
                <Td>
                  <RoomStatus room={room} />
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      </div>
      <ul className="border-t border-line wide:hidden">
        {rooms.map((room) => (
          <li key={room.id} className="border-b border-line py-2">
            {name(room)}
            <p className="num text-sm text-ink-3">
              {t('list.summary', { people: room.member_count, messages: room.last_seq })}
            </p>
            <span className="flex flex-wrap items-center gap-x-4">
              <RoomStatus room={room} />
              {room.open_reports > 0 && (
                <Status tone="warning">{t('list.waiting', { count: room.open_reports })}</Status>
              )}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function RoomStatus({ room }: { room: StaffRoom }) {
  const { t } = useTranslation('rooms');
  if (room.status === 'closed') return <Status>{t('state.closed')}</Status>;
  if (room.is_announcements) return <Status tone="info">{t('state.announcements')}</Status>;
  if (room.slow_mode_seconds > 0) {
    return <Status tone="warning">{t('state.slow', { count: room.slow_mode_seconds })}</Status>;
  }
  return <Status tone="success">{t('state.open')}</Status>;
}
