import { useQuery } from '@tanstack/react-query';
import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { ErrorState, Loading, Skeleton, Table, Td, Th, Tr } from '@/components';
import { formatAmount, formatDay, formatPrice } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import { useOrganization } from '../organization';

import { figuresQuery } from './queries';
import { byWeek, type Week } from './weeks';

const SalesChart = lazy(() => import('./SalesChart'));

export function SalesPerWeek({ currency }: { currency: string }) {
  const { t } = useTranslation('console');
  const organization = useOrganization();
  const figures = useQuery(figuresQuery(organization, currency));
  const [asTable, setAsTable] = useState(false);
  const weeks = byWeek(figures.data?.per_day ?? []);
  const empty = weeks.every((week) => week.gross === 0 && week.refunded === 0);
  return (
    <section>
      <div className="flex items-baseline justify-between gap-4">
        <h2 className="d4">{t('home.chartTitle')}</h2>
        {figures.data && !empty && (
          <button type="button" className="link -my-2 py-2 text-sm" onClick={() => setAsTable(!asTable)}>
            {t(asTable ? 'home.showChart' : 'home.showTable')}
          </button>
        )}
      </div>
      {figures.isPending && (
        <Loading>
          <Skeleton className="mt-3.5 h-[228px] w-full" />
        </Loading>
      )}
      {figures.isError && !figures.data && (
        <ErrorState title={t('home.errorTitle')} error={figures.error} retry={() => void figures.refetch()} />
      )}
      {figures.data && empty && <p className="mt-4 text-ui text-ink-2">{t('home.noSales')}</p>}
      {figures.data &&
        !empty &&
        (asTable ? (
          <WeekTable weeks={weeks} currency={figures.data.currency} />
        ) : (
          <Chart weeks={weeks} currency={figures.data.currency} />
        ))}
    </section>
  );
}

interface WeeksProps {
  weeks: readonly Week[];
  currency: string;
}

function Chart({ weeks, currency }: WeeksProps) {
  const { t } = useTranslation('console');
  const locale = useLocale();
  const price = (amount: number) => formatPrice({ amount, currency }, locale);
  const best = weeks.reduce((most, week) => (week.gross > most.gross ? week : most));
  const label = t('home.chartLabel', {
    most: price(best.gross),
    week: formatDay(best.start, locale, new Date()),
    now: price(weeks.at(-1)?.gross ?? 0),
  });
  return (
    <div role="img" aria-label={label} className="mt-3.5">
      <Suspense fallback={<Skeleton className="h-[228px] w-full" />}>
        <SalesChart weeks={weeks} currency={currency} />
      </Suspense>
    </div>
  );
}

function WeekTable({ weeks, currency }: WeeksProps) {
  const { t } = useTranslation('console');
  const locale = useLocale();
  const amount = (value: number) => formatAmount({ amount: value, currency }, locale);
  return (
    <Table className="mt-2">
      <caption className="sr-only">{t('home.chartTitle')}</caption>
      <thead>
        <Tr>
          <Th>{t('home.week')}</Th>
          <Th numeric>{t('home.revenue')}</Th>
          <Th numeric>{t('home.sentBack')}</Th>
        </Tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <Tr key={week.start}>
            <Td className="!h-10">
              {formatDay(week.start, locale, new Date())}
              {week.isNow && ` (${t('home.thisWeek')})`}
            </Td>
            <Td numeric className="!h-10">
              {amount(week.gross)}
            </Td>
            <Td numeric className="!h-10">
              {amount(week.refunded)}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
