import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';

import { isApiError } from '@/api';
import { ButtonLink, EmptyState, ErrorState, Loading, Skeleton } from '@/components';
import { paths } from '@/config/paths';

import '../messages';
import './messages';
import { useOrganization } from '../organization';
import { Page } from '../shell/Page';

import { GradeForm } from './GradeForm';
import { gradingQuery } from './queries';
import { WorkView } from './WorkView';

/** One version of somebody's work beside its rubric. */
export function GradingPage() {
  const { t } = useTranslation('assignments');
  const { slug } = useOrganization();
  const { submission: id = '' } = useParams();
  const work = useQuery(gradingQuery(slug, id));
  const queue = paths.org(slug, 'assignments');
  const missing = isApiError(work.error) && work.error.isNotFound;
  return (
    <Page
      title={work.data?.learner.display_name ?? t('queue.work')}
      trail={[{ to: queue, label: t('queue.title') }]}
      needs={['edit_courses']}
    >
      {work.isPending && (
        <Loading>
          <div className="grid gap-10 wide:grid-cols-[minmax(0,1fr)_420px]">
            <Skeleton className="h-96 w-full" />
            <Skeleton className="h-96 w-full" />
          </div>
        </Loading>
      )}
      {missing && (
        <EmptyState
          level="h1"
          title={t('grading.missing')}
          action={<ButtonLink to={queue}>{t('grading.back')}</ButtonLink>}
        >
          {t('grading.missingText')}
        </EmptyState>
      )}
      {work.isError && !missing && (
        <ErrorState title={t('grading.errorTitle')} error={work.error} retry={() => void work.refetch()} />
      )}
      {work.data && (
        <div className="grid grid-cols-1 gap-10 wide:grid-cols-[minmax(0,1fr)_420px] wide:gap-12">
          <WorkView work={work.data} />
          <GradeForm
            key={`${work.data.id}-${work.data.revision}`}
            work={work.data}
            onReload={() => void work.refetch()}
          />
        </div>
      )}
    </Page>
  );
}
