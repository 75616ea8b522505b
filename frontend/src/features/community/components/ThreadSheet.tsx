import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';

import { ErrorState, Loading, Sheet, Skeleton } from '@/components';

import { ownLast } from '../ownLast';
import { useEditing } from '../useEditing';

import { Composer } from './Composer';
import { walk } from './Conversation';
import { MessageItem, type MessageActs } from './MessageItem';
import { PendingItem } from './PendingItem';

import type { RoomDetail, RoomMessage } from '@/api';
import type { FeedView } from '../client/feedView';
import type { RoomFeed } from '../client/roomFeed';

interface ThreadSheetProps {
  room: RoomDetail;
  feed: RoomFeed;
  /** A new view means that something was heard. */
  view: FeedView;
  thread: string | null;
  /** A reply that a link leads to. */
  wanted: number | null;
  onReport: (message: RoomMessage) => void;
  onProblem: (words: string) => void;
  onClose: () => void;
}

/** A message and what was answered to it, beside the conversation. Esc ends an edit, and without one the thread. */
export function ThreadSheet({
  room,
  feed,
  view,
  thread,
  wanted,
  onReport,
  onProblem,
  onClose,
}: ThreadSheetProps) {
  const { t } = useTranslation('community');
  const composer = useRef<HTMLTextAreaElement>(null);
  const [editing, edit] = useEditing(composer);
  return (
    <Sheet
      open={thread !== null}
      onOpenChange={(open) => {
        if (open) return;
        edit(null);
        onClose();
      }}
      title={t('thread.title')}
      actions={
        thread !== null && (
          <div className="-mx-3 -my-1.5 min-w-0 flex-1">
            <Composer
              key={thread}
              ref={composer}
              room={room}
              feed={feed}
              thread={thread}
              inSheet
              onEditLast={() => edit(ownLast(feed.log.replies(thread), feed.me))}
            />
          </div>
        )
      }
    >
      {thread !== null && (
        <Thread
          key={thread}
          room={room}
          feed={feed}
          view={view}
          thread={thread}
          wanted={wanted}
          acts={{ editing, onEdit: edit, onReport, onProblem }}
        />
      )}
    </Sheet>
  );
}

interface ThreadProps extends Pick<ThreadSheetProps, 'room' | 'feed' | 'view' | 'wanted'> {
  thread: string;
  acts: MessageActs;
}

function Thread({ room, feed, view, thread, wanted, acts }: ThreadProps) {
  const { t } = useTranslation('community');
  const { mutate: read, error } = useMutation({ mutationFn: () => feed.openThread(thread) });
  useEffect(() => read(), [read, thread]);
  const begin = feed.log.get(thread);
  const replies = feed.log.replies(thread);
  const pending = feed.log.pending(thread);
  const box = useRef<HTMLDivElement>(null);
  const last = replies.at(-1)?.seq ?? 0;
  const isRead = feed.hasThread(thread);
  useLanding(box, wanted, isRead ? last + pending.length : null);
  return (
    <div ref={box}>
      {begin && <MessageItem message={begin} feed={feed} room={room} focusable acts={acts} />}
      {!isRead && error === null && (
        <Loading>
          <Skeleton className="mt-3 h-16 w-full" />
        </Loading>
      )}
      {error !== null && <ErrorState title={t('thread.errorTitle')} error={error} retry={() => read()} />}
      {/* Arrows go from reply to reply; every act in one is a button of its own. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <ol
        aria-label={t('thread.replies', { count: replies.length })}
        onKeyDown={walk}
        className="mt-2 border-t border-line pt-2"
      >
        {replies.map((message) => (
          <li key={message.id}>
            <MessageItem
              message={message}
              feed={feed}
              room={room}
              focusable={message.seq === last}
              wanted={message.seq === wanted}
              acts={acts}
            />
          </li>
        ))}
        {pending.map((one) => (
          <li key={one.client_id}>
            <PendingItem pending={one} feed={feed} room={room.id} />
          </li>
        ))}
      </ol>
      <p role="status" aria-live="polite" className="sr-only">
        {view.state === 'ready' && isRead && t('thread.replies', { count: replies.length })}
      </p>
    </div>
  );
}

/** Opened by a link, the view stands at what it means; else at the newest, where it stays while one is there. */
function useLanding(box: RefObject<HTMLDivElement | null>, wanted: number | null, end: number | null): void {
  const landed = useRef(false);
  useEffect(() => {
    if (end === null) return;
    const rows = [...(box.current?.querySelectorAll<HTMLElement>('ol > li') ?? [])];
    if (!landed.current && wanted !== null) {
      const found = box.current?.querySelector<HTMLElement>(`ol [data-seq="${wanted}"]`);
      // After the sheet itself, which gives the focus to the field.
      requestAnimationFrame(() => {
        found?.scrollIntoView({ block: 'center' });
        found?.focus({ preventScroll: true });
      });
    } else if (!landed.current || isInView(rows.at(-2), box.current)) {
      rows.at(-1)?.scrollIntoView({ block: 'nearest' });
    }
    landed.current = true;
  }, [box, wanted, end]);
}

function isInView(row: HTMLElement | undefined, box: HTMLElement | null): boolean {
  const edge = box?.parentElement?.getBoundingClientRect().bottom ?? 0;
  return row === undefined || row.getBoundingClientRect().top < edge;
}
