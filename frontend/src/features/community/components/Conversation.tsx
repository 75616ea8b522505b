import { useEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';

import { Button, EmptyState, Loading, Skeleton } from '@/components';
import { useLocale } from '@/lib/i18n';
import { useNow } from '@/lib/useNow';

import { dayOf, dayWords, moment } from '../when';

import { MessageItem, type MessageActs } from './MessageItem';
import { PendingItem } from './PendingItem';

import type { RoomDetail } from '@/api';
import type { FeedView } from '../client/feedView';
import type { RoomFeed } from '../client/roomFeed';

interface ConversationProps {
  room: RoomDetail;
  feed: RoomFeed;
  view: FeedView;
  /** What was read and what was there when the room was opened: the line above what is new stays while it is open. */
  opened: Pick<RoomDetail, 'read_seq' | 'last_seq'>;
  /** A message that a link leads to. */
  wanted: number | null;
  acts: MessageActs;
  onEnd: () => void;
  onWrite: () => void;
}

const NEAR_PX = 240;
const WORTH_A_JUMP = 5;
const MINUTE_MS = 60_000;

/** The messages of a room, the newest at the lower edge, where the view stays while one is there. */
export function Conversation({ room, feed, view, opened, wanted, acts, onEnd, onWrite }: ConversationProps) {
  const { t } = useTranslation('community');
  const locale = useLocale();
  const now = useNow(MINUTE_MS);
  const log = useRef<HTMLDivElement>(null);
  const { messages } = view;
  const firstUnread = messages.find(
    ({ seq, sender }) => seq > opened.read_seq && seq <= opened.last_seq && sender.id !== feed.me,
  )?.seq;
  const last = messages.at(-1);
  useLanding(log, view.state === 'ready', wanted, firstUnread ?? null);
  useReading(log, feed, view);

  const [away, setAway] = useState(false);
  const [jumped, setJumped] = useState(false);
  const scrolled = () => {
    const box = log.current;
    if (!box) return;
    const fromEnd = Math.abs(box.scrollTop);
    setAway(fromEnd > NEAR_PX);
    if (view.paging !== null) return;
    if (box.scrollHeight - box.clientHeight - fromEnd < NEAR_PX) void feed.older();
    if (fromEnd < NEAR_PX && view.hasNewer) void feed.newer();
  };
  const toEnd = () => {
    onEnd();
    log.current?.scrollTo({ top: 0 });
  };
  const toUnread = () => {
    if (firstUnread === undefined) return;
    setJumped(true);
    const mark = log.current?.querySelector<HTMLElement>('[data-first-unread]');
    mark?.scrollIntoView({ block: 'start' });
    log.current?.querySelector<HTMLElement>(`[data-seq="${firstUnread}"]`)?.focus({ preventScroll: true });
  };
  const unread = firstUnread === undefined ? 0 : messages.filter(({ seq }) => seq >= firstUnread).length;

  if (view.state === 'loading' && messages.length === 0) {
    return (
      <div className="min-h-0 flex-1 px-5 pt-6 wide:px-10">
        <Loading>
          {[0, 1, 2, 3].map((row) => (
            <Skeleton key={row} className="mb-6 h-14 w-full max-w-[560px]" />
          ))}
        </Loading>
      </div>
    );
  }
  if (messages.length === 0 && view.pending.length === 0) {
    return (
      <div className="min-h-0 flex-1 overflow-y-auto px-5">
        <EmptyState
          title={t('room.emptyTitle')}
          action={room.may_write && <Button onClick={onWrite}>{t('room.begin')}</Button>}
        >
          {t(room.is_announcements ? 'room.emptyAnnouncements' : 'room.emptyText')}
        </EmptyState>
      </div>
    );
  }
  return (
    <>
      {unread > WORTH_A_JUMP && !away && !jumped && (
        <div className="flex justify-center pt-1.5">
          <Button size="sm" onClick={toUnread}>
            {t('room.toUnread', { count: unread })}
          </Button>
        </div>
      )}
      <div
        ref={log}
        onScroll={scrolled}
        className="flex min-h-0 flex-1 flex-col-reverse overflow-y-auto px-5 pt-2 pb-3 wide:px-10"
      >
        <div>
          {view.hasOlder && (
            <div className="flex justify-center py-2">
              <Button
                size="sm"
                variant="ghost"
                busy={view.paging === 'older' && t('room.loading')}
                onClick={() => void feed.older()}
              >
                {t(view.paging === 'failed' ? 'room.pageFailed' : 'room.older')}
              </Button>
            </div>
          )}
          {/* Arrows go from message to message; every act in one is a button of its own. */}
          {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
          <ol aria-label={t('room.messages')} onKeyDown={walk}>
            {messages.map((message, index) => {
              const before = messages[index - 1];
              const newDay = !before || dayOf(before.created_at) !== dayOf(message.created_at);
              return (
                <li key={message.id}>
                  {newDay && <Line>{dayWords(message.created_at, locale, now)}</Line>}
                  {message.seq === firstUnread && (
                    <Line fresh>
                      {before
                        ? t('room.newSince', { when: moment(before.created_at, locale, now) })
                        : t('room.new')}
                    </Line>
                  )}
                  <MessageItem
                    message={message}
                    feed={feed}
                    room={room}
                    focusable={message === last}
                    wanted={message.seq === wanted}
                    acts={acts}
                  />
                  {room.kind === 'direct' && message === last && message.sender.id === feed.me && (
                    <p className="ps-[53px] text-xs text-ink-3">
                      {view.otherRead >= message.seq && t('room.read')}
                    </p>
                  )}
                </li>
              );
            })}
            {!view.hasNewer &&
              view.pending.map((pending) => (
                <li key={pending.client_id}>
                  <PendingItem pending={pending} feed={feed} room={room.id} />
                </li>
              ))}
          </ol>
          {view.hasNewer && (
            <div className="flex justify-center py-2">
              <Button
                size="sm"
                variant="ghost"
                busy={view.paging === 'newer' && t('room.loading')}
                onClick={() => void feed.newer()}
              >
                {t(view.paging === 'failed' ? 'room.pageFailed' : 'room.newer')}
              </Button>
            </div>
          )}
        </div>
      </div>
      {(away || view.hasNewer) && (
        <div className="flex justify-center py-1">
          <Button size="sm" onClick={toEnd}>
            {t('room.toNewest')}
          </Button>
        </div>
      )}
    </>
  );
}

function Line({ fresh = false, children }: { fresh?: boolean; children: string }) {
  return (
    <p
      data-first-unread={fresh || undefined}
      className={
        fresh
          ? 'mt-3 mb-1 flex items-center gap-3.5 text-sm font-semibold text-primary-text before:h-px before:flex-1 before:bg-primary/40 after:h-px after:flex-1 after:bg-primary/40'
          : 'mt-3 mb-1 flex items-center gap-3.5 text-sm text-ink-3 before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line'
      }
    >
      <span className="first-letter:uppercase">{children}</span>
    </p>
  );
}

/** Up and down, to the first and to the last. */
export function walk(event: KeyboardEvent<HTMLElement>): void {
  if (!(event.target instanceof HTMLElement) || event.target.dataset['seq'] === undefined) return;
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-seq]')];
  const at = all.indexOf(event.target);
  const next = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: all.length - 1 }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  all[next]?.focus();
}

