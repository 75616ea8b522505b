import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { Button, ButtonLink, Cover, FormProblem, LoadMore, toasts } from '@/components';
import { paths } from '@/config/paths';

import '../messages';
import { leftQuery, useRejoin } from '../queries';

import type { BoughtCourse } from '@/api';

/** The courses that I left, with the way back; nothing where there are none. */
export function LeftCourses() {
  const { t } = useTranslation('learning');
  const list = useInfiniteQuery(leftQuery());
  const items = list.data?.pages.flatMap((page) => page.results) ?? [];
  if (items.length === 0) return null;
  return (
    <section className="mt-10">
      <h2 className="d4">{t('left.title')}</h2>
      <ul className="mt-3.5">
        {items.map((item) => (
          <LeftRow key={item.enrollment.id} item={item} />
        ))}
      </ul>
      <LoadMore
        hasMore={list.hasNextPage}
        loading={list.isFetchingNextPage}
        onLoad={() => void list.fetchNextPage()}
      />
    </section>
  );
}

function LeftRow({ item }: { item: BoughtCourse }) {
  const { t } = useTranslation('learning');
  const rejoin = useRejoin();
  const { course, enrollment } = item;
  return (
    <li className="grid grid-cols-[56px_1fr] items-center gap-x-3.5 gap-y-3 py-3 wide:grid-cols-[64px_1fr_auto] wide:gap-5">
      <span className="size-14 overflow-hidden rounded-[12px] opacity-70 wide:size-16">
        <Cover seed={course.id} width={120} height={120} />
      </span>
      <span className="min-w-0">
        <b className="block font-[550]">{course.title}</b>
        <span className="num mt-0.5 block text-sm text-ink-3">
          {t('mine.lessonsDone', { done: item.lessons_done, total: item.lessons_total })}
        </span>
      </span>
      <span className="max-wide:col-start-2">
        {item.may_rejoin && (
          <Button
            size="sm"
            aria-label={t('left.rejoinOf', { title: course.title })}
            busy={rejoin.isPending && t('left.rejoining')}
            onClick={() =>
              rejoin.mutate(enrollment.id, {
                onSuccess: () => toasts.show(t('left.rejoined', { title: course.title })),
              })
            }
          >
            {t('left.rejoin')}
          </Button>
        )}
        {!item.may_rejoin && course.status === 'published' && (
          <ButtonLink size="sm" to={paths.course(course.slug)}>
            {t('left.see')}
          </ButtonLink>
        )}
        {!item.may_rejoin && course.status !== 'published' && (
          <span className="text-sm text-ink-3">{t('left.closed')}</span>
        )}
      </span>
      <FormProblem error={rejoin.error} className="col-span-full" />
    </li>
  );
}
