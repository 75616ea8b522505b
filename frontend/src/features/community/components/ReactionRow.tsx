import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { FieldError, useErrorMessage } from '@/components';
import { cx } from '@/lib/cx';

import { SIGNS } from '../signs';

import type { ReactionKind, RoomMessage } from '@/api';
import type { RoomFeed } from '../client/roomFeed';

/** The signs under a message; one's own is filled, and pressed again it is taken back. */
export function ReactionRow({ message, feed }: { message: RoomMessage; feed: RoomFeed }) {
  const { t } = useTranslation('community');
  const explain = useErrorMessage();
  const react = useMutation({
    mutationFn: ({ kind, on }: { kind: ReactionKind; on: boolean }) => feed.react(message.id, kind, on),
  });
  const set = SIGNS.flatMap(({ kind, Icon }) => {
    const sign = message.reactions.find((one) => one.kind === kind);
    return sign && sign.count > 0 ? [{ ...sign, Icon }] : [];
  });
  if (set.length === 0) return null;
  return (
    <>
      <ul aria-label={t('signs.label')} className="mt-2 flex flex-wrap gap-1.5">
        {set.map(({ kind, count, mine, Icon }) => (
          <li key={kind}>
            <button
              type="button"
              aria-pressed={mine}
              aria-label={t('signs.count', { sign: t(`signs.${kind}`), count })}
              disabled={react.isPending}
              onClick={() => react.mutate({ kind, on: !mine })}
              className={cx(
                'num inline-flex h-9 items-center gap-1.5 rounded-full px-2.5 text-sm wide:h-7',
                mine
                  ? 'bg-tint-strong font-semibold text-primary-text ring-1 ring-primary/40 ring-inset'
                  : 'bg-sunken text-ink-2 hover:bg-tint',
              )}
            >
              <Icon size={15} strokeWidth={1.75} aria-hidden />
              {count}
            </button>
          </li>
        ))}
      </ul>
      <FieldError message={react.error ? explain(react.error) : undefined} />
    </>
  );
}
