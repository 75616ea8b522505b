import type { DoorState } from './door';

/** How things stand between phone and server, for `sync.<key>`. `loud` is said aloud, too. */
export interface SyncWords {
  key:
    | 'live'
    | 'sent'
    | 'sending'
    | 'offline'
    | 'offlineWaiting'
    | 'failing'
    | 'denied'
    | 'signedOut'
    | 'listOld';
  tone: 'good' | 'waiting' | 'bad';
  count: number;
  since: number;
  loud: boolean;
}

export function syncWords(state: DoorState): SyncWords {
  const { acts, kept, online, failingSince, trouble, listError } = state;
  const waiting = acts.filter((act) => act.state === 'waiting').length;
  const fetchedAt = kept?.fetchedAt ?? 0;
  const loud = { tone: 'bad', count: waiting, loud: true } as const;
  if (!online) {
    return waiting > 0
      ? { key: 'offlineWaiting', ...loud, tone: 'waiting', since: fetchedAt }
      : { key: 'offline', ...loud, tone: 'waiting', since: fetchedAt };
  }
  if (failingSince !== null && waiting > 0) {
    const key = trouble === 'denied' ? 'denied' : trouble === 'signed-out' ? 'signedOut' : 'failing';
    return { key, ...loud, since: failingSince };
  }
  if (waiting > 0) return { key: 'sending', tone: 'waiting', count: waiting, since: 0, loud: false };
  if (listError) return { key: 'listOld', ...loud, since: fetchedAt };
  const sent = acts.filter((act) => act.state === 'sent').length;
  return { key: sent > 0 ? 'sent' : 'live', tone: 'good', count: sent, since: 0, loud: false };
}
