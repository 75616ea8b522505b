import { BellOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';

import { Avatar, Cover } from '@/components';
import { paths } from '@/config/paths';
import { cx } from '@/lib/cx';

import { grouped, nameOf, type RoomGroup } from '../roomList';

import type { RoomRow } from '@/api';
import type { ReactNode } from 'react';

/** The rooms, grouped by what they are about; rooms of two come last. */
export function RoomList({ rooms }: { rooms: readonly RoomRow[] }) {
  const { t } = useTranslation('community');
  const { groups, direct } = grouped(rooms);
  return (
    <>
      <ul className="grid gap-1">
        {groups.map((group) => (
          <Group key={group.activity.id} group={group} />
        ))}
      </ul>
      {direct.length > 0 && (
        <>
          <h2 className="mt-5 px-2.5 pb-1.5 text-sm text-ink-3">{t('list.direct')}</h2>
          <ul>
            {direct.map((room) => (
              <li key={room.id}>
                <RoomRowLink room={room}>
                  <Avatar name={nameOf(room)} url={room.person?.avatar_url ?? null} size={28} />
                  <span className="min-w-0 flex-1 truncate">{nameOf(room)}</span>
                </RoomRowLink>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function Group({ group: { activity, main, topics } }: { group: RoomGroup }) {
  const cover = (
    <span className="size-[30px] flex-none overflow-hidden rounded-[8px]">
      <ActivityCover id={activity.id} url={activity.cover_url} />
    </span>
  );
  const title = <span className="line-clamp-2 min-w-0 flex-1 leading-[1.3]">{activity.title}</span>;
  return (
    <li>
      {main ? (
        <RoomRowLink room={main}>
          {cover}
          {title}
        </RoomRowLink>
      ) : (
        <p className="flex min-h-11 items-center gap-3 px-2.5 py-1.5 text-ui font-medium text-ink-2">
          {cover}
          {title}
        </p>
      )}
      {topics.length > 0 && (
        <ul className="ms-6 mt-0.5 mb-2 border-s-[1.5px] border-line ps-2.5">
          {topics.map((room) => (
            <li key={room.id}>
              <RoomRowLink room={room} small>
                <span className="min-w-0 flex-1 truncate">{room.name}</span>
              </RoomRowLink>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

export function ActivityCover({ id, url }: { id: string; url: string | null }) {
  return url ? (
    <img src={url} alt="" className="size-full object-cover" />
  ) : (
    <Cover seed={id} kind="rings" width={120} height={90} />
  );
}

interface RoomRowLinkProps {
  room: RoomRow;
  small?: boolean;
  children: ReactNode;
}

function RoomRowLink({ room, small = false, children }: RoomRowLinkProps) {
  return (
    <NavLink
      to={paths.room(room.id)}
      className={({ isActive }) =>
        cx(
          'flex items-center gap-3 px-2.5 text-ui',
          small ? 'min-h-11 rounded-[8px] wide:min-h-[34px]' : 'min-h-11 rounded-md py-1.5',
          isActive ? 'bg-surface font-semibold text-ink outline-card' : 'text-ink-2 hover:bg-tint',
          !isActive && (room.unread > 0 && !room.is_muted ? 'font-semibold text-ink' : 'font-medium'),
        )
      }
    >
      {children}
      <Counts room={room} />
    </NavLink>
  );
}

function Counts({ room }: { room: RoomRow }) {
  const { t } = useTranslation('community');
  return (
    <>
      {room.is_muted && (
        <span className="text-ink-3">
          <BellOff size={14} strokeWidth={1.75} aria-hidden />
          <span className="sr-only">{t('list.muted')}</span>
        </span>
      )}
      {room.mentions > 0 && (
        <span className="text-xs font-semibold text-warning">
          <span aria-hidden>@</span>
          <span className="sr-only">{t('list.mentions', { count: room.mentions })}</span>
        </span>
      )}
      {room.unread > 0 && (
        <span
          className={cx(
            'num rounded-[9px] px-[7px] py-px text-2xs font-semibold',
            room.is_muted ? 'bg-tint text-ink-2' : 'bg-primary text-on-primary',
          )}
        >
          <span aria-hidden>{room.unread > 99 ? '99+' : room.unread}</span>
          <span className="sr-only">{t('unread', { count: room.unread })}</span>
        </span>
      )}
    </>
  );
}

export function Here() {
  const { t } = useTranslation('community');
  return (
    <span title={t('here')} className="size-2 flex-none rounded-full bg-success">
      <span className="sr-only">{t('here')}</span>
    </span>
  );
}
