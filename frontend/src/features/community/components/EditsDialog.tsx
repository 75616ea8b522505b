import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { Dialog, ErrorState, Loading, Skeleton } from '@/components';
import { useLocale } from '@/lib/i18n';
import { useNow } from '@/lib/useNow';

import { wordsOf } from '../mentions';
import { editsQuery } from '../queries';
import { moment } from '../when';

import type { RoomMessage } from '@/api';

const MINUTE_MS = 60_000;

/** What a message said before, oldest first. */
export function EditsDialog({ message, onClose }: { message: RoomMessage; onClose: () => void }) {
  const { t } = useTranslation('community');
  const locale = useLocale();
  const now = useNow(MINUTE_MS);
  const edits = useQuery(editsQuery(message.id, message.change));
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t('edits.title')}>
      {edits.isPending && (
        <Loading>
          <Skeleton className="h-20 w-full" />
        </Loading>
      )}
      {edits.isError && (
        <ErrorState title={t('edits.errorTitle')} error={edits.error} retry={() => void edits.refetch()} />
      )}
      <ol className="grid gap-4">
        {edits.data?.results.map((edit) => (
          <li key={edit.until}>
            <p className="text-xs text-ink-3">
              {t('edits.until', { when: moment(edit.until, locale, now) })}
            </p>
            <p className="mt-0.5 break-words whitespace-pre-wrap">
              {wordsOf(edit.body, message.mentions).text}
            </p>
          </li>
        ))}
      </ol>
    </Dialog>
  );
}
