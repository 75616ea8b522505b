import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { ButtonLink, EmptyState, ErrorState, LoadMore, Loading, PageHead, Skeleton } from '@/components';
import { paths } from '@/config/paths';

import '../messages';
import { openSurveysQuery } from '../queries';

/** What one may answer now and has not. */
export function OpenSurveysPage() {
  const { t } = useTranslation('feedback');
  const surveys = useInfiniteQuery(openSurveysQuery());
  const rows = surveys.data?.pages.flatMap((page) => page.results) ?? [];
  return (
    <div className="wrap max-w-[860px]">
      <PageHead title={t('open.title')} documentTitle={t('open.title')} lede={t('open.lede')} />
      {surveys.isPending && (
        <Loading>
          <Skeleton className="h-16 w-full" />
          <Skeleton className="mt-4 h-16 w-full" />
        </Loading>
      )}
      {surveys.isError && !surveys.data && (
        <ErrorState title={t('open.errorTitle')} error={surveys.error} retry={() => void surveys.refetch()} />
      )}
      {surveys.data && rows.length === 0 && (
        <EmptyState
          title={t('open.empty')}
          action={
            <ButtonLink to={paths.registrations} variant="primary">
              {t('open.emptyAction')}
            </ButtonLink>
          }
        >
          {t('open.emptyText')}
        </EmptyState>
      )}
      {rows.length > 0 && (
        <ul className="border-t border-line">
          {rows.map((survey) => (
            <li key={survey.id} className="border-b border-line py-4">
              <Link to={paths.survey(survey.id)} className="link block w-fit py-1 font-[550]">
                {survey.title}
              </Link>
              <p className="text-sm text-ink-3">
                {t('open.of', { activity: survey.activity.title, organization: survey.organization.name })}
                {survey.is_anonymous && ` · ${t('open.anonymous')}`}
              </p>
            </li>
          ))}
        </ul>
      )}
      <LoadMore
        hasMore={surveys.hasNextPage}
        loading={surveys.isFetchingNextPage}
        onLoad={() => void surveys.fetchNextPage()}
      />
    </div>
  );
}
