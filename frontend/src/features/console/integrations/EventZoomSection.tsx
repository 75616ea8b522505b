import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { api, expectOk, inTenant, unwrap, type EventZoom, type StaffEvent, type ZoomMeeting } from '@/api';
import {
  Button,
  ButtonLink,
  ErrorState,
  Field,
  FormProblem,
  Loading,
  Notice,
  Select,
  Skeleton,
  Status,
  toasts,
} from '@/components';
import { paths } from '@/config/paths';
import { useLocale } from '@/lib/i18n';

import { ActDialog } from '../events/ActDialog';
import { clockIn, dayIn } from '../events/zoned';
import { useOrganization } from '../organization';

import './messages';
import { eventZoomQuery, useIntegrationStep, zoomQuery } from './queries';
import { Recordings } from './Recordings';

interface Props {
  event: StaffEvent;
  /** What is over or called off is looked at, not changed. */
  locked: boolean;
}

/** Whether an event's online part takes place in Zoom, and how its meetings stand. */
export function EventZoomSection({ event, locked }: Props) {
  const { t } = useTranslation('integrations');
  const { slug: org } = useOrganization();
  const online = event.format !== 'in_person';
  const account = useQuery({ ...zoomQuery(org), enabled: online });
  const chosen = useQuery({ ...eventZoomQuery(org, event.id), enabled: online });
  if (!online || account.data?.state === 'not_offered') return null;
  const failed = [account, chosen].find((query) => query.isError && !query.data);
  return (
    <section className="mt-10 max-w-[860px] border-t border-line pt-7">
      <h2 className="d4">{t('event.title')}</h2>
      {failed && (
        <ErrorState
          title={t('event.errorTitle')}
          error={failed.error}
          retry={() => void Promise.all([account.refetch(), chosen.refetch()])}
        />
      )}
      {!failed && (!account.data || !chosen.data) && (
        <Loading>
          <Skeleton className="mt-3 h-20 w-full" />
        </Loading>
      )}
      {account.data && chosen.data && (
        <>
          {chosen.data.problem && (
            <Notice tone="danger" title={t('event.problemTitle')} className="mt-4">
              {chosen.data.problem}
            </Notice>
          )}
          {chosen.data.kind ? (
            <>
              <Meetings event={event} zoom={chosen.data} locked={locked} />
              <Recordings event={event.id} zone={event.time_zone} />
            </>
          ) : (
            <>
              <p className="mt-1.5 text-ui leading-relaxed text-ink-2">{t('event.off')}</p>
              {account.data.state === 'connected' && !locked && <Choose event={event} />}
              {account.data.state !== 'connected' && (
                <p className="mt-3 flex flex-wrap items-center gap-3 text-ui text-ink-3">
                  {t('event.notConnected')}
                  <ButtonLink size="sm" to={paths.org(org, 'integrations')}>
                    {t('event.toIntegrations')}
                  </ButtonLink>
                </p>
              )}
            </>
          )}
        </>
      )}
    </section>
  );
}

function Choose({ event }: { event: StaffEvent }) {
  const { t } = useTranslation('integrations');
  const [kind, setKind] = useState<'meeting' | 'webinar'>('meeting');
  const use = useIntegrationStep((org) =>
    unwrap(
      api.PUT('/api/integrations/zoom/events/{event_id}/', {
        ...inTenant(org),
        params: { path: { event_id: event.id } },
        body: { kind },
      }),
    ),
  );
  return (
    <form
      className="mt-4 flex flex-wrap items-end gap-3"
      onSubmit={(submitted) => {
        submitted.preventDefault();
        use.mutate(undefined, { onSuccess: () => toasts.show(t('event.used')) });
      }}
    >
      <FormProblem error={use.error} />
      <Field label={t('event.kind')}>
        <Select
          value={kind}
          onChange={({ target }) => setKind(target.value === 'webinar' ? 'webinar' : 'meeting')}
        >
          <option value="meeting">{t('event.meeting')}</option>
          <option value="webinar">{t('event.webinar')}</option>
        </Select>
      </Field>
      <Button type="submit" variant="primary" busy={use.isPending && t('busy')}>
        {t('event.use')}
      </Button>
    </form>
  );
}

function Meetings({ event, zoom, locked }: Props & { zoom: EventZoom }) {
  const { t } = useTranslation('integrations');
  const [leaving, setLeaving] = useState(false);
  const path = { params: { path: { event_id: event.id } } };
  const fetch = useIntegrationStep((org) =>
    unwrap(api.POST('/api/integrations/zoom/events/{event_id}/report/', { ...inTenant(org), ...path })),
  );
  return (
    <>
      <ul className="mt-3 border-t border-line">
        {zoom.meetings.map((meeting) => (
          <MeetingRow key={meeting.id} meeting={meeting} zone={event.time_zone} />
        ))}
      </ul>
      <FormProblem error={fetch.error} />
      <div className="mt-4 flex flex-wrap gap-3">
        <Button
          busy={fetch.isPending && t('busy')}
          onClick={() => fetch.mutate(undefined, { onSuccess: () => toasts.show(t('event.fetching')) })}
        >
          {t('event.fetchAgain')}
        </Button>
        {!locked && (
          <Button variant="ghost" onClick={() => setLeaving(true)}>
            {t('event.leave')}
          </Button>
        )}
      </div>
      {leaving && (
        <ActDialog
          title={t('event.leaveTitle')}
          text={t('event.leaveText')}
          action={t('event.leave')}
          done={t('event.left')}
          run={(org) =>
            expectOk(api.DELETE('/api/integrations/zoom/events/{event_id}/', { ...inTenant(org), ...path }))
          }
          onClose={() => setLeaving(false)}
        />
      )}
    </>
  );
}

function MeetingRow({ meeting, zone }: { meeting: ZoomMeeting; zone: string }) {
  const { t } = useTranslation('integrations');
  const locale = useLocale();
  const from = clockIn(meeting.starts_at, zone, locale);
  const until = clockIn(meeting.ends_at, zone, locale);
  return (
    <li className="border-b border-line py-3">
      <p className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <b className="min-w-0 text-ui font-[550]">{meeting.topic}</b>
        <Status tone={meeting.status === 'live' ? 'success' : 'neutral'}>
          {t(`event.${meeting.status}`)}
        </Status>
      </p>
      <p className="num mt-0.5 text-sm text-ink-3">
        {dayIn(meeting.starts_at, zone, locale)}, {t('events.fromUntil', { ns: 'console', from, until })}
        {' · '}
        {t('event.links', { count: meeting.links })}
        {meeting.report_fetched_at &&
          ` · ${t('event.fetched', {
            when: `${dayIn(meeting.report_fetched_at, zone, locale)}, ${clockIn(meeting.report_fetched_at, zone, locale)}`,
          })}`}
      </p>
      {meeting.report_problem && <p className="mt-0.5 text-sm text-warning">{meeting.report_problem}</p>}
    </li>
  );
}
