import { useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Badge, Button, ErrorState, FormProblem, Loading, Notice, Skeleton, toasts } from '@/components';
import { formatLongDate } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import { useOrganization } from '../organization';

import { ConfirmDialog } from './ConfirmDialog';
import { resultsQuery, surveyClose, useExport, type SurveySubject } from './queries';
import { ResultQuestion } from './ResultQuestion';

import type { StaffSurvey, SurveyResults } from '@/api';

interface SurveyResultsViewProps {
  survey: StaffSurvey;
  subject: SurveySubject;
}

/** What was answered, as far as it may be told. */
export function SurveyResultsView({ survey, subject }: SurveyResultsViewProps) {
  const { t } = useTranslation('survey');
  const { slug: org } = useOrganization();
  const results = useQuery(resultsQuery(org, survey.id));
  const file = useExport(survey.id, survey.activity.slug);
  const [closing, setClosing] = useState(false);
  const running = survey.status === 'published';
  return (
    <div className="max-w-[860px]">
      <div className="flex flex-wrap items-start justify-between gap-x-8 gap-y-4">
        <div>
          <h2 className="d4">{survey.title}</h2>
          <p className="mt-2 flex flex-wrap items-center gap-3 text-ui text-ink-2">
            <Badge tone={running ? 'success' : 'neutral'}>{t(`status.${survey.status}`)}</Badge>
            <span>{t(survey.is_anonymous ? 'anonymous' : 'named')}</span>
            <Opening survey={survey} />
          </p>
        </div>
        <div className="flex flex-wrap gap-3">
          <Button busy={file.isPending && t('exporting')} onClick={() => file.mutate()}>
            <Download size={17} strokeWidth={1.75} aria-hidden />
            {t('export')}
          </Button>
          {running && (
            <Button variant="ghost" onClick={() => setClosing(true)}>
              {t('close')}
            </Button>
          )}
        </div>
      </div>
      <FormProblem error={file.error} className="mt-5" />
      {results.isPending && (
        <Loading>
          <Skeleton className="mt-7 h-20 w-full" />
          <Skeleton className="mt-7 h-56 w-full" />
        </Loading>
      )}
      {results.isError && !results.data && (
        <ErrorState
          title={t('resultsErrorTitle')}
          error={results.error}
          retry={() => void results.refetch()}
        />
      )}
      {results.data && <Results results={results.data} />}
      {closing && (
        <ConfirmDialog
          subject={subject}
          title={t('closeTitle')}
          text={t('closeText')}
          action={t('close')}
          tone="danger"
          run={(slug) => surveyClose(slug, survey.id)}
          onDone={() => toasts.show(t('closed'))}
          onClose={() => setClosing(false)}
        />
      )}
    </div>
  );
}

function Opening({ survey }: { survey: StaffSurvey }) {
  const { t } = useTranslation('survey');
  const locale = useLocale();
  if (!survey.opens_at || new Date(survey.opens_at) <= new Date()) return null;
  return <span>{t('opensOn', { day: formatLongDate(survey.opens_at, locale) })}</span>;
}

function Results({ results }: { results: SurveyResults }) {
  const { t } = useTranslation('survey');
  const { answered, asked, counted, fewest, survey } = results;
  const said = counted < answered ? t('countedSome', { counted, answered }) : t('countedAll');
  return (
    <>
      <p className="mt-7 flex flex-wrap items-baseline gap-x-2.5">
        <span className="d2 num">{answered}</span>
        <span className="text-ui text-ink-2">{t('answeredOf', { count: asked })}</span>
      </p>
      {survey.is_anonymous && (
        <Notice tone="info" className="mt-5" title={counted === 0 ? t('waitingTitle', { fewest }) : said}>
          {t('hiddenText', { fewest })}
        </Notice>
      )}
      {counted === 0 && (
        <section className="mt-7">
          <h3 className="heading">{t('isAsked')}</h3>
          <ol className="mt-3 grid list-decimal gap-1.5 ps-5 text-ui text-ink-2">
            {results.questions.map(({ key, prompt }) => (
              <li key={key}>{prompt}</li>
            ))}
          </ol>
        </section>
      )}
      {counted > 0 && (
        <div className="mt-4">
          {results.questions.map((question, index) => (
            <ResultQuestion key={question.key} question={question} number={index + 1} />
          ))}
        </div>
      )}
    </>
  );
}
