import { ApiError, isApiError, type SocketTicket } from '@/api';

import { longPause, pauseBefore } from './backoff';
import { CLOSED, readFrame, type ClientFrame, type ErrorFrame, type ServerFrame } from './frames';

/** `live`: everything is heard at once. `away`: ask over HTTP meanwhile. */
export type SocketStatus = 'idle' | 'connecting' | 'live' | 'away';

/** What the browser's WebSocket is used for. */
export interface Line {
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number }) => void) | null;
  send: (text: string) => void;
  close: () => void;
}

interface Parts {
  /** `fresh`: by an access token that has just been renewed. */
  askTicket: (fresh: boolean) => Promise<SocketTicket>;
  open: (address: string) => Line;
  onFrame: (frame: ServerFrame) => void;
  onStatus: (status: SocketStatus) => void;
  random?: () => number;
}

interface Waiting {
  resolve: (frame: ServerFrame) => void;
  reject: (error: unknown) => void;
  timer: number;
}

type Answered = Extract<ClientFrame, { type: 'subscribe' | 'send' | 'renew' }>;

const HEARTBEAT_MS = 25_000;
const ANSWER_MS = 8_000;
const RENEW_BEFORE_MS = 60_000;
const SOONEST_RENEWAL_MS = 5_000;

/**
 * The one socket of this tab: opened with a fresh ticket, kept beyond the end of its token, and opened again whenever
 * it ends, until `stop`. What is sent while it is away is refused at once; nothing is kept in here.
 */
export class CommunitySocket {
  status: SocketStatus = 'idle';
  private line: Line | null = null;
  private attempt = 0;
  private running = false;
  private welcomed = false;
  private serial = 0;
  private round = 0;
  private readonly waiting = new Map<string, Waiting>();
  private retry: number | undefined;
  private heartbeat: number | undefined;
  private silence: number | undefined;
  private renewal: number | undefined;
  private readonly random: () => number;

  constructor(private readonly parts: Parts) {
    this.random = parts.random ?? Math.random;
  }

  start(): void {
    if (this.running) return;
    this.running = true;
    window.addEventListener('online', this.hurry);
    window.addEventListener('offline', this.lost);
    void this.connect();
  }

  stop(): void {
    this.running = false;
    this.round += 1;
    window.removeEventListener('online', this.hurry);
    window.removeEventListener('offline', this.lost);
    window.clearTimeout(this.retry);
    this.drop();
    this.become('idle');
  }

  /** Gives false when nobody would hear it. */
  say(frame: ClientFrame): boolean {
    if (!this.line || !this.welcomed) return false;
    this.line.send(JSON.stringify(frame));
    return true;
  }

  /** A frame that is answered. Rejects with what HTTP would have said, or as offline. */
  ask(frame: Answered): Promise<ServerFrame> {
    const id = `${frame.type}-${(this.serial += 1)}`;
    return new Promise((resolve, reject) => {
      if (!this.say({ ...frame, id })) {
        reject(noAnswer());
        return;
      }
      const timer = window.setTimeout(() => {
        this.waiting.delete(id);
        reject(noAnswer());
      }, ANSWER_MS);
      this.waiting.set(id, { resolve, reject, timer });
    });
  }

  private async connect(): Promise<void> {
    window.clearTimeout(this.retry);
    this.drop();
    if (this.status !== 'away') this.become('connecting');
    const round = (this.round += 1);
    let ticket: SocketTicket;
    try {
      ticket = await this.parts.askTicket(false);
    } catch (error) {
      if (round !== this.round) return;
      if (isApiError(error) && error.retryAfterSeconds !== null) this.again(error.retryAfterSeconds * 1000);
      else this.again(isApiError(error) && error.status === 401 ? longPause(this.random) : undefined);
      return;
    }
    // Meanwhile it may have been stopped, or begun anew.
    if (round !== this.round) return;
    const line = this.parts.open(addressOf(ticket));
    this.line = line;
    this.expectSomething();
    line.onmessage = ({ data }) => {
      if (this.line === line && typeof data === 'string') this.receive(data);
    };
    line.onclose = ({ code }) => {
      if (this.line === line) this.closed(code);
    };
  }

