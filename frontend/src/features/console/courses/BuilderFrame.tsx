import { useQuery } from '@tanstack/react-query';
import { Archive, Ellipsis, ExternalLink } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet, useOutletContext, useParams } from 'react-router';

import {
  Badge,
  Button,
  ButtonLink,
  ErrorState,
  IconButton,
  Loading,
  Menu,
  MenuItem,
  Notice,
  PriceText,
  Skeleton,
  TabsNav,
} from '@/components';
import { paths } from '@/config/paths';

import '../messages';
import { may, useOrganization } from '../organization';
import { outlineQuery } from '../queries';
import { Head, Page } from '../shell/Page';

import { ArchiveDialog } from './ArchiveDialog';
import { PublishDialog } from './PublishDialog';
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
  const place = (tab: 'outline' | 'details' | 'certificate') =>
    paths.orgCourse(organization.slug, course.slug, tab);
  const locked = course.status === 'archived';
  const tabs = [
    { to: place('outline'), label: t('builder.outline') },
    { to: place('details'), label: t('builder.details') },
    ...(may(organization, 'view_certificates')
      ? [{ to: place('certificate'), label: t('builder.certificate') }]
      : []),
  ];
  return (
    <>
      <Head title={course.title} actions={<Actions outline={outline} />} />
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

function Actions({ outline }: { outline: Outline }) {
  const { t } = useTranslation('console');
  const organization = useOrganization();
  const [dialog, setDialog] = useState<'publish' | 'archive' | null>(null);
  const { course } = outline;
  const canPublish = may(organization, 'publish_courses');
  return (
    <>
      {course.status !== 'draft' && (
        <ButtonLink to={paths.course(course.slug)}>
          <ExternalLink size={16} strokeWidth={1.75} aria-hidden />
          {t('builder.view')}
        </ButtonLink>
      )}
      {course.status === 'draft' && canPublish && (
        <Button variant="primary" onClick={() => setDialog('publish')}>
          {t('builder.publish')}
        </Button>
      )}
      {course.status === 'published' && canPublish && (
        <Menu
          trigger={
            <IconButton label={t('builder.more')} className="max-wide:!flex-none">
              <Ellipsis size={19} strokeWidth={1.75} aria-hidden />
            </IconButton>
          }
        >
          <MenuItem tone="danger" onSelect={() => setDialog('archive')}>
            <Archive size={17} strokeWidth={1.75} aria-hidden />
            {t('builder.archive')}
          </MenuItem>
        </Menu>
      )}
      <PublishDialog outline={outline} open={dialog === 'publish'} onClose={() => setDialog(null)} />
      <ArchiveDialog course={course} open={dialog === 'archive'} onClose={() => setDialog(null)} />
    </>
  );
}
