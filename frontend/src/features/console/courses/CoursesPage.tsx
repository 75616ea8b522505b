import { useInfiniteQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';

import { Button, Chip, EmptyState, ErrorState, LoadMore, Loading, Skeleton } from '@/components';

import '../messages';
import { useOrganization } from '../organization';
import { Head, Page } from '../shell/Page';

import { CourseRows } from './CourseRows';
import { NewCourseDialog } from './NewCourseDialog';
import { coursesInQuery } from './queries';

const STATES = ['draft', 'in_review', 'published', 'archived'] as const;

/** The chosen state lives in the address. */
export function CoursesPage() {
  const { t } = useTranslation('console');
  const { slug, course_review_required: reviewed } = useOrganization();
  const [params, setParams] = useSearchParams();
  const state = STATES.find((one) => one === params.get('status'));
  const list = useInfiniteQuery(coursesInQuery(slug, state));
  const [starting, setStarting] = useState(false);
  const courses = list.data?.pages.flatMap((page) => page.results) ?? [];
  const nothing = list.isSuccess && courses.length === 0 && !state;
  const show = (one: (typeof STATES)[number] | undefined) =>
    setParams(one ? { status: one } : {}, { replace: true });
  const create = (
    <Button variant="primary" data-shortcut="n" onClick={() => setStarting(true)}>
      <Plus size={17} strokeWidth={1.75} aria-hidden />
      {t('courses.new')}
    </Button>
  );
  return (
    <Page title={t('courses.title')} needs={['edit_courses']}>
      <Head title={t('courses.title')} actions={!nothing && create} />
      {!nothing && (
        <div
          role="group"
          aria-label={t('courses.filter')}
          className="no-scrollbar -mx-5 mt-5 flex gap-2 overflow-x-auto px-5 py-1 wide:mx-0 wide:px-0"
        >
          <Chip active={!state} aria-pressed={!state} onClick={() => show(undefined)}>
            {t('courses.all')}
          </Chip>
          {STATES.filter((one) => one !== 'in_review' || reviewed || state === one).map((one) => (
            <Chip key={one} active={state === one} aria-pressed={state === one} onClick={() => show(one)}>
              {t(`status.${one}`)}
            </Chip>
          ))}
        </div>
      )}
      <div className="mt-5">
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
        {list.isSuccess && courses.length === 0 && state && (
          <EmptyState
            title={t('courses.noneTitle')}
            action={<Button onClick={() => show(undefined)}>{t('courses.drop')}</Button>}
          >
            {t('courses.noneText')}
          </EmptyState>
        )}
        {nothing && (
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
