import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { Button, EmptyState, ErrorState, FormProblem, Loading, Skeleton } from '@/components';

import { useBuilder } from '../courses/BuilderFrame';
import { useEvent } from '../events/EventFrame';
import { useOrganization } from '../organization';

import './messages';
import { surveyBegin, surveyQuery, useSurveyStep, type SurveySubject } from './queries';
import { SurveyEditor } from './SurveyEditor';
import { SurveyResultsView } from './SurveyResultsView';

/** The survey of the event that is looked at. */
export function EventSurveyPage() {
  const { event } = useEvent();
  return <SurveyTab kind="event" subject={{ event: event.id }} />;
}

/** The survey of the course that is looked at. */
export function CourseSurveyPage() {
  const { outline } = useBuilder();
  return <SurveyTab kind="course" subject={{ course: outline.course.id }} />;
}

interface SurveyTabProps {
  kind: 'event' | 'course';
  subject: SurveySubject;
}

/** Before it is published one edits it here; afterwards one reads what was answered. */
function SurveyTab({ kind, subject }: SurveyTabProps) {
  const { t } = useTranslation('survey');
  const { slug: org } = useOrganization();
  const survey = useQuery(surveyQuery(org, subject));
  const begin = useSurveyStep(subject, (slug) =>
    surveyBegin(slug, { ...subject, title: '', intro: '', is_anonymous: true }),
  );
  if (survey.isPending) {
    return (
      <Loading>
        <Skeleton className="h-32 w-full max-w-[860px]" />
        <Skeleton className="mt-6 h-64 w-full max-w-[860px]" />
      </Loading>
    );
  }
  if (survey.data === undefined) {
    return <ErrorState title={t('errorTitle')} error={survey.error} retry={() => void survey.refetch()} />;
  }
  if (survey.data === null) {
    return (
      <EmptyState
        title={t('none')}
        action={
          <Button
            variant="primary"
            data-shortcut="n"
            busy={begin.isPending && t('beginning')}
            onClick={() => begin.mutate()}
          >
            {t('begin')}
          </Button>
        }
      >
        <p>{t(`noneText.${kind}`)}</p>
        <FormProblem error={begin.error} className="mt-4 text-start" />
      </EmptyState>
    );
  }
  return survey.data.status === 'draft' ? (
    <SurveyEditor key={survey.data.id} survey={survey.data} subject={subject} kind={kind} />
  ) : (
    <SurveyResultsView survey={survey.data} subject={subject} />
  );
}
