import { useInfiniteQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Button, EmptyState, ErrorState, LoadMore, Loading, Skeleton } from '@/components';

import '../messages';
import { useOrganization } from '../organization';
import { coursesQuery } from '../queries';
import { Head, Page } from '../shell/Page';

import { CourseRows } from './CourseRows';
import { NewCourseDialog } from './NewCourseDialog';

export function CoursesPage() {
  const { t } = useTranslation('console');
  const { slug } = useOrganization();
  const list = useInfiniteQuery(coursesQuery(slug));
  const [starting, setStarting] = useState(false);
  const courses = list.data?.pages.flatMap((page) => page.results) ?? [];
  const create = (
    <Button variant="primary" onClick={() => setStarting(true)}>
      <Plus size={17} strokeWidth={1.75} aria-hidden />
      {t('courses.new')}
    </Button>
  );
  return (
    <Page title={t('courses.title')} needs={['edit_courses']}>
      <Head title={t('courses.title')} actions={courses.length > 0 && create} />
      <div className="mt-7">
        {list.isPending && (
          <Loading>
            {[0, 1, 2, 3].map((row) => (
              <Skeleton key={row} className="mb-2 h-[54px] w-full" />
            ))}
          </Loading>
        )}
        {list.isError && (
          <ErrorState title={t('courses.errorTitle')} error={list.error} retry={() => void list.refetch()} />
        )}
        {list.isSuccess && courses.length === 0 && (
          <EmptyState title={t('courses.emptyTitle')} action={create}>
            {t('courses.emptyText')}
          </EmptyState>
        )}
        {courses.length > 0 && <CourseRows courses={courses} />}
        <LoadMore
          hasMore={list.hasNextPage}
          loading={list.isFetchingNextPage}
          onLoad={() => void list.fetchNextPage()}
        />
      </div>
      <NewCourseDialog open={starting} onOpenChange={setStarting} />
    </Page>
  );
}
