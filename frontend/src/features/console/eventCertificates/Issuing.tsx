import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { ErrorState, Loading, Section, Skeleton } from '@/components';
import { paths } from '@/config/paths';
import { formatCount } from '@/lib/format';
import { useLocale } from '@/lib/i18n';
import { useNow } from '@/lib/useNow';

import { eventGateQuery } from '../eventGate/queries';
import { clockIn, dayIn, zoneAt } from '../events/zoned';
import { may, useOrganization } from '../organization';
import { consoleKeys } from '../queries';

import { IssueNow } from './IssueNow';
import { issuingQuery } from './queries';
import { isRunning } from './run';
import { RunState } from './RunState';

import type { EventIssuing, StaffEvent } from '@/api';

interface IssuingProps {
  event: StaffEvent;
  isOver: boolean;
}

export function Issuing({ event, isOver }: IssuingProps) {
  const { t } = useTranslation('eventCertificates');
  const { slug: org } = useOrganization();
  const issuing = useQuery({ ...issuingQuery(org, event.id), enabled: isOver });
  return (
    <Section title={t('issueTitle')} lede={<When event={event} isOver={isOver} />}>
      {isOver && issuing.isPending && (
        <Loading>
          <Skeleton className="h-14 w-56" />
          <Skeleton className="mt-4 h-10 w-44" />
        </Loading>
      )}
      {isOver && issuing.isError && !issuing.data && (
        <ErrorState title={t('issueError')} error={issuing.error} retry={() => void issuing.refetch()} />
      )}
      {isOver && issuing.data && (
        <Due event={event} issuing={issuing.data} readAt={issuing.dataUpdatedAt} lost={issuing.isError} />
      )}
    </Section>
  );
}

/** When they are issued by themselves, and where that is set. */
function When({ event, isOver }: IssuingProps) {
  const { t } = useTranslation('eventCertificates');
  const locale = useLocale();
  const { slug: org } = useOrganization();
  const now = useNow(60_000);
  const gate = useQuery(eventGateQuery(org, event.id));
  if (event.status === 'cancelled') return t('cancelled');
  const at = gate.data?.issues_at;
  const zone = event.time_zone;
  let words = t(isOver ? 'whenOver' : 'whenBefore');
  if (gate.data?.issue_after_minutes === null) words = t(isOver ? 'byHandOver' : 'byHandBefore');
  else if (at && Date.parse(at) > now) {
    words = t('whenAt', {
      when: `${dayIn(at, zone, locale)}, ${clockIn(at, zone, locale)} ${zoneAt(at, zone, locale)}`,
    });
  }
  return (
    <>
      {words}{' '}
      <Link to={paths.orgEvent(org, event.slug, 'gate')} className="link">
        {t('toRules')}
      </Link>
    </>
  );
}

interface DueProps {
  event: StaffEvent;
  issuing: EventIssuing;
  readAt: number;
  /** It could not be asked again; what stands here may be old. */
  lost: boolean;
}

function Due({ event, issuing, readAt, lost }: DueProps) {
  const { t } = useTranslation('eventCertificates');
  const locale = useLocale();
  const organization = useOrganization();
  const { due, run } = issuing;
  const running = isRunning(run);
  useListAfter(running);
  return (
    <>
      {!running && (
        <>
          <p className="flex flex-wrap items-baseline gap-x-3">
            <b className="serif num text-[3.4rem] leading-none tracking-[-.035em]">
              {formatCount(due, locale)}
            </b>
            <span className="text-ink-2">{t('due', { count: due })}</span>
          </p>
          {due === 0 && <p className="mt-2 max-w-[44rem] text-ui text-ink-2">{t('noneDue')}</p>}
          {due > 0 && may(organization, 'issue_certificates') && (
            <IssueNow event={event} due={due} className="mt-5 max-wide:w-full" />
          )}
        </>
      )}
      {run && <RunState run={run} zone={event.time_zone} readAt={readAt} lost={lost} />}
    </>
  );
}

/** Once a run has ended, the list below it is read again. */
function useListAfter(running: boolean): void {
  const { slug: org } = useOrganization();
  const client = useQueryClient();
  const ran = useRef(false);
  useEffect(() => {
    if (ran.current && !running) {
      void client.invalidateQueries({ queryKey: [...consoleKeys.of(org), 'certificates'] });
    }
    ran.current = running;
  }, [client, org, running]);
}
