import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Circle, CircleCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { Button, ButtonLink, Loading, Notice, Skeleton, useErrorMessage } from '@/components';
import { paths } from '@/config/paths';
import { openSurveysQuery } from '@/features/feedback';
import { cx } from '@/lib/cx';

import { eventProgressQuery } from '../queries';
import { ownZone } from '../when';

import { MomentText } from './WhenText';

import type { EventProgress } from '@/api';

/** What one still lacks for the certificate of an event, in the words of the server that decides. */
export function CertificateSection({ event }: { event: string }) {
  const { t } = useTranslation('events');
  const message = useErrorMessage();
  const progress = useQuery(eventProgressQuery(event));
  return (
    <section className="mt-10 border-t border-line pt-7">
      <h2 className="d4">{t('certificate.title')}</h2>
      {progress.isPending && (
        <Loading>
          <Skeleton className="mt-4 h-5 w-72" />
          <Skeleton className="mt-3 h-5 w-56" />
        </Loading>
      )}
      {progress.isError && !progress.data && (
        <Notice
          tone="danger"
          className="mt-4"
          title={t('certificate.errorTitle')}
          action={
            <Button size="sm" onClick={() => void progress.refetch()}>
              {t('tryAgain', { ns: 'common' })}
            </Button>
          }
        >
          {message(progress.error)}
        </Notice>
      )}
      {progress.data && <Standing event={event} progress={progress.data} />}
    </section>
  );
}

function Standing({ event, progress }: { event: string; progress: EventProgress }) {
  const { t } = useTranslation('events');
  const { clauses, met, certificate_code: code, waiting_for: waiting, issues_at: issues } = progress;
  return (
    <>
      <ul className="mt-3 text-ui">
        {clauses.map((clause) => {
          const Icon = clause.met ? CircleCheck : Circle;
          return (
            <li key={clause.kind + clause.text} className="flex items-start gap-2.5 py-2">
              <Icon
                size={18}
                strokeWidth={1.75}
                aria-hidden
                className={cx('mt-0.5 flex-none', clause.met ? 'text-success' : 'text-ink-3')}
              />
              <div className="min-w-0">
                <p>
                  {clause.text}{' '}
                  <span className={cx('text-sm', clause.met ? 'text-success' : 'text-ink-3')}>
                    {t(clause.met ? 'certificate.met' : 'certificate.notMet')}
                  </span>
                </p>
                {clause.detail && <p className="num mt-0.5 text-sm text-ink-3">{clause.detail}</p>}
                {!clause.met && clause.kind === 'survey' && <SurveyLink event={event} />}
                {!clause.met && clause.kind === 'identity' && (
                  <Link to={paths.account('profile')} className="link block w-fit py-1 text-sm">
                    {t('certificate.profile')}
                  </Link>
                )}
              </div>
            </li>
          );
        })}
      </ul>
      <div role="status" className="mt-2 text-ui text-ink-2">
        {code ? (
          t('certificate.ready')
        ) : (
          <>
            {waiting?.text ?? t(met ? 'certificate.allMet' : 'certificate.lacking')}
            {waiting?.code === 'not_time_yet' && issues && (
              <>
                {' '}
                {t('certificate.issuesAt')} <MomentText value={issues} zone={ownZone()} />.
              </>
            )}
          </>
        )}
      </div>
      {code && (
        <ButtonLink to={paths.certificate(code)} variant="primary" className="mt-4">
          {t('certificate.see')}
        </ButtonLink>
      )}
    </>
  );
}

/** Where the survey of this event is answered, while it is open. */
function SurveyLink({ event }: { event: string }) {
  const { t } = useTranslation('events');
  const open = useInfiniteQuery(openSurveysQuery());
  const survey = open.data?.pages
    .flatMap((page) => page.results)
    .find(({ activity }) => activity.kind === 'event' && activity.id === event);
  if (!survey) return null;
  return (
    <Link to={paths.survey(survey.id)} className="link block w-fit py-1 text-sm">
      {t('certificate.survey')}
    </Link>
  );
}
