import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';

import { Button, EmptyState, ErrorState, LoadMore, Loading, Skeleton } from '@/components';
import { formatLongDate } from '@/lib/format';
import { useLocale } from '@/lib/i18n';
import { useNow } from '@/lib/useNow';

import '../messages';
import { may, useOrganization } from '../organization';
import { Head, Page } from '../shell/Page';

import { AuditFilters } from './AuditFilters';
import { AuditRow } from './AuditRow';
import { byDay, dayBefore, dayOf } from './days';
import { readFilter, withFilter, type AuditFilterKey } from './filters';
import { auditQuery } from './queries';

import type { AuditEntry } from '@/api';

/** What was done and by whom, newest first. The filters live in the address. */
export function AuditPage() {
  const { t } = useTranslation('console');
  const organization = useOrganization();
  const [params, setParams] = useSearchParams();
  const filter = readFilter(params);
  const list = useInfiniteQuery({
    ...auditQuery(organization.slug, filter),
    enabled: may(organization, 'view_audit'),
  });
  const entries = list.data?.pages.flatMap((page) => page.results) ?? [];
  const filtered = Object.keys(filter).length > 0;
  const set = (key: AuditFilterKey, value: string | null) =>
    setParams((before) => withFilter(before, key, value), { replace: true });
  const drop = () => setParams({}, { replace: true });
  return (
    <Page title={t('audit.title')} needs={['view_audit']}>
      <Head
        title={t('audit.title')}
        lede={t('audit.lede', { zone: organization.time_zone.replaceAll('_', ' ') })}
      />
      <div className="mt-7 max-w-[980px]">
        <AuditFilters
          filter={filter}
          seen={entries.flatMap(({ actor }) => (actor ? [actor] : []))}
          onChange={set}
          onDrop={drop}
        />
        <div className="mt-6">
          {list.isPending && (
            <Loading>
              {[0, 1, 2, 3, 4].map((row) => (
                <Skeleton key={row} className="mb-2 h-[54px] w-full" />
              ))}
            </Loading>
          )}
          {list.isError && (
            <ErrorState title={t('audit.errorTitle')} error={list.error} retry={() => void list.refetch()} />
          )}
          {list.isSuccess && entries.length === 0 && (
            <EmptyState
              title={t(filtered ? 'audit.noneTitle' : 'audit.emptyTitle')}
              action={filtered && <Button onClick={drop}>{t('audit.drop')}</Button>}
            >
              {t(filtered ? 'audit.noneText' : 'audit.emptyText')}
            </EmptyState>
          )}
          <Days entries={entries} onFilter={set} />
          <LoadMore
            hasMore={list.hasNextPage}
            loading={list.isFetchingNextPage}
            onLoad={() => void list.fetchNextPage()}
          />
        </div>
      </div>
    </Page>
  );
}

interface DaysProps {
  entries: readonly AuditEntry[];
  onFilter: (key: AuditFilterKey, value: string) => void;
}

function Days({ entries, onFilter }: DaysProps) {
  const { t } = useTranslation('console');
  const locale = useLocale();
  const { time_zone: timeZone } = useOrganization();
  const today = dayOf(new Date(useNow(60_000)), timeZone);
  const yesterday = dayBefore(today);
  return byDay(entries, timeZone).map(([day, lines]) => (
    <section key={day} className="mt-8 first:mt-0">
      <h2 className="heading border-b border-line pb-2.5">
        {day === today
          ? t('audit.today')
          : day === yesterday
            ? t('audit.yesterday')
            : formatLongDate(day, locale)}
      </h2>
      <ul>
        {lines.map((entry) => (
          <AuditRow key={entry.id} entry={entry} onFilter={onFilter} />
        ))}
      </ul>
    </section>
  ));
}
