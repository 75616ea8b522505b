import { useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';

import { isApiError, type CourseDetail, type Instructor } from '@/api';
import {
  Avatar,
  BandSkeleton,
  ButtonLink,
  EmptyState,
  ErrorState,
  Loading,
  Outcomes,
  PageTitle,
  PriceText,
  Progress,
  Skeleton,
} from '@/components';
import { paths } from '@/config/paths';
import { formatDuration, formatPercent } from '@/lib/format';

import { CourseAction } from '../components/CourseAction';
import { CourseBand } from '../components/CourseBand';
import { CourseOutline } from '../components/CourseOutline';
import { GatePromise } from '../components/GatePromise';
import { PriceCard } from '../components/PriceCard';
import { Reviews } from '../components/Reviews';
import '../messages';
import { courseQuery } from '../queries';

export function CoursePage() {
  const { t } = useTranslation('learning');
  const { slug = '' } = useParams();
  const { data, error, refetch } = useQuery(courseQuery(slug));
  // Drawn in short steps, between which a phone hears its taps.
  const course = useDeferredValue(data);

  if (isApiError(error) && error.isNotFound) {
    return (
      <div className="wrap">
        <PageTitle title={t('course.notFound')} />
        <EmptyState
          level="h1"
          title={t('course.notFound')}
          action={
            <ButtonLink to={paths.catalogue} variant="primary">
              {t('course.discover')}
            </ButtonLink>
          }
        >
          {t('course.notFoundText')}
        </EmptyState>
      </div>
    );
  }
  if (error) {
    return <ErrorState page title={t('course.errorTitle')} error={error} retry={() => void refetch()} />;
  }
  if (!course) return <CourseSkeleton />;
  return (
    <>
      <PageTitle title={course.title} />
      <CourseBand course={course} />
      <div className="wrap grid grid-cols-1 gap-9 pt-7 wide:grid-cols-[minmax(0,1fr)_368px] wide:gap-20 wide:pt-[52px]">
        <div className="min-w-0">
          {course.outcomes.length > 0 && <Outcomes title={t('course.outcomes')} outcomes={course.outcomes} />}
          {course.description_html && (
            <section className="mt-14">
              <h2 className="d3">{t('course.about')}</h2>
              <div
                className="prose mt-4 text-ink-2"
                lang={course.language}
                // Markdown rendered and cleaned by the server.
                dangerouslySetInnerHTML={{ __html: course.description_html }}
              />
            </section>
          )}
          <CourseOutline course={course} />
          <GatePromise course={course} />
          {course.instructors.length > 0 && <Teachers instructors={course.instructors} />}
          <Reviews course={course} />
        </div>
        <aside className="z-2 max-wide:order-first wide:sticky wide:top-[92px] wide:-mt-[208px] wide:self-start">
          <PriceCard course={course} />
        </aside>
      </div>
      <BuyBar course={course} />
    </>
  );
}

function Teachers({ instructors }: { instructors: readonly Instructor[] }) {
  const { t } = useTranslation('learning');
  return (
    <section className="mt-14">
      <h2 className="d3">{t('course.teacher')}</h2>
      {instructors.map((person) => (
        <div key={person.id} className="mt-[18px] flex items-center gap-5">
          <Avatar name={person.display_name} url={person.avatar_url} size={72} />
          <div>
            <b className="heading">{person.display_name}</b>
            {person.headline && <p className="text-sm text-ink-3">{person.headline}</p>}
            {person.bio && <p className="mt-1.5 max-w-[58ch] leading-relaxed text-ink-2">{person.bio}</p>}
          </div>
        </div>
      ))}
    </section>
  );
}

/** On a phone the price and the button stay in reach; the tab bar makes room for them. */
function BuyBar({ course }: { course: CourseDetail }) {
  const { t } = useTranslation('learning');
  const enrolled = course.viewer?.enrolled ?? false;
  const percent = course.viewer?.progress_percent ?? 0;
  return (
    <div className="fixed inset-x-0 bottom-0 z-(--z-nav) flex items-center justify-between gap-4 border-t border-line bg-surface px-5 pt-3 pb-[max(14px,env(safe-area-inset-bottom))] wide:hidden">
      {enrolled ? (
        <div className="min-w-28">
          <b className="num font-semibold">{t('course.done', { percent: formatPercent(percent) })}</b>
          <Progress percent={percent} label={t('course.progress')} className="mt-1.5" />
        </div>
      ) : (
        <div className="num">
          <b className="block font-semibold">
            <PriceText price={course.price} />
          </b>
          <span className="text-sm text-ink-3">
            {t('course.barFacts', {
              credits: course.credits.total,
              time: formatDuration(course.duration_seconds),
            })}
          </span>
        </div>
      )}
      <CourseAction course={course} />
    </div>
  );
}

function CourseSkeleton() {
  return (
    <>
      <BandSkeleton />
      <Loading>
        <div className="wrap grid gap-9 pt-7 wide:grid-cols-[minmax(0,1fr)_368px] wide:gap-20 wide:pt-[52px]">
          <div>
            <Skeleton className="h-7 w-56" />
            <Skeleton className="mt-5 h-20 w-full" />
            <Skeleton className="mt-14 h-7 w-40" />
            <Skeleton className="mt-5 h-64 w-full" />
          </div>
          <Skeleton className="h-96 !rounded-lg wide:-mt-[208px]" />
        </div>
      </Loading>
    </>
  );
}
