import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { ErrorState, Loading, Sheet, Skeleton } from '@/components';

import { Composer } from './Composer';
import { walk } from './Conversation';
import { MessageItem } from './MessageItem';
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
  onReport: (message: RoomMessage) => void;
  onProblem: (words: string) => void;
  onClose: () => void;
}

/** A message and what was answered to it, beside the conversation. */
export function ThreadSheet({ room, feed, view, thread, onClose, ...acts }: ThreadSheetProps) {
  const { t } = useTranslation('community');
  return (
    <Sheet open={thread !== null} onOpenChange={(open) => !open && onClose()} title={t('thread.title')}>
      {thread !== null && <Thread room={room} feed={feed} view={view} thread={thread} {...acts} />}
    </Sheet>
  );
}

function Thread({
  room,
  feed,
  thread,
  onReport,
  onProblem,
}: Omit<ThreadSheetProps, 'onClose'> & { thread: string }) {
  const { t } = useTranslation('community');
  const { mutate: read, error } = useMutation({ mutationFn: () => feed.openThread(thread) });
  useEffect(() => read(), [read, thread]);
  const composer = useRef<HTMLTextAreaElement>(null);
  const [editing, setEditing] = useState<string | null>(null);
  const edit = (message: string | null) => {
    setEditing(message);
    if (message === null) composer.current?.focus();
  };
  const acts = { editing, onEdit: edit, onReport, onProblem };
  const begin = feed.log.get(thread);
  const replies = feed.log.replies(thread);
  const pending = feed.log.pending(thread);
  return (
    <>
      {begin && <MessageItem message={begin} feed={feed} room={room} focusable acts={acts} />}
      {!feed.hasThread(thread) && error === null && (
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
              focusable={message === replies.at(-1)}
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
      <div className="-mx-3 wide:-mx-10">
        <Composer
          ref={composer}
          room={room}
          feed={feed}
          thread={thread}
          takesFocus
          onEditLast={() =>
            edit(
              replies.findLast(({ sender, status }) => sender.id === feed.me && status === 'shown')?.id ??
                null,
            )
          }
        />
      </div>
    </>
  );
}
