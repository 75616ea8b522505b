import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';

import { Button, Chip, EmptyState, ErrorState, LoadMore, Loading, Skeleton } from '@/components';
import { useLocale } from '@/lib/i18n';
import { useNow } from '@/lib/useNow';

import { ExportButton } from '../attendance/ExportButton';
import { PresenceSummary } from '../attendance/PresenceSummary';
import { Unmatched } from '../attendance/Unmatched';
import { eventGateQuery } from '../eventGate/queries';
import { may, useOrganization } from '../organization';
import { SearchField } from '../SearchField';

import { useEvent } from './EventFrame';
import { IntervalDialog, TakeOutDialog } from './IntervalDialog';
import { LANE_SOURCES, SOURCE_LOOK, daysOf, enoughOf, wholeOf, type Day } from './lanes';
import { LaneRow } from './LaneRow';
import { LaneSheet } from './LaneSheet';
import { lanesQuery } from './queries';
import { clockIn, dayIn, zoneAt } from './zoned';

import type { AttendanceInterval, AttendanceLane } from '@/api';

export type LaneAct =
  | { act: 'add' }
  | { act: 'replace'; interval: AttendanceInterval }
  | { act: 'takeOut'; interval: AttendanceInterval };

/** One lane a person. The day, the search and the open person live in the address. */
export function AttendancePage() {
  const { t } = useTranslation('console');
  const locale = useLocale();
  const now = useNow(60_000);
  const { event } = useEvent();
  const days = daysOf(event, locale);
  const first = days[0]?.sessions[0];
  const zone = event.time_zone;
  if (!first) {
    return <EmptyState title={t('events.laneNoTimesTitle')}>{t('events.laneNoTimesText')}</EmptyState>;
  }
  if (first.from > now) {
    return (
      <EmptyState title={t('events.laneBeforeTitle')}>
        {t('events.laneBeforeText', {
          when: `${dayIn(first.from, zone, locale)}, ${clockIn(first.from, zone, locale)} ${zoneAt(first.from, zone, locale)}`,
        })}
      </EmptyState>
    );
  }
  return <Lanes days={days} />;
}

