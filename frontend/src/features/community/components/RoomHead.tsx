import { ArrowLeft, Bell, BellOff, PanelRight, Search } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { Badge, IconButton, IconLink } from '@/components';
import { paths } from '@/config/paths';
import { formatCount } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import { useMute } from '../queries';
import { nameOf } from '../roomList';

import type { RoomDetail } from '@/api';

interface RoomHeadProps {
  room: RoomDetail;
  here: number;
  factsShown: boolean;
  onFacts: () => void;
  onSearch: () => void;
}

/** So far the server counts. */
const COUNTED = 1_000;

export function RoomHead({ room, here, factsShown, onFacts, onSearch }: RoomHeadProps) {
  const { t } = useTranslation('community');
  const mute = useMute(room.id);
  const muted = mute.isPending ? mute.variables : room.is_muted;
  const locale = useLocale();
  const people =
    room.member_count < COUNTED
      ? t('room.people', { count: room.member_count })
      : t('room.peopleMany', { most: formatCount(COUNTED, locale) });
  const about = room.name !== '' && room.activity ? room.activity.title : room.organization.name;
  return (
    <header className="flex min-h-[68px] items-center gap-1 border-b border-line py-2 ps-1.5 pe-2 wide:ps-10 wide:pe-5">
      <IconLink to={paths.rooms} label={t('room.back')} className="wide:hidden">
        <ArrowLeft size={20} strokeWidth={1.75} aria-hidden />
      </IconLink>
      <div className="min-w-0 flex-1">
        <h1 className="d4 truncate">{nameOf(room)}</h1>
        <p className="truncate text-sm text-ink-3">
          {about}
          {room.kind !== 'direct' && <>, {people}</>}
          {here > 0 && <>, {t('room.here', { count: here })}</>}
        </p>
      </div>
      {room.status === 'closed' && <Badge>{t('room.closed')}</Badge>}
      <IconButton label={t('search.open')} onClick={onSearch}>
        <Search size={19} strokeWidth={1.75} aria-hidden />
      </IconButton>
      <IconButton
        label={t(muted ? 'room.unmute' : 'room.mute')}
        aria-pressed={muted}
        disabled={mute.isPending}
        onClick={() => mute.mutate(!muted)}
      >
        {muted ? (
          <BellOff size={19} strokeWidth={1.75} aria-hidden />
        ) : (
          <Bell size={19} strokeWidth={1.75} aria-hidden />
        )}
      </IconButton>
      <IconButton label={t('room.facts')} aria-expanded={factsShown} onClick={onFacts}>
        <PanelRight size={19} strokeWidth={1.75} aria-hidden />
      </IconButton>
    </header>
  );
}
