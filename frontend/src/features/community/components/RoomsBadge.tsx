import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { cx } from '@/lib/cx';

import '../messages';
import { unreadQuery } from '../queries';

const SHOWN_AT_MOST = 99;

/** How much is unread in all rooms; muted ones do not count. */
export default function RoomsBadge({ className }: { className?: string }) {
  const { t } = useTranslation('community');
  const count = useQuery(unreadQuery()).data?.messages ?? 0;
  if (count === 0) return null;
  return (
    <span
      className={cx(
        'num inline-block h-4 min-w-4 rounded-[9px] bg-primary px-1 text-center text-[10px] leading-4 font-semibold text-on-primary',
        className,
      )}
    >
      <span aria-hidden>{count > SHOWN_AT_MOST ? `${SHOWN_AT_MOST}+` : count}</span>
      <span className="sr-only">{t('unread', { count })}</span>
    </span>
  );
}
