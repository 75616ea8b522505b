import { useTranslation } from 'react-i18next';

import { Button, Sheet } from '@/components';
import { cx } from '@/lib/cx';
import { formatPercent } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import { useEvent } from './EventFrame';
import { lengthOf, spansOf, type Day } from './lanes';
import { clockIn, dayIn } from './zoned';

import type { LaneAct } from './AttendancePage';
import type { AttendanceInterval, AttendanceLane, AttendanceLaneSession } from '@/api';

interface LaneSheetProps {
  lane: AttendanceLane;
  days: readonly Day[];
  onAct: (act: LaneAct) => void;
  onClose: () => void;
}

/** What was told of a person and what it comes to, session by session. */
export function LaneSheet({ lane, days, onAct, onClose }: LaneSheetProps) {
  const { t } = useTranslation('console');
  const sessions = days.flatMap((day) => day.sessions);
  return (
    <Sheet
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={lane.name}
      description={lane.email}
    >
      <h3 className="text-ui font-semibold">{t('events.bySession')}</h3>
      <ul className="mt-2 border-t border-line">
        {sessions.map((session) => {
          const counted = lane.sessions.find((one) => one.session === session.id);
          return (
            <li key={session.id} className="border-b border-line py-3">
              <p className="flex justify-between gap-4">
                <b className="min-w-0 font-[550]">{session.title}</b>
                <b className="num font-semibold">{formatPercent(counted?.percent ?? 0)}</b>
              </p>
              {counted && <Counted counted={counted} />}
            </li>
          );
        })}
      </ul>
      <h3 className="mt-7 text-ui font-semibold">{t('events.told')}</h3>
      <p className="mt-1 text-sm text-ink-3">{t('events.toldText')}</p>
      {lane.intervals.length === 0 && <p className="mt-3 text-ui text-ink-3">{t('events.toldNothing')}</p>}
      <ul className="mt-2 border-line not-empty:border-t">
        {lane.intervals.map((interval) => (
          <IntervalRow key={interval.id} interval={interval} onAct={onAct} />
        ))}
      </ul>
      <Button className="mt-5" onClick={() => onAct({ act: 'add' })}>
        {t('events.addTimes')}
      </Button>
    </Sheet>
  );
}

function Counted({ counted }: { counted: AttendanceLaneSession }) {
  const { t } = useTranslation('console');
  const locale = useLocale();
  const { event } = useEvent();
  const at = (moment: number) => clockIn(moment, event.time_zone, locale);
  const gaps = spansOf(counted.away);
  return (
    <div className="num mt-0.5 text-sm text-ink-3">
      <p>
        {t('events.minutesOf', {
          counted: lengthOf(counted.counted_seconds),
          window: lengthOf(counted.window_seconds),
        })}
      </p>
      {counted.counted_seconds > 0 && gaps.length > 0 && (
        <p>
          {t('events.gaps', {
            times: gaps
              .map(({ from, until }) => t('events.fromUntil', { from: at(from), until: at(until) }))
              .join(', '),
          })}
        </p>
      )}
      {counted.lost_end && <p className="text-warning">{t('events.lostEndText')}</p>}
    </div>
  );
}

interface IntervalRowProps {
  interval: AttendanceInterval;
  onAct: (act: LaneAct) => void;
}

function IntervalRow({ interval, onAct }: IntervalRowProps) {
  const { t } = useTranslation('console');
  const locale = useLocale();
  const { event } = useEvent();
  const zone = event.time_zone;
  const gone = interval.withdrawn_at !== null;
  const from = clockIn(interval.starts_at, zone, locale);
  const times = interval.ends_at
    ? t('events.fromUntil', { from, until: clockIn(interval.ends_at, zone, locale) })
    : t('events.fromOnly', { from });
  return (
    <li className="border-b border-line py-3">
      <p className={cx('num text-ui', gone && 'text-ink-3 line-through')}>
        {dayIn(interval.starts_at, zone, locale)}, {times}
      </p>
      <p className="mt-0.5 text-sm text-ink-3">
        {t(`events.source.${interval.source}`)}
        {interval.reason && ` · ${interval.reason}`}
        {gone && ` · ${t('events.withdrawn')}`}
      </p>
      {!gone && (
        <div className="mt-2 flex gap-2">
          <Button
            size="sm"
            onClick={() => onAct({ act: 'replace', interval })}
            aria-label={t('events.replaceTimes', { times })}
          >
            {t('events.replace')}
          </Button>
          <Button
            size="sm"
            variant="ghost"
            onClick={() => onAct({ act: 'takeOut', interval })}
            aria-label={t('events.takeOutTimes', { times })}
          >
            {t('events.takeOut')}
          </Button>
        </div>
      )}
    </li>
  );
}
