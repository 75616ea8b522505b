import { useSyncExternalStore } from 'react';

import type { Community } from './community';
import type { SocketStatus } from './socket';

let current: Community | null = null;
const listeners = new Set<() => void>();

/** The community of whoever is signed in; set by the host that starts and stops it. */
export function setCommunity(next: Community | null): void {
  current = next;
  for (const listener of listeners) listener();
}

export function useCommunity(): Community | null {
  return useSyncExternalStore(subscribe, () => current);
}

export function useSocketStatus(): SocketStatus {
  const community = useCommunity();
  return useSyncExternalStore(community ? community.subscribe : never, community ? community.status : idle);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const never = () => () => undefined;
const idle = (): SocketStatus => 'idle';
