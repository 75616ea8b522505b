import type { Act, Kept } from './acts';

/** Where lists and scans outlive a reload. */
export interface Keep {
  /** False where the browser gives no place to keep anything: then the page must stay open. */
  durable: boolean;
  lists: () => Promise<Kept[]>;
  list: (event: string) => Promise<Kept | undefined>;
  putList: (kept: Kept) => Promise<void>;
  dropLists: () => Promise<void>;
  acts: (event?: string) => Promise<Act[]>;
  putActs: (acts: readonly Act[]) => Promise<void>;
  dropActs: (nonces: readonly string[]) => Promise<void>;
}

const NAME = 'accredit.door';
const LISTS = 'lists';
const ACTS = 'acts';

let opened: Promise<Keep> | null = null;

/** The phone's own store; memory where the browser refuses one. */
export function keepOfPhone(): Promise<Keep> {
  opened ??= open().then(
    (database) => inDatabase(database),
    () => inMemory(),
  );
  return opened;
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = window.indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(LISTS, { keyPath: 'event' });
      request.result.createObjectStore(ACTS, { keyPath: 'nonce' }).createIndex('event', 'event');
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB is closed'));
    request.onblocked = () => reject(new Error('IndexedDB is blocked'));
  });
}

function inDatabase(database: IDBDatabase): Keep {
  const read = <T>(store: string, ask: (rows: IDBObjectStore) => IDBRequest) =>
    new Promise<T>((resolve, reject) => {
      const request = ask(database.transaction(store).objectStore(store));
      request.onsuccess = () => resolve(request.result as T);
      request.onerror = () => reject(request.error ?? new Error('IndexedDB failed'));
    });
  const write = (store: string, act: (rows: IDBObjectStore) => void) =>
    new Promise<void>((resolve, reject) => {
      const transaction = database.transaction(store, 'readwrite');
      act(transaction.objectStore(store));
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? new Error('IndexedDB failed'));
    });
  return {
    durable: true,
    lists: () => read<Kept[]>(LISTS, (rows) => rows.getAll()),
    list: (event) => read<Kept | undefined>(LISTS, (rows) => rows.get(event)),
    putList: (kept) => write(LISTS, (rows) => void rows.put(kept)),
    dropLists: () => write(LISTS, (rows) => void rows.clear()),
    acts: (event) => read<Act[]>(ACTS, (rows) => (event ? rows.index('event').getAll(event) : rows.getAll())),
    putActs: (acts) => write(ACTS, (rows) => acts.forEach((act) => rows.put(act))),
    dropActs: (nonces) => write(ACTS, (rows) => nonces.forEach((nonce) => rows.delete(nonce))),
  };
}

export function inMemory(): Keep {
  const lists = new Map<string, Kept>();
  const acts = new Map<string, Act>();
  const done = Promise.resolve();
  return {
    durable: false,
    lists: () => Promise.resolve([...lists.values()]),
    list: (event) => Promise.resolve(lists.get(event)),
    putList: (kept) => {
      lists.set(kept.event, kept);
      return done;
    },
    dropLists: () => {
      lists.clear();
      return done;
    },
    acts: (event) => Promise.resolve([...acts.values()].filter((act) => !event || act.event === event)),
    putActs: (some) => {
      for (const act of some) acts.set(act.nonce, act);
      return done;
    },
    dropActs: (nonces) => {
      for (const nonce of nonces) acts.delete(nonce);
      return done;
    },
  };
}