/** Where the view lands when a room opens: at what a link means, or where reading stopped. */
function useLanding(
  log: RefObject<HTMLDivElement | null>,
  ready: boolean,
  wanted: number | null,
  firstUnread: number | null,
): void {
  const landed = useRef<number | 'first' | null>(null);
  useEffect(() => {
    if (!ready) return;
    if (wanted !== null) {
      if (landed.current === wanted) return;
      const found = log.current?.querySelector<HTMLElement>(`[data-seq="${wanted}"]`);
      if (!found) return;
      landed.current = wanted;
      found.scrollIntoView({ block: 'center' });
      found.focus({ preventScroll: true });
    } else if (landed.current === null) {
      landed.current = 'first';
      if (firstUnread !== null) {
        log.current?.querySelector('[data-first-unread]')?.scrollIntoView({ block: 'start' });
      }
    }
  }, [log, ready, wanted, firstUnread]);
}

/** What stands at the lower edge of a page that somebody looks at is read. */
function useReading(log: RefObject<HTMLDivElement | null>, feed: RoomFeed, view: FeedView): void {
  const last = view.lastSeq;
  const whole = view.state === 'ready' && !view.hasNewer;
  useEffect(() => {
    if (!whole || last === 0) return;
    const look = () => {
      const box = log.current;
      if (document.visibilityState !== 'visible' || !box || Math.abs(box.scrollTop) > NEAR_PX) return;
      void feed.seen(last);
    };
    look();
    const box = log.current;
    box?.addEventListener('scroll', look, { passive: true });
    document.addEventListener('visibilitychange', look);
    return () => {
      box?.removeEventListener('scroll', look);
      document.removeEventListener('visibilitychange', look);
    };
  }, [log, feed, last, whole]);
}
