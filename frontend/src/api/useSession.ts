import { useSyncExternalStore } from 'react';

import { session, type SessionStatus } from './session';

export function useSession(): SessionStatus {
  return useSyncExternalStore(session.subscribe, session.status);
}
