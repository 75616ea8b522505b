import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';

import { Button, Chip, ErrorState, Loading, Skeleton } from '@/components';
import { meQuery } from '@/features/accounts';
import { useLocale } from '@/lib/i18n';

import { NewCourseDialog } from '../courses/NewCourseDialog';
import '../messages';
import { may, useOrganization } from '../organization';
import { currencyName } from '../places';
import { coursesQuery } from '../queries';
import { Head, Page } from '../shell/Page';

import { AsOf } from './AsOf';
import { Checklist } from './Checklist';
import { CoursesTable } from './CoursesTable';
import { Figures } from './Figures';
import { NeedsYou } from './NeedsYou';
import { figuresQuery } from './queries';
import { SalesPerWeek } from './SalesPerWeek';
import { TopItems } from './TopItems';

/** What goes well and what waits. A new organization gets its first steps in place of figures. */
export function HomePage() {
  const { t } = useTranslation('console');
  const locale = useLocale();
  const organization = useOrganization();
  const { data: me } = useQuery(meQuery());
  const [params] = useSearchParams();
  const currency = /^[A-Z]{3}$/.exec(params.get('currency') ?? '')?.[0] ?? '';
  const seesSales = may(organization, 'view_sales');
  const canEdit = may(organization, 'edit_courses');
  const courses = useInfiniteQuery(coursesQuery(organization.slug));
  const figures = useQuery({ ...figuresQuery(organization, currency), enabled: seesSales });
  const [starting, setStarting] = useState(false);
  const rows = courses.data?.pages.flatMap((page) => page.results);
  const isNew =
    rows !== undefined && !courses.hasNextPage && rows.every((course) => BEFORE_SALE.includes(course.status));
  const old = [figures, courses].filter((query) => query.isError && query.data !== undefined);
  const now = new Date();

  return (
    <Page title={t('nav.home')}>
      <Head
        over={new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' }).format(now)}
        title={t(`home.${partOf(now)}`, { name: me?.display_name ?? '' })}
        actions={
          canEdit && (
            <Button variant="primary" data-shortcut="n" onClick={() => setStarting(true)}>
              <Plus size={17} strokeWidth={1.75} aria-hidden />
              {t('home.newCourse')}
            </Button>
          )
        }
      />
      {old.length > 0 && (
        <AsOf
          at={Math.min(...old.map((query) => query.dataUpdatedAt))}
          retry={() => old.forEach((query) => void query.refetch())}
        />
      )}
      {courses.isPending && <HomeSkeleton />}
      {isNew && canEdit && <Checklist courses={rows} onNewCourse={() => setStarting(true)} />}
      {!courses.isPending && !(isNew && canEdit) && (
        <>
          <Currencies currencies={figures.data?.currencies ?? []} current={figures.data?.currency} />
          <Figures
            currency={currency}
            courses={rows}
            allCourses={!courses.hasNextPage}
            coursesFailed={courses.isError}
          />
          <div className="mt-[34px] grid grid-cols-1 gap-y-9 wide:grid-cols-[minmax(0,1fr)_400px] wide:gap-x-14">
            {seesSales && <SalesPerWeek currency={currency} />}
            <NeedsYou courses={rows ?? []} />
          </div>
          {seesSales && <TopItems currency={currency} />}
          {rows ? (
            <CoursesTable courses={rows} />
          ) : (
            <ErrorState
              title={t('courses.errorTitle')}
              error={courses.error}
              retry={() => void courses.refetch()}
            />
          )}
        </>
      )}
      <NewCourseDialog open={starting} onOpenChange={setStarting} />
    </Page>
  );
}

const BEFORE_SALE: readonly string[] = ['draft', 'in_review'];

/** One currency at a time; the choice lives in the address. */
function Currencies({ currencies, current }: { currencies: readonly string[]; current: string | undefined }) {
  const { t } = useTranslation('console');
  const [, setParams] = useSearchParams();
  if (currencies.length < 2) return null;
  return (
    <div role="group" aria-label={t('home.currency')} className="mt-6 flex flex-wrap gap-2">
      {currencies.map((code) => (
        <Chip
          key={code}
          active={code === current}
          aria-pressed={code === current}
          title={currencyName(code)}
          onClick={() => setParams({ currency: code }, { replace: true })}
        >
          {code}
        </Chip>
      ))}
    </div>
  );
}

function partOf(day: Date): 'morning' | 'afternoon' | 'evening' {
  const hour = day.getHours();
  return hour < 12 ? 'morning' : hour < 18 ? 'afternoon' : 'evening';
}

function HomeSkeleton() {
  return (
    <Loading>
      <Skeleton className="mt-[30px] h-[134px] w-full" />
      <div className="mt-[34px] grid gap-14 wide:grid-cols-[minmax(0,1fr)_400px]">
        <Skeleton className="h-[270px] w-full" />
        <Skeleton className="h-[270px] w-full" />
      </div>
    </Loading>
  );
}
