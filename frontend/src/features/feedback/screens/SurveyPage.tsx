import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useLocation, useParams, useSearchParams } from 'react-router';

import { isApiError, useSession, type SurveyPaper } from '@/api';
import {
  ButtonLink,
  EmptyState,
  ErrorState,
  Loading,
  Main,
  Notice,
  PageHead,
  SimpleHead,
  Skeleton,
} from '@/components';
import { paths } from '@/config/paths';
import { formatClock, formatLongDate } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import { PaperForm } from '../components/PaperForm';
import '../messages';
import { paperQuery, type SurveyRef } from '../queries';

/** A survey, answered on one page: by whoever is signed in, or by the link of a mail. */
export function SurveyPage() {
  const { t } = useTranslation('feedback');
  const { survey: id = '' } = useParams();
  const [params] = useSearchParams();
  const { pathname, search } = useLocation();
  const session = useSession();
  const of: SurveyRef = { id, token: params.get('token') };
  const paper = useQuery({
    ...paperQuery(of),
    enabled: session === 'signed-in' || (session === 'signed-out' && of.token !== null),
  });
  const [answered, setAnswered] = useState(false);
  if (session === 'signed-out' && of.token === null) {
    return <Navigate to={paths.signIn(pathname + search)} replace />;
  }
  const notFound = isApiError(paper.error) && paper.error.isNotFound;
  return (
    <>
      <SimpleHead />
      <Main className="wrap max-w-[760px] pb-20">
        {paper.isPending && <PaperSkeleton />}
        {paper.isError && !paper.data && notFound && (
          <EmptyState level="h1" title={t('notFound')}>
            {t('notFoundText')}
          </EmptyState>
        )}
        {paper.isError && !paper.data && !notFound && (
          <ErrorState page title={t('errorTitle')} error={paper.error} retry={() => void paper.refetch()} />
        )}
        {paper.data && (
          <Paper paper={paper.data} of={of} answered={answered} onAnswered={() => setAnswered(true)} />
        )}
      </Main>
    </>
  );
}

interface PaperProps {
  paper: SurveyPaper;
  of: SurveyRef;
  answered: boolean;
  onAnswered: () => void;
}

function Paper({ paper, of, answered, onAnswered }: PaperProps) {
  const { t } = useTranslation('feedback');
  const locale = useLocale();
  const { activity, organization } = paper;
  const away = (
    <ButtonLink
      variant="primary"
      to={activity.kind === 'event' ? paths.event(activity.slug) : paths.course(activity.slug)}
    >
      {t(`back.${activity.kind}`)}
    </ButtonLink>
  );
  if (answered || paper.state === 'answered') {
    return (
      <EmptyState level="h1" title={t(answered ? 'thanks' : 'already')} action={away}>
        <p role="status">
          {t(paper.is_anonymous ? 'thanksAnonymous' : 'thanksNamed', { organization: organization.name })}
        </p>
      </EmptyState>
    );
  }
  if (paper.state !== 'open') {
    return (
      <EmptyState level="h1" title={t(`${paper.state}.title`)} action={away}>
        {paper.state === 'early' && paper.opens_at
          ? t('early.text', {
              moment: `${formatLongDate(paper.opens_at, locale)}, ${formatClock(paper.opens_at, locale)}`,
            })
          : t('closed.text')}
      </EmptyState>
    );
  }
  return (
    <>
      <PageHead
        title={paper.title}
        documentTitle={paper.title}
        lede={t('lede', { activity: activity.title, organization: organization.name })}
      />
      {paper.intro && <p className="mb-6 leading-relaxed whitespace-pre-line text-ink-2">{paper.intro}</p>}
      <Notice tone="tint" className="mb-6" title={t(paper.is_anonymous ? 'anonymous.title' : 'named.title')}>
        {t(paper.is_anonymous ? 'anonymous.text' : 'named.text', { organization: organization.name })}
      </Notice>
      <PaperForm paper={paper} of={of} onAnswered={onAnswered} />
    </>
  );
}

function PaperSkeleton() {
  return (
    <Loading>
      <Skeleton className="mt-8 h-11 w-80 max-w-full" />
      <Skeleton className="mt-4 h-5 w-64" />
      <Skeleton className="mt-8 h-20 w-full" />
      <Skeleton className="mt-8 h-24 w-full" />
      <Skeleton className="mt-8 h-24 w-full" />
    </Loading>
  );
}
