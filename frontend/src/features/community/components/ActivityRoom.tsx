import { useQuery } from '@tanstack/react-query';
import { MessagesSquare } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { paths } from '@/config/paths';
import { cx } from '@/lib/cx';
import { useLocale } from '@/lib/i18n';
import { useNow } from '@/lib/useNow';

import '../messages';
import { activityRoomQuery } from '../queries';
import { moment } from '../when';

interface ActivityRoomProps {
  /** The id of the event or course. */
  activity: string;
  className?: string;
}

const MINUTE_MS = 60_000;

/** The way from an activity to its room, with what was said last. Nothing for who is not in it, or when there is none. */
export default function ActivityRoom({ activity, className }: ActivityRoomProps) {
  const { t } = useTranslation('community');
  const locale = useLocale();
  const now = useNow(MINUTE_MS);
  const room = useQuery(activityRoomQuery(activity)).data;
  if (!room) return null;
  return (
    <section className={cx('rounded-lg bg-surface p-5 outline-card', className)}>
      <div className="flex items-center gap-2.5">
        <MessagesSquare size={18} strokeWidth={1.75} aria-hidden className="text-primary-text" />
        <h2 className="heading flex-1">{t('panel.title')}</h2>
        {room.unread > 0 && (
          <span className="num rounded-[9px] bg-primary px-[7px] py-px text-2xs font-semibold text-on-primary">
            {t('panel.new', { count: room.unread })}
          </span>
        )}
      </div>
      {room.latest ? (
        <p className="mt-2.5 line-clamp-3 text-ui text-ink-2">
          <b className="font-semibold text-ink">{room.latest.sender.display_name}</b>{' '}
          <span className="num text-xs text-ink-3">{moment(room.latest.created_at, locale, now)}</span>
          <br />
          {room.latest.excerpt}
        </p>
      ) : (
        <p className="mt-2.5 text-ui text-ink-2">{t('panel.empty')}</p>
      )}
      <Link
        to={paths.room(room.id)}
        className="link mt-2.5 inline-flex min-h-11 items-center text-ui wide:min-h-6"
      >
        {t('panel.open')}
      </Link>
    </section>
  );
}
