import { useQuery } from '@tanstack/react-query';
import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { ErrorState, Loading, Skeleton, Table, Td, Th, Tr } from '@/components';
import { formatDay } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import { useOrganization } from '../organization';

import { recentSalesQuery } from './queries';
import { salesByWeek, type Week } from './weeks';

const SalesChart = lazy(() => import('./SalesChart'));

export function SalesPerWeek() {
  const { t } = useTranslation('console');
  const organization = useOrganization();
  const sales = useQuery(recentSalesQuery(organization.slug));
  const [asTable, setAsTable] = useState(false);
  const weeks = salesByWeek(sales.data?.rows ?? [], new Date());
  const empty = weeks.every((week) => week.sold === 0);
  return (
    <section>
      <div className="flex items-baseline justify-between gap-4">
        <h2 className="d4">{t('home.chartTitle')}</h2>
        {sales.isSuccess && !empty && (
          <button type="button" className="link -my-2 py-2 text-sm" onClick={() => setAsTable(!asTable)}>
            {t(asTable ? 'home.showChart' : 'home.showTable')}
          </button>
        )}
      </div>
      {sales.isPending && (
        <Loading>
          <Skeleton className="mt-3.5 h-[228px] w-full" />
        </Loading>
      )}
      {sales.isError && (
        <ErrorState title={t('home.errorTitle')} error={sales.error} retry={() => void sales.refetch()} />
      )}
      {sales.isSuccess && empty && <p className="mt-4 text-ui text-ink-2">{t('home.noSales')}</p>}
      {sales.isSuccess && !empty && (asTable ? <WeekTable weeks={weeks} /> : <Chart weeks={weeks} />)}
      {sales.data?.complete === false && (
        <p className="mt-2 text-sm text-ink-3">{t('home.onlyLatest', { count: sales.data.rows.length })}</p>
      )}
    </section>
  );
}

function Chart({ weeks }: { weeks: readonly Week[] }) {
  const { t } = useTranslation('console');
  const locale = useLocale();
  const best = weeks.reduce((most, week) => (week.sold > most.sold ? week : most));
  const label = t('home.chartLabel', {
    most: best.sold,
    week: formatDay(best.start, locale, new Date()),
    now: weeks.at(-1)?.sold ?? 0,
  });
  return (
    <div role="img" aria-label={label} className="mt-3.5">
      <Suspense fallback={<Skeleton className="h-[228px] w-full" />}>
        <SalesChart weeks={weeks} />
      </Suspense>
    </div>
  );
}

function WeekTable({ weeks }: { weeks: readonly Week[] }) {
  const { t } = useTranslation('console');
  const locale = useLocale();
  return (
    <Table className="mt-2">
      <thead>
        <Tr>
          <Th>{t('home.week')}</Th>
          <Th numeric>{t('home.sold')}</Th>
        </Tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <Tr key={week.start.toISOString()}>
            <Td className="!h-10">
              {formatDay(week.start, locale, new Date())}
              {week.isNow && ` (${t('home.now')})`}
            </Td>
            <Td numeric className="!h-10">
              {week.sold}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
