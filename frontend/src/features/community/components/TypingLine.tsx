import { useTranslation } from 'react-i18next';

import type { RoomPerson } from '@/api';

const NAMED = 2;

/** Who is writing now. Only to be seen: read out it would never end. */
export function TypingLine({ typing }: { typing: readonly RoomPerson[] }) {
  const { t } = useTranslation('community');
  const [first, second] = typing;
  return (
    <p
      aria-hidden
      className="flex h-[22px] flex-none items-center gap-2.5 px-5 text-sm text-ink-3 wide:px-10"
    >
      {first && (
        <>
          <span className="flex gap-[3px]">
            {[0, 1, 2].map((dot) => (
              <i key={dot} className="size-[5px] rounded-full bg-ink-3" />
            ))}
          </span>
          <span className="truncate">
            {typing.length > NAMED
              ? t('typing.many', { count: typing.length })
              : second
                ? t('typing.two', { first: first.display_name, second: second.display_name })
                : t('typing.one', { name: first.display_name })}
          </span>
        </>
      )}
    </p>
  );
}