  private receive(text: string): void {
    const frame = readFrame(text);
    if (!frame) return;
    this.expectSomething();
    if (frame.type === 'welcome') this.welcome(frame.until, frame.heartbeat_seconds);
    if (frame.type === 'renewed') this.renewAt(frame.until);
    if (frame.type === 'welcome' || frame.type === 'line') this.become(frame.is_up ? 'live' : 'away');
    if ('re' in frame && frame.re !== null) this.answer(frame.re, frame);
    this.parts.onFrame(frame);
  }

  private welcome(until: string, heartbeatSeconds: number): void {
    this.welcomed = true;
    this.attempt = 0;
    this.heartbeat = window.setInterval(() => this.say({ type: 'ping' }), heartbeatSeconds * 1000);
    this.renewAt(until);
  }

  private answer(re: string, frame: ServerFrame): void {
    const one = this.waiting.get(re);
    if (!one) return;
    this.waiting.delete(re);
    window.clearTimeout(one.timer);
    if (frame.type === 'error') one.reject(problemOf(frame));
    else one.resolve(frame);
  }

  private renewAt(until: string): void {
    window.clearTimeout(this.renewal);
    const left = Date.parse(until) - Date.now();
    const pause = Math.max(SOONEST_RENEWAL_MS, left - RENEW_BEFORE_MS);
    this.renewal = window.setTimeout(() => void this.renew(), pause);
  }

  /** When this does not succeed, the server closes the socket in its time, and it is opened again. */
  private async renew(): Promise<void> {
    try {
      const { ticket } = await this.parts.askTicket(true);
      await this.ask({ type: 'renew', ticket });
    } catch {
      // The code 4401 follows.
    }
  }

  private closed(code: number): void {
    this.drop();
    const slowly: readonly number[] = [CLOSED.notUnderstood, CLOSED.tooManySockets, CLOSED.tooManyFrames];
    this.again(slowly.includes(code) ? longPause(this.random) : undefined);
  }

  private again(pause = pauseBefore(this.attempt, this.random)): void {
    if (!this.running) return;
    this.attempt += 1;
    this.become('away');
    window.clearTimeout(this.retry);
    this.retry = window.setTimeout(() => void this.connect(), pause);
  }

  /** A network that went away without a word: a heartbeat stayed without an answer. */
  private expectSomething(): void {
    window.clearTimeout(this.silence);
    this.silence = window.setTimeout(() => this.lost(), HEARTBEAT_MS + ANSWER_MS);
  }

  private readonly lost = (): void => {
    if (!this.line) return;
    this.drop();
    this.again();
  };

  private readonly hurry = (): void => {
    if (this.line || !this.running) return;
    this.attempt = 0;
    void this.connect();
  };

  private drop(): void {
    window.clearInterval(this.heartbeat);
    window.clearTimeout(this.silence);
    window.clearTimeout(this.renewal);
    const line = this.line;
    this.line = null;
    this.welcomed = false;
    line?.close();
    for (const one of this.waiting.values()) {
      window.clearTimeout(one.timer);
      one.reject(noAnswer());
    }
    this.waiting.clear();
  }

  private become(status: SocketStatus): void {
    if (this.status === status) return;
    this.status = status;
    this.parts.onStatus(status);
  }
}

function addressOf({ path, ticket }: SocketTicket): string {
  const address = new URL(path, window.location.origin);
  address.protocol = address.protocol.replace('http', 'ws');
  address.searchParams.set('ticket', ticket);
  return address.href;
}

function noAnswer(): ApiError {
  return new ApiError({ type: 'about:blank', title: 'No answer', status: 0, code: 'offline' });
}

function problemOf({ code, title, detail, status, retry_after: retryAfter }: ErrorFrame): ApiError {
  return new ApiError({ type: 'about:blank', title, detail, status, code }, retryAfter);
}
