import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Outlet, useOutletContext, useParams } from 'react-router';

import { Badge, ErrorState, Loading, Notice, PriceText, Skeleton, TabsNav } from '@/components';
import { paths } from '@/config/paths';

import '../messages';
import { may, useOrganization } from '../organization';
import { outlineQuery } from '../queries';
import { Head, Page } from '../shell/Page';

import { CourseActions } from './CourseActions';
import { ReviewState } from './ReviewState';
import { COURSE_TONE } from './status';

import type { Organization, Outline } from '@/api';

export interface BuilderContext {
  organization: Organization;
  outline: Outline;
  /** An archived course is looked at, not changed. */
  locked: boolean;
}

export function useBuilder(): BuilderContext {
  return useOutletContext<BuilderContext>();
}

/** One course: its head and tabs stay while its parts change below. */
export function BuilderFrame() {
  const { t } = useTranslation('console');
  const organization = useOrganization();
  const { course: slug = '' } = useParams();
  const outline = useQuery(outlineQuery(organization.slug, slug));
  return (
    <Page
      title={outline.data?.course.title ?? t('courses.course')}
      trail={[{ to: paths.org(organization.slug, 'courses'), label: t('nav.courses') }]}
      needs={['edit_courses']}
    >
      {outline.isPending && (
        <Loading>
          <Skeleton className="h-10 w-2/3" />
          <Skeleton className="mt-4 h-5 w-64" />
          <Skeleton className="mt-9 h-56 w-full" />
        </Loading>
      )}
      {outline.isError && (
        <ErrorState
          title={t('builder.errorTitle')}
          error={outline.error}
          retry={() => void outline.refetch()}
        />
      )}
      {outline.data && <Builder organization={organization} outline={outline.data} />}
    </Page>
  );
}

function Builder({ organization, outline }: { organization: Organization; outline: Outline }) {
  const { t } = useTranslation('console');
  const { course } = outline;
  // As it was opened, by its name or by its id: so the tab where one is can be told.
  const { course: opened = course.slug } = useParams();
  const place = (tab: 'outline' | 'details' | 'learners' | 'survey' | 'certificate') =>
    paths.orgCourse(organization.slug, opened, tab);
  const locked = course.status === 'archived';
  const tabs = [
    { to: place('outline'), label: t('builder.outline') },
    { to: place('details'), label: t('builder.details') },
    ...(may(organization, 'view_learners') ? [{ to: place('learners'), label: t('learners.tab') }] : []),
    { to: place('survey'), label: t('events.tab.survey') },
    ...(may(organization, 'view_certificates')
      ? [{ to: place('certificate'), label: t('builder.certificate') }]
      : []),
  ];
  return (
    <>
      <Head title={course.title} actions={<CourseActions outline={outline} />} />
      <p className="num mt-3 flex flex-wrap items-center gap-x-4 gap-y-2 text-ui text-ink-2">
        <Badge tone={COURSE_TONE[course.status]}>{t(`status.${course.status}`)}</Badge>
        <span>
          <PriceText price={course.price} />
        </span>
        <span>{t('home.lessons', { count: course.lesson_count })}</span>
        {course.enrollment_count > 0 && (
          <span>{t('builder.enrolled', { count: course.enrollment_count })}</span>
        )}
      </p>
      <ReviewState course={course} />
      <TabsNav label={t('builder.tabs')} className="mt-[26px] wide:mx-0 wide:px-0" tabs={tabs} />
      {locked && (
        <Notice tone="info" className="mt-6">
          {t('builder.archivedNotice')}
        </Notice>
      )}
      <div className="mt-7">
        <Outlet context={{ organization, outline, locked } satisfies BuilderContext} />
      </div>
    </>
  );
}
