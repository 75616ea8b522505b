import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { Skeleton } from '@/components';
import { formatAmount, formatCount, formatPrice } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import { may, useOrganization } from '../organization';

import { recentCertificatesQuery, recentSalesQuery } from './queries';
import { salesByWeek } from './weeks';

import type { CourseCard } from '../types';
import type { ReactNode } from 'react';

/** Four figures of the last twelve weeks; fewer where the roles do not open them. */
export function Figures({ courses }: { courses: readonly CourseCard[] }) {
  const { t } = useTranslation('console');
  const locale = useLocale();
  const organization = useOrganization();
  const seesSales = may(organization, 'view_sales');
  const seesCertificates = may(organization, 'view_certificates');
  const sales = useQuery({ ...recentSalesQuery(organization.slug), enabled: seesSales });
  const certificates = useQuery({ ...recentCertificatesQuery(organization.slug), enabled: seesCertificates });
  const drafts = courses.filter((course) => course.status === 'draft').length;
  const onSale = courses.filter((course) => course.status === 'published').length;

  const inCurrency = sales.data?.rows.filter((sale) => sale.total.currency === organization.currency) ?? [];
  const taken = inCurrency.reduce((sum, sale) => sum + sale.total.amount, 0);
  const sentBack = inCurrency.reduce((sum, sale) => sum + sale.refunded.amount, 0);
  const issued = certificates.data?.rows.filter((one) => one.issued_on !== null).length ?? 0;
  const counted = (count: number, complete: boolean) =>
    complete ? formatCount(count, locale) : t('home.atLeast', { shown: formatCount(count, locale) });
  const weeks = salesByWeek(sales.data?.rows ?? [], new Date()).map((week) => week.sold);

  return (
    <dl className="mt-[30px] grid grid-cols-2 border-y border-line wide:grid-cols-4">
      {seesSales && (
        <>
          <Figure
            label={t('home.sold')}
            value={sales.data && counted(sales.data.rows.length, sales.data.complete)}
            failed={sales.isError}
            note={t('home.period')}
            aside={<Spark values={weeks} />}
          />
          <Figure
            label={t('home.revenue')}
            value={sales.data && formatPrice({ amount: taken, currency: organization.currency }, locale)}
            failed={sales.isError}
            note={
              sentBack > 0
                ? t('home.revenueNet', {
                    amount: formatAmount({ amount: sentBack, currency: organization.currency }, locale),
                  })
                : t('home.period')
            }
          />
        </>
      )}
      <Figure
        label={t('home.onSale')}
        value={formatCount(onSale, locale)}
        note={t('home.drafts', { count: drafts })}
      />
      {seesCertificates && (
        <Figure
          label={t('home.issued')}
          value={certificates.data && counted(issued, certificates.data.complete)}
          failed={certificates.isError}
          note={t('home.period')}
        />
      )}
    </dl>
  );
}

interface FigureProps {
  label: string;
  value: string | undefined;
  note: string;
  failed?: boolean;
  aside?: ReactNode;
}

function Figure({ label, value, note, failed = false, aside }: FigureProps) {
  return (
    <div className="border-line px-4 pt-4 pb-3 max-wide:odd:ps-0 max-wide:even:border-s max-wide:nth-[n+3]:border-t wide:px-6 wide:pt-5 wide:pb-4 wide:first:ps-0 wide:not-first:border-s">
      <dt className="text-sm text-ink-2">{label}</dt>
      <dd className="num mt-0.5 font-serif text-[1.75rem] leading-[1.15] font-[430] tracking-[-.025em] wide:text-[2.3rem]">
        {value ?? (failed ? '—' : <Skeleton className="my-1 h-8 w-24" />)}
      </dd>
      <dd className="flex min-h-[34px] items-center justify-between gap-2 text-sm text-ink-3">
        {note}
        {aside}
      </dd>
    </div>
  );
}

/** A trend without numbers; the chart below has them. */
function Spark({ values }: { values: readonly number[] }) {
  const most = Math.max(...values, 1);
  const points = values.map((value, index) => {
    const x = 2 + (index * 92) / Math.max(values.length - 1, 1);
    return [x, 30 - (value / most) * 26] as const;
  });
  const last = points.at(-1);
  if (!last || values.every((value) => value === 0)) return null;
  return (
    <svg width="96" height="34" viewBox="0 0 96 34" aria-hidden className="max-wide:hidden">
      <path
        d={points
          .map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`)
          .join('')}
        fill="none"
        stroke="var(--cat-1)"
        strokeWidth="1.75"
        strokeLinejoin="round"
        strokeLinecap="round"
      />
      <circle cx={last[0]} cy={last[1]} r="2.75" fill="var(--cat-1)" />
    </svg>
  );
}
