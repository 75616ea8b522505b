import { useTranslation } from 'react-i18next';

import { useSocketStatus } from '../client/current';

/** Says quietly that what is new comes a little later now. */
export function SocketNotice() {
  const { t } = useTranslation('community');
  const away = useSocketStatus() === 'away';
  return (
    <p role="status" className="px-5 text-sm text-ink-3 wide:px-10">
      {away && t('room.reconnecting')}
    </p>
  );
}
