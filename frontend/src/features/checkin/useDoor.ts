import { useEffect, useState, useSyncExternalStore } from 'react';

import { storage } from '@/lib/storage';

import { Door, type DoorState } from './door';
import { keepOfPhone } from './keep';
import { fetchInside, fetchManifest, sendScans } from './queries';

const DEVICE = 'accredit.door.name';

/** How this phone is called in the log: "Door A". */
export const deviceName = {
  get: (): string => storage.get(DEVICE) ?? '',
  set: (name: string): void => storage.set(DEVICE, name.trim().slice(0, 80) || null),
};

const NEVER = () => () => undefined;
const NOTHING = () => null;

/** The door of an event, opened while the page is there. Null until the phone's store is. */
export function useDoor(org: string, event: string): { door: Door; state: DoorState } | null {
  const [door, setDoor] = useState<Door | null>(null);

  useEffect(() => {
    let mine: Door | null = null;
    let gone = false;
    const changed = () => mine?.networkChanged();
    const seen = () => {
      if (!document.hidden) changed();
    };
    void keepOfPhone().then((keep) => {
      if (gone) return;
      mine = new Door({
        org,
        event,
        keep,
        fetchList: () => fetchManifest(org, event),
        fetchInside: () => fetchInside(org, event),
        send: (scans) => sendScans(org, event, scans),
        isOnline: () => navigator.onLine,
        device: deviceName.get,
      });
      setDoor(mine);
      void mine.open();
    });
    window.addEventListener('online', changed);
    window.addEventListener('offline', changed);
    document.addEventListener('visibilitychange', seen);
    return () => {
      gone = true;
      mine?.close();
      window.removeEventListener('online', changed);
      window.removeEventListener('offline', changed);
      document.removeEventListener('visibilitychange', seen);
    };
  }, [org, event]);

  const state = useSyncExternalStore(door?.subscribe ?? NEVER, door?.state ?? NOTHING);
  return door && state ? { door, state } : null;
}

/** The browser asks before the page is closed while scans wait on it. */
export function useStayAsked(waiting: boolean): void {
  useEffect(() => {
    if (!waiting) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [waiting]);
}

/** The screen stays lit while somebody stands at the door. */
export function useLitScreen(): void {
  useEffect(() => {
    const wakeLock = (navigator as { wakeLock?: WakeLock }).wakeLock;
    let held: WakeLockSentinel | null = null;
    let gone = false;
    const take = async () => {
      if (!wakeLock || document.hidden) return;
      try {
        const lock = await wakeLock.request('screen');
        if (gone) await lock.release();
        else held = lock;
      } catch {
        // A low battery: the screen may go dark.
      }
    };
    const again = () => void take();
    void take();
    document.addEventListener('visibilitychange', again);
    return () => {
      gone = true;
      document.removeEventListener('visibilitychange', again);
      void held?.release();
    };
  }, []);
}