function Lanes({ days }: { days: readonly Day[] }) {
  const { t } = useTranslation('console');
  const organization = useOrganization();
  const { slug: org } = organization;
  const { event } = useEvent();
  const [params, setParams] = useSearchParams();
  const search = params.get('search') ?? '';
  const day = days.find(({ key }) => key === params.get('day')) ?? days[0];
  const list = useInfiniteQuery({
    ...lanesQuery(org, event.id, search),
    placeholderData: keepPreviousData,
  });
  const gate = useQuery({
    ...eventGateQuery(org, event.id),
    enabled: may(organization, 'view_certificates'),
  });
  const enough = gate.data ? enoughOf(gate.data.clauses) : null;
  const [acting, setActing] = useState<(LaneAct & { lane: AttendanceLane }) | null>(null);
  const lanes = list.data?.pages.flatMap((page) => page.results) ?? [];
  const open = lanes.find(({ id }) => id === params.get('person'));
  const close = () => setActing(null);
  const set = (key: 'day' | 'search' | 'person', value: string | null, replace = true) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        if (value) next.set(key, value);
        else next.delete(key);
        return next;
      },
      { replace },
    );
  return (
    <>
      <div className="flex flex-wrap items-center gap-3.5">
        <SearchField
          label={t('events.searchPeople')}
          value={search}
          onChange={(value) => set('search', value)}
        />
        {days.length > 1 && (
          <div role="group" aria-label={t('events.day')} className="flex flex-wrap gap-2">
            {days.map(({ key, label }) => (
              <Chip
                key={key}
                active={key === day?.key}
                aria-pressed={key === day?.key}
                onClick={() => set('day', key)}
              >
                {label}
              </Chip>
            ))}
          </div>
        )}
        <Legend />
        <ExportButton event={event} />
      </div>
      <p className="mt-3 text-sm text-ink-3">
        <PresenceSummary event={event} />
        {t(event.status === 'completed' ? 'events.laneFinal' : 'events.laneRunning')}
      </p>
      <div className="mt-4" aria-busy={list.isPlaceholderData}>
        {list.isPending && (
          <Loading>
            {[0, 1, 2, 3].map((row) => (
              <Skeleton key={row} className="mb-2 h-[54px] w-full" />
            ))}
          </Loading>
        )}
        {list.isError && (
          <ErrorState
            title={t('events.laneErrorTitle')}
            error={list.error}
            retry={() => void list.refetch()}
          />
        )}
        {list.isSuccess && lanes.length === 0 && (
          <EmptyState
            title={t(search ? 'events.nobodyTitle' : 'events.laneEmptyTitle')}
            action={search && <Button onClick={() => set('search', null)}>{t('events.showEveryone')}</Button>}
          >
            {t(search ? 'events.nobodyText' : 'events.laneEmptyText')}
          </EmptyState>
        )}
        {day && lanes.length > 0 && (
          <>
            <Axis day={day} />
            <ul className="border-t border-line">
              {lanes.map((lane) => (
                <LaneRow
                  key={lane.id}
                  lane={lane}
                  day={day}
                  enough={enough}
                  onOpen={() => set('person', lane.id, false)}
                />
              ))}
            </ul>
          </>
        )}
        <LoadMore
          hasMore={list.hasNextPage}
          loading={list.isFetchingNextPage}
          onLoad={() => void list.fetchNextPage()}
        />
      </div>
      <Unmatched event={event} />
      {open && !acting && (
        <LaneSheet
          lane={open}
          days={days}
          onAct={(act) => setActing({ ...act, lane: open })}
          onClose={() => set('person', null)}
        />
      )}
      {acting?.act === 'takeOut' && (
        <TakeOutDialog lane={acting.lane} interval={acting.interval} onClose={close} />
      )}
      {acting && acting.act !== 'takeOut' && (
        <IntervalDialog
          lane={acting.lane}
          {...(acting.act === 'replace' && { replaces: acting.interval })}
          onClose={close}
        />
      )}
    </>
  );
}

/** When, and which session, above the lanes of a desk. */
function Axis({ day }: { day: Day }) {
  const { t } = useTranslation('console');
  const locale = useLocale();
  const { event } = useEvent();
  const whole = wholeOf(day.sessions);
  const length = whole.until - whole.from;
  return (
    <div aria-hidden className="grid grid-cols-[196px_1fr_84px_58px] gap-x-5 pb-1.5 max-wide:hidden">
      <span className="self-end text-sm text-ink-3">{t('events.personHead')}</span>
      <div className="relative h-9">
        {day.sessions.map((session) => (
          <span
            key={session.id}
            className="num absolute truncate text-xs leading-[1.4] text-ink-3"
            style={{
              left: `${((session.from - whole.from) * 100) / length}%`,
              width: `${((session.until - session.from) * 100) / length}%`,
            }}
          >
            {clockIn(session.from, event.time_zone, locale)}
            <br />
            <b className="font-[550] text-ink-2">{session.title}</b>
          </span>
        ))}
      </div>
      <span className="self-end text-end text-sm text-ink-3">{t('events.countedHead')}</span>
      <span />
    </div>
  );
}

function Legend() {
  const { t } = useTranslation('console');
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm text-ink-2 wide:ms-auto">
      {LANE_SOURCES.map((source) => (
        <li key={source} className="flex items-center gap-2">
          <i aria-hidden className={`h-2 w-5 rounded-[3px] ${SOURCE_LOOK[source]}`} />
          {t(`events.thereBy.${source}`)}
        </li>
      ))}
      <li className="flex items-center gap-2">
        <i aria-hidden className="h-2 w-5 rounded-[3px] border border-dashed border-line-strong" />
        {t('events.away')}
      </li>
      <li className="flex items-center gap-2">
        <i aria-hidden className="h-3 w-1 rounded-[2px] bg-warning" />
        {t('events.lostEnd')}
      </li>
    </ul>
  );
}
