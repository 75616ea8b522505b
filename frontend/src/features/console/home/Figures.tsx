import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { Skeleton } from '@/components';
import { formatAmount, formatCount, formatPrice } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import { may, useOrganization } from '../organization';

import { figuresQuery, issuedQuery } from './queries';
import { Spark } from './Spark';
import { byWeek } from './weeks';

import type { CourseCard } from '../types';
import type { ReactNode } from 'react';

interface FiguresProps {
  currency: string;
  courses: readonly CourseCard[] | undefined;
  /** Whether `courses` are all that there are. */
  allCourses: boolean;
  coursesFailed: boolean;
}

/** Four figures of the last twelve weeks; others, or fewer, where the roles do not open them. */
export function Figures({ currency, courses, allCourses, coursesFailed }: FiguresProps) {
  const { t } = useTranslation('console');
  const locale = useLocale();
  const organization = useOrganization();
  const seesSales = may(organization, 'view_sales');
  const seesCertificates = may(organization, 'view_certificates');
  const figures = useQuery({ ...figuresQuery(organization, currency), enabled: seesSales });
  const issued = useQuery({ ...issuedQuery(organization.slug), enabled: seesCertificates });
  const sales = figures.data;
  const count = (value: number, capped: boolean) =>
    capped ? t('home.atLeast', { shown: formatCount(value, locale) }) : formatCount(value, locale);
  const onSale = courses?.filter((course) => course.status === 'published').length;
  const drafts = courses?.filter((course) => course.status === 'draft').length ?? 0;

  return (
    <dl className="mt-[30px] grid grid-cols-2 border-y border-line wide:auto-cols-fr wide:grid-flow-col wide:grid-cols-none">
      {seesSales && (
        <>
          <Figure
            label={t('home.orders')}
            value={sales && formatCount(sales.orders, locale)}
            failed={figures.isError}
            note={t('home.period')}
          />
          <Figure
            label={t('home.revenue')}
            value={sales && formatPrice(sales.gross, locale)}
            failed={figures.isError}
            note={
              sales && sales.refunded.amount > 0
                ? t('home.revenueNet', { amount: formatAmount(sales.refunded, locale) })
                : t('home.period')
            }
            aside={sales && <Spark values={byWeek(sales.per_day).map((week) => week.gross)} />}
          />
          <Figure
            label={t('home.owed')}
            value={sales && formatPrice(sales.balance, locale)}
            failed={figures.isError}
            note={t('home.owedNote')}
          />
        </>
      )}
      {seesCertificates && (
        <Figure
          label={t('home.issued')}
          value={issued.data && count(issued.data.count, issued.data.capped)}
          failed={issued.isError}
          note={t('home.period')}
        />
      )}
      {!(seesSales && seesCertificates) && (
        <Figure
          label={t('home.onSale')}
          value={onSale === undefined ? undefined : count(onSale, !allCourses)}
          failed={coursesFailed}
          note={may(organization, 'edit_courses') ? t('home.drafts', { count: drafts }) : t('home.now')}
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
  const { t } = useTranslation('console');
  return (
    <div className="border-line px-4 pt-4 pb-3 max-wide:odd:ps-0 max-wide:even:border-s max-wide:nth-[n+3]:border-t wide:px-6 wide:pt-5 wide:pb-4 wide:first:ps-0 wide:not-first:border-s">
      <dt className="text-sm text-ink-2">{label}</dt>
      <dd className="num mt-0.5 font-serif text-[1.75rem] leading-[1.15] font-[430] tracking-[-.025em] wide:text-[2.3rem]">
        {value ?? (failed ? <Unknown /> : <Skeleton className="my-1 h-8 w-24" />)}
      </dd>
      <dd className="flex min-h-[34px] items-center justify-between gap-2 text-sm text-ink-3">
        {value === undefined && failed ? t('home.notLoaded') : note}
        {aside}
      </dd>
    </div>
  );
}

function Unknown() {
  return <span aria-hidden>—</span>;
}
