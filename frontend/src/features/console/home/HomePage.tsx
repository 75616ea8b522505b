import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Button, ErrorState, Loading, Skeleton } from '@/components';
import { meQuery } from '@/features/accounts';
import { useLocale } from '@/lib/i18n';

import { NewCourseDialog } from '../courses/NewCourseDialog';
import '../messages';
import { may, useOrganization } from '../organization';
import { coursesQuery } from '../queries';
import { Head, Page } from '../shell/Page';

import { Checklist } from './Checklist';
import { CoursesTable } from './CoursesTable';
import { Figures } from './Figures';
import { NeedsYou } from './NeedsYou';
import { SalesPerWeek } from './SalesPerWeek';

/** What goes well and what waits. A new organization gets four steps in place of figures. */
export function HomePage() {
  const { t } = useTranslation('console');
  const locale = useLocale();
  const organization = useOrganization();
  const { data: me } = useQuery(meQuery());
  const courses = useInfiniteQuery(coursesQuery(organization.slug));
  const [starting, setStarting] = useState(false);
  const rows = courses.data?.pages.flatMap((page) => page.results) ?? [];
  const isNew = courses.isSuccess && rows.every((course) => course.status === 'draft');
  const canEdit = may(organization, 'edit_courses');
  const now = new Date();

  return (
    <Page title={t('nav.home')}>
      <Head
        over={new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' }).format(now)}
        title={t(`home.${partOf(now)}`, { name: me?.display_name ?? '' })}
        actions={
          canEdit && (
            <Button variant="primary" onClick={() => setStarting(true)}>
              <Plus size={17} strokeWidth={1.75} aria-hidden />
              {t('home.newCourse')}
            </Button>
          )
        }
      />
      {courses.isPending && <HomeSkeleton />}
      {courses.isError && (
        <ErrorState title={t('home.errorTitle')} error={courses.error} retry={() => void courses.refetch()} />
      )}
      {courses.isSuccess && isNew && canEdit && (
        <Checklist courses={rows} onNewCourse={() => setStarting(true)} />
      )}
      {courses.isSuccess && !(isNew && canEdit) && (
        <>
          <Figures courses={rows} />
          <div className="mt-[34px] grid grid-cols-1 gap-y-9 wide:grid-cols-[minmax(0,1fr)_400px] wide:gap-x-14">
            {may(organization, 'view_sales') && <SalesPerWeek />}
            <NeedsYou courses={rows} />
          </div>
          <CoursesTable courses={rows.filter((course) => course.status !== 'archived').slice(0, 6)} />
        </>
      )}
      <NewCourseDialog open={starting} onOpenChange={setStarting} />
    </Page>
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
