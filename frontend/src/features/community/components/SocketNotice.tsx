import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';

import { useSocketStatus } from '../client/current';

/** Says quietly that what is new comes a little later now, or not before there is a network. */
export function SocketNotice() {
  const { t } = useTranslation('community');
  const away = useSocketStatus() === 'away';
  const online = useSyncExternalStore(onTurn, () => navigator.onLine);
  return (
    <p role="status" className="px-5 text-sm text-ink-3 wide:px-10">
      {away && t(online ? 'room.reconnecting' : 'room.offline')}
    </p>
  );
}

function onTurn(notify: () => void): () => void {
  window.addEventListener('online', notify);
  window.addEventListener('offline', notify);
  return () => {
    window.removeEventListener('online', notify);
    window.removeEventListener('offline', notify);
  };
}
