import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { Avatar, ButtonLink, Sheet } from '@/components';
import { paths } from '@/config/paths';
import { useLocale } from '@/lib/i18n';
import { useWide } from '@/lib/useMediaQuery';

import { membersQuery } from '../queries';
import { beginning } from '../when';

import { ReceiptsChoice } from './ReceiptsChoice';
import { ActivityCover, Here } from './RoomList';

import type { RoomDetail, RoomMember } from '@/api';

interface RoomAsideProps {
  room: RoomDetail;
  here: ReadonlySet<string>;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** What the room is about and who is in it: beside it on a desk, over it on a phone. */
export function RoomAside({ room, here, open, onOpenChange }: RoomAsideProps) {
  const { t } = useTranslation('community');
  const wide = useWide();
  if (!wide) {
    return (
      <Sheet open={open} onOpenChange={onOpenChange} title={t('facts.title')}>
        <Facts room={room} here={here} />
      </Sheet>
    );
  }
  if (!open) return null;
  return (
    <aside aria-label={t('facts.title')} className="w-[272px] overflow-y-auto px-6 py-[22px]">
      <Facts room={room} here={here} />
    </aside>
  );
}

function Facts({ room, here }: Pick<RoomAsideProps, 'room' | 'here'>) {
  const { t } = useTranslation('community');
  const locale = useLocale();
  const members = useQuery(membersQuery(room.id, ''));
  const people = members.data?.results ?? [];
  const staff = people.filter(({ standing }) => standing === 'staff');
  const others = people.filter(({ standing }) => standing === 'member');
  const { activity } = room;
  return (
    <>
      {activity && (
        <>
          <div className="h-[116px] overflow-hidden rounded-md">
            <ActivityCover id={activity.id} url={activity.cover_url} />
          </div>
          <p className="heading mt-4 leading-[1.4]">{activity.title}</p>
          {activity.starts_at && (
            <p className="num mt-0.5 text-sm text-ink-3">{beginning(activity.starts_at, locale)}</p>
          )}
          <ButtonLink
            size="sm"
            block
            className="mt-3.5"
            to={activity.kind === 'event' ? paths.event(activity.slug) : paths.course(activity.slug)}
          >
            {t(activity.kind === 'event' ? 'facts.openEvent' : 'facts.openCourse')}
          </ButtonLink>
        </>
      )}
      {room.retention_days !== null && (
        <p className="mt-4 text-sm text-ink-3">{t('facts.retention', { count: room.retention_days })}</p>
      )}
      <People title={t('facts.staff')} people={staff} here={here} />
      <People title={t('facts.members')} people={others} here={here} />
      {members.data?.next && <p className="mt-2 text-sm text-ink-3">{t('facts.andMore')}</p>}
      {room.kind === 'direct' && <ReceiptsChoice />}
    </>
  );
}

interface PeopleProps {
  title: string;
  people: readonly RoomMember[];
  here: ReadonlySet<string>;
}

function People({ title, people, here }: PeopleProps) {
  if (people.length === 0) return null;
  return (
    <section className="mt-5 border-t border-line pt-4">
      <h2 className="text-sm font-semibold">{title}</h2>
      <ul className="mt-2">
        {people.map(({ person }) => (
          <li key={person.id} className="flex items-center gap-[11px] py-1.5 text-ui">
            <Avatar name={person.display_name} url={person.avatar_url} size={28} />
            <span className="min-w-0 flex-1 truncate">{person.display_name}</span>
            {here.has(person.id) && <Here />}
          </li>
        ))}
      </ul>
    </section>
  );
}
