import { useTranslation } from 'react-i18next';

import { isApiError } from '@/api';
import { Button, FieldError, useErrorMessage } from '@/components';

import { giveBack } from '../drafts';
import { wordsOf } from '../mentions';

import type { Pending } from '../client/roomLog';
import type { RoomFeed } from '../client/roomFeed';

interface PendingItemProps {
  pending: Pending;
  feed: RoomFeed;
  room: string;
}

/** What is on its way, or came back with a reason. Nothing that was written is thrown away unasked. */
export function PendingItem({ pending, feed, room }: PendingItemProps) {
  const { t } = useTranslation('community');
  const why = useWhy(pending.error);
  const words = wordsOf(pending.body, pending.people);
  // Nobody answered: it goes out by itself when somebody does.
  const waits = isApiError(pending.error) && pending.error.isOffline;
  const change = () => {
    feed.takeBack(pending.client_id);
    giveBack({ me: feed.me, room, thread: pending.thread }, words);
  };
  return (
    <div className="max-w-[720px] py-[11px] ps-[53px]">
      <p className="leading-[1.56] break-words whitespace-pre-wrap text-ink-3">{words.text}</p>
      {pending.files.map((file) => (
        <p key={file.id} className="text-sm text-ink-3">
          {file.file_name}
        </p>
      ))}
      {pending.error === null || waits ? (
        <p role="status" className="text-xs text-ink-3">
          {t(waits ? 'pending.waiting' : 'pending.sending')}
        </p>
      ) : (
        <div role="alert">
          <FieldError message={t('pending.failed', { why })} />
          <div className="mt-1 flex flex-wrap gap-2">
            <Button size="sm" onClick={() => feed.retry(pending.client_id)}>
              {t('pending.retry')}
            </Button>
            <Button size="sm" variant="ghost" onClick={change}>
              {t('pending.change')}
            </Button>
          </div>
        </div>
      )}
    </div>
  );
}

/** Why it was refused. Who only has to wait is told for how long. */
function useWhy(error: unknown): string {
  const { t } = useTranslation('community');
  const explain = useErrorMessage();
  if (isApiError(error) && error.retryAfterSeconds !== null) {
    const count = Math.ceil(error.retryAfterSeconds);
    if (error.code === 'slow_mode') return t('pending.slow', { count });
    if (error.code === 'writing_too_fast') return t('pending.fast', { count });
  }
  return explain(error);
}
