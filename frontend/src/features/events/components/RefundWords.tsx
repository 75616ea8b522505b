import { Trans, useTranslation } from 'react-i18next';

import { useNow } from '@/lib/useNow';

import { refundSteps } from '../sale';

import { MomentText } from './WhenText';

import type { EventDetail } from '@/api';

const MINUTE_MS = 60_000;

/** What comes back of the price to who gives up a place, and until when. */
export function RefundWords({ event }: { event: EventDetail }) {
  const { t } = useTranslation('events');
  const now = useNow(MINUTE_MS);
  const { tiers, note } = event.refund_policy;
  const steps = refundSteps(tiers, event.starts_at, now);
  return (
    <div className="grid gap-1 text-sm leading-normal text-ink-2">
      {steps.map(({ percent, until }) => (
        <p key={percent}>
          {until ? (
            <Trans
              t={t}
              i18nKey={percent === 100 ? 'refund.fullUntil' : 'refund.partUntil'}
              values={{ percent }}
              components={{ until: <MomentText value={until} zone={event.time_zone} /> }}
            />
          ) : (
            t(percent === 100 ? 'refund.fullToStart' : 'refund.partToStart', { percent })
          )}
        </p>
      ))}
      {steps.length === 0 && <p>{t(tiers.length === 0 ? 'refund.never' : 'refund.over')}</p>}
      {note && <p>{note}</p>}
    </div>
  );
}
