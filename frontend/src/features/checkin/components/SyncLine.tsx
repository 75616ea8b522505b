import { useTranslation } from 'react-i18next';

import { cx } from '@/lib/cx';

import { syncWords } from '../sync';

import type { DoorState } from '../door';

const DOTS = { good: 'bg-[#8ccba0]', waiting: 'bg-[#e3b662]', bad: 'bg-[#f0978e]' } as const;

/** How things stand between this phone and the server, always in words; trouble is read aloud. */
export function SyncLine({ state, clock }: { state: DoorState; clock: (at: number) => string }) {
  const { t } = useTranslation('checkin');
  const { key, tone, count, since, loud } = syncWords(state);
  const words = t(`sync.${key}`, { count, time: clock(since) });
  const waits = state.acts.some((act) => act.state === 'waiting');
  return (
    <p className="num mt-0.5 text-sm leading-snug text-on-night-2">
      <i aria-hidden className={cx('me-[7px] inline-block size-2 rounded-full', DOTS[tone])} />
      <span aria-hidden={loud || undefined}>{words}</span>
      <span role="status" className="sr-only">
        {loud && words}
      </span>
      {waits && !state.durable && <span className="block">{t('sync.notKept')}</span>}
    </p>
  );
}
