import { useInfiniteQuery } from '@tanstack/react-query';
import { Play } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import {
  ButtonLink,
  Cover,
  EmptyState,
  ErrorState,
  LoadMore,
  Loading,
  PageHead,
  Progress,
  Skeleton,
} from '@/components';
import { paths } from '@/config/paths';
import { CpdAside } from '@/features/cpd';
import { formatLongDate, formatPercent } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import { LeaveMenu } from '../components/LeaveMenu';
import { LeftCourses } from '../components/LeftCourses';
import '../messages';
import { mineQuery } from '../queries';

import type { BoughtCourse } from '@/api';

export function LearningPage() {
  const { t } = useTranslation('learning');
  const list = useInfiniteQuery(mineQuery());
  const items = list.data?.pages.flatMap((page) => page.results) ?? [];
  const active = items.filter((item) => item.enrollment.status === 'active');
  const finished = items.filter((item) => item.enrollment.status === 'completed');
  const [next, ...others] = active;
  return (
    <div className="wrap">
      <PageHead title={t('mine.title')} />
      {list.isPending && <LearningSkeleton />}
      {list.isError && (
        <ErrorState title={t('mine.errorTitle')} error={list.error} retry={() => void list.refetch()} />
      )}
      {list.isSuccess && items.length === 0 && (
        <EmptyState
          title={t('mine.emptyTitle')}
          action={
            <ButtonLink to={paths.catalogue} variant="primary">
              {t('course.discover')}
            </ButtonLink>
          }
        >
          {t('mine.emptyText')}
        </EmptyState>
      )}
      <div className="grid gap-10 wide:grid-cols-[minmax(0,1fr)_340px] wide:gap-16">
        <div>
          {next && <NextUp item={next} />}
          {others.length > 0 && <Rows title={t('mine.again')} items={others} />}
          {finished.length > 0 && <Rows title={t('mine.finished')} items={finished} />}
          <LoadMore
            hasMore={list.hasNextPage}
            loading={list.isFetchingNextPage}
            onLoad={() => void list.fetchNextPage()}
          />
          <LeftCourses />
        </div>
        <CpdAside />
      </div>
    </div>
  );
}

/** The course to carry on with, as the one thing that stands out. */
function NextUp({ item }: { item: BoughtCourse }) {
  const { t } = useTranslation('learning');
  const begun = item.lessons_done > 0;
  return (
    <article className="relative overflow-hidden rounded-lg bg-[#2d3e32]">
      <div
        aria-hidden
        className="absolute inset-0 opacity-85 [mask:linear-gradient(100deg,transparent_30%,#000_95%)]"
      >
        <Cover seed={item.course.id} palette="forest" width={760} height={300} centre={[0.8, 0.5]} />
      </div>
      <div className="relative flex flex-col gap-6 px-[22px] py-6 wide:gap-7 wide:px-[30px] wide:pt-7 wide:pb-[26px]">
        <div>
          <p className="text-sm text-on-night-2">{t('mine.carryOn')}</p>
          <h2 className="serif mt-2 max-w-[18em] text-[1.5rem] leading-[1.18] text-on-night wide:text-[1.85rem]">
            {item.course.title}
          </h2>
          <p className="num mt-3 text-ui text-on-night-2">
            {item.course.organization.name} ·{' '}
            {t('mine.lessonsDone', { done: item.lessons_done, total: item.lessons_total })}
          </p>
        </div>
        <div className="flex items-center gap-5">
          <ButtonLink
            to={paths.learn(item.course.slug, item.resume_lesson_id)}
            variant="primary"
            className="!bg-on-night !text-[#1f2b23] hover:!bg-white"
          >
            <Play size={16} strokeWidth={1.75} aria-hidden />
            {t(begun ? 'mine.resume' : 'mine.begin')}
          </ButtonLink>
          <b className="num text-ui font-semibold text-on-night">{formatPercent(item.progress_percent)}</b>
          <LeaveMenu item={item} className="ms-auto text-on-night hover:!bg-white/15" />
        </div>
      </div>
    </article>
  );
}

function Rows({ title, items }: { title: string; items: readonly BoughtCourse[] }) {
  return (
    <section className="mt-10">
      <h2 className="d4">{title}</h2>
      <ul className="mt-3.5">
        {items.map((item) => (
          <CourseRow key={item.enrollment.id} item={item} />
        ))}
      </ul>
    </section>
  );
}

function CourseRow({ item }: { item: BoughtCourse }) {
  const { t } = useTranslation('learning');
  const locale = useLocale();
  const { course, enrollment } = item;
  return (
    <li className="flex items-center gap-1.5">
      <Link
        to={paths.learn(course.slug, item.resume_lesson_id)}
        className="group grid min-w-0 flex-1 grid-cols-[56px_1fr_auto] items-center gap-3.5 py-3 wide:grid-cols-[64px_1fr_64px_44px] wide:gap-5"
      >
        <span className="size-14 overflow-hidden rounded-[12px] wide:size-16">
          <Cover seed={course.id} width={120} height={120} />
        </span>
        <span className="min-w-0">
          <b className="block font-[550] decoration-1 underline-offset-4 group-hover:underline">
            {course.title}
          </b>
          <span className="num mt-0.5 block text-sm text-ink-3">
            {enrollment.completed_at
              ? t('mine.completedOn', { date: formatLongDate(enrollment.completed_at, locale) })
              : t('mine.lessonsDone', { done: item.lessons_done, total: item.lessons_total })}
          </span>
          <Progress percent={item.progress_percent} label={course.title} className="mt-2.5 !h-[5px]" />
        </span>
        <b className="num text-end font-semibold">{formatPercent(item.progress_percent)}</b>
        <span
          aria-hidden
          className="grid size-11 place-items-center rounded-full bg-tint text-primary-text group-hover:bg-tint-strong max-wide:hidden"
        >
          <Play size={17} strokeWidth={1.75} />
        </span>
      </Link>
      <LeaveMenu item={item} />
    </li>
  );
}

function LearningSkeleton() {
  return (
    <Loading>
      <div className="max-w-[760px]">
        <Skeleton className="h-[212px] !rounded-lg" />
        {[0, 1, 2].map((row) => (
          <div key={row} className="mt-6 flex gap-5">
            <Skeleton className="size-16 !rounded-[12px]" />
            <div className="flex-1">
              <Skeleton className="h-4 w-1/2" />
              <Skeleton className="mt-2 h-3.5 w-1/4" />
              <Skeleton className="mt-3 h-[5px] w-full" />
            </div>
          </div>
        ))}
      </div>
    </Loading>
  );
}
