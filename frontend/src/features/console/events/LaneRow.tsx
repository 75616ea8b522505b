import { useTranslation } from 'react-i18next';

import { Avatar } from '@/components';
import { cx } from '@/lib/cx';
import { formatPercent } from '@/lib/format';

import { SOURCE_LOOK, lengthOf, placeIn, sourceOf, spansOf, totalOf, wholeOf, type Day } from './lanes';

import type { AttendanceLane } from '@/api';

interface LaneRowProps {
  lane: AttendanceLane;
  day: Day;
  /** The percent that it takes; null where that is not asked for. */
  enough: number | null;
  onOpen: () => void;
}

/** A person's name, where they were on the day, and what it comes to over all sessions. */
export function LaneRow({ lane, day, enough, onOpen }: LaneRowProps) {
  const { t } = useTranslation('console');
  const whole = wholeOf(day.sessions);
  const total = totalOf(lane);
  const told = day.sessions.flatMap((session) => {
    const counted = lane.sessions.find((one) => one.session === session.id);
    return counted ? [{ session, counted }] : [];
  });
  const words = told.map(({ session, counted }) =>
    t('events.laneSession', {
      title: session.title,
      counted: lengthOf(counted.counted_seconds),
      percent: formatPercent(counted.percent),
      lost: counted.lost_end ? t('events.laneLost') : '',
    }),
  );
  return (
    <li className="grid grid-cols-[1fr_auto_auto] items-center gap-x-5 gap-y-2 border-b border-line py-2 wide:grid-cols-[196px_1fr_84px_58px]">
      <button
        type="button"
        onClick={onOpen}
        className="flex min-h-10 min-w-0 items-center gap-3 text-start hover:underline"
      >
        <Avatar name={lane.name} url={null} size={30} />
        <b className="min-w-0 truncate text-ui font-[550]">{lane.name}</b>
      </button>
      <div className="max-wide:order-4 max-wide:col-span-3">
        <div role="img" aria-label={words.join('. ')} className="relative h-8">
          {day.sessions.map((session) => (
            <i
              key={session.id}
              className="absolute inset-y-0 rounded-[3px] bg-sunken"
              style={placeIn(session, whole)}
            />
          ))}
          {told.flatMap(({ counted }) =>
            spansOf(counted.away).map((span) => (
              <i
                key={`away-${counted.session}-${span.from}`}
                className="absolute top-2.5 h-3 rounded-[3px] border border-dashed border-line-strong"
                style={placeIn(span, whole)}
              />
            )),
          )}
          {told.flatMap(({ counted }) => {
            const spans = spansOf(counted.spans);
            return spans.map((span, index) => (
              <i
                key={`there-${counted.session}-${span.from}`}
                className={`absolute top-2.5 h-3 rounded-[3px] ${SOURCE_LOOK[sourceOf(span, lane.intervals)]} ${
                  counted.lost_end && index === spans.length - 1 ? 'border-e-4 border-warning' : ''
                }`}
                style={placeIn(span, whole)}
              />
            ));
          })}
        </div>
        <div aria-hidden className="relative mt-0.5 h-4 max-wide:hidden">
          {told.map(({ session, counted }) => (
            <span
              key={session.id}
              className="num absolute truncate text-xs text-ink-3"
              style={placeIn(session, whole)}
            >
              {lengthOf(counted.counted_seconds)} · {formatPercent(counted.percent)}
            </span>
          ))}
        </div>
      </div>
      <span className="num text-end text-ui whitespace-nowrap text-ink-2">{lengthOf(total.counted)}</span>
      <b
        className={cx(
          'num text-end text-ui font-semibold',
          enough !== null && (total.percent >= enough ? 'text-success' : 'text-danger'),
        )}
      >
        {formatPercent(total.percent)}
        {enough !== null && (
          <span className="sr-only">
            {' '}
            {t(total.percent >= enough ? 'events.laneEnough' : 'events.laneShort')}
          </span>
        )}
      </b>
    </li>
  );
}
