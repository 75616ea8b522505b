import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';

import { api, expectOk, inTenant, unwrap, type ZoomStatus } from '@/api';
import {
  Badge,
  Button,
  ButtonLink,
  Dialog,
  ErrorState,
  FormProblem,
  Loading,
  Notice,
  Section,
  Skeleton,
  toasts,
  type Tone,
} from '@/components';
import { paths } from '@/config/paths';
import { formatLongDate } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import '../messages';
import { may, useOrganization } from '../organization';
import { Head, Page } from '../shell/Page';

import './messages';
import { useIntegrationStep, zoomQuery } from './queries';

const TONE: Record<ZoomStatus['state'], Tone> = {
  not_offered: 'neutral',
  not_connected: 'neutral',
  connected: 'success',
  broken: 'danger',
  removed: 'danger',
};
const ARRIVED = ['connected', 'declined', 'failed'] as const;

/** The services that an organization has connected. Zoom sends the browser back here, and says how it went. */
export function IntegrationsPage() {
  const { t } = useTranslation('integrations');
  const { slug: org } = useOrganization();
  const zoom = useQuery(zoomQuery(org));
  return (
    <Page title={t('title')} needs={['manage_events']}>
      <Head title={t('title')} />
      <p className="mt-2 text-ui text-ink-2">{t('lede')}</p>
      <div className="mt-8 max-w-[44rem]">
        {zoom.isPending && (
          <Loading>
            <Skeleton className="h-6 w-32" />
            <Skeleton className="mt-4 h-28 w-full" />
          </Loading>
        )}
        {zoom.isError && !zoom.data && (
          <ErrorState title={t('errorTitle')} error={zoom.error} retry={() => void zoom.refetch()} />
        )}
        {zoom.data && <Zoom zoom={zoom.data} />}
        {zoom.data && zoom.data.state !== 'not_offered' && (
          <Section title={t('matchingTitle')} lede={t('matchingLede')}>
            <ButtonLink to={paths.org(org, 'integrations/matching')}>{t('matchingLink')}</ButtonLink>
          </Section>
        )}
      </div>
    </Page>
  );
}

function Zoom({ zoom }: { zoom: ZoomStatus }) {
  const { t } = useTranslation('integrations');
  const locale = useLocale();
  const organization = useOrganization();
  const connects = may(organization, 'manage_organization');
  return (
    <Section title={t('zoom.title')} lede={t('zoom.what')}>
      <Arrival />
      <p className="flex flex-wrap items-center gap-x-3 gap-y-2 text-ui text-ink-2">
        <Badge tone={TONE[zoom.state]}>{t(`zoom.state.${zoom.state}`)}</Badge>
        {zoom.connected_at && (
          <span className="num">
            {t('zoom.connectedBy', {
              name: zoom.connected_by,
              when: formatLongDate(zoom.connected_at, locale),
            })}
          </span>
        )}
      </p>
      {zoom.state === 'not_offered' && <p className="mt-4 text-ui text-ink-3">{t('zoom.notOffered')}</p>}
      {zoom.state === 'broken' && (
        <Notice tone="danger" title={t('zoom.brokenTitle')} className="mt-4">
          {zoom.next_step}{' '}
          {zoom.broken_at && t('zoom.brokenSince', { when: formatLongDate(zoom.broken_at, locale) })}
        </Notice>
      )}
      {zoom.state === 'removed' && (
        <Notice tone="danger" title={t('zoom.removedTitle')} className="mt-4">
          {zoom.next_step}{' '}
          {zoom.removed_at && t('zoom.brokenSince', { when: formatLongDate(zoom.removed_at, locale) })}
        </Notice>
      )}
      {zoom.state !== 'not_offered' && (
        <div className="mt-5 flex flex-wrap gap-3">
          {connects ? <Acts zoom={zoom} /> : <p className="text-sm text-ink-3">{t('zoom.onlyOwners')}</p>}
        </div>
      )}
      {zoom.problems.length > 0 && <Problems zoom={zoom} />}
    </Section>
  );
}

/** How the visit to Zoom went, as its way back says. */
function Arrival() {
  const { t } = useTranslation('integrations');
  const [params] = useSearchParams();
  const outcome = ARRIVED.find((one) => one === params.get('zoom'));
  if (!outcome) return null;
  const tone = outcome === 'connected' ? 'success' : outcome === 'failed' ? 'danger' : 'info';
  return (
    <div role="status">
      <Notice tone={tone} className="mb-5">
        {t(`zoom.arrived.${outcome}`)}
      </Notice>
    </div>
  );
}

function Acts({ zoom }: { zoom: ZoomStatus }) {
  const { t } = useTranslation('integrations');
  const [leaving, setLeaving] = useState(false);
  const connect = useIntegrationStep((org) =>
    unwrap(api.POST('/api/integrations/zoom/connect/', inTenant(org))),
  );
  const go = () =>
    connect.mutate(undefined, {
      onSuccess: ({ authorize_url }) => {
        window.location.assign(authorize_url);
      },
    });
  return (
    <>
      {connect.isError && <FormProblem error={connect.error} />}
      {zoom.state !== 'connected' && (
        <Button variant="primary" onClick={go} busy={(connect.isPending || connect.isSuccess) && t('busy')}>
          {t(zoom.broken_at ? 'zoom.connectAgain' : 'zoom.connect')}
        </Button>
      )}
      {zoom.state !== 'not_connected' && (
        <Button onClick={() => setLeaving(true)}>{t('zoom.disconnect')}</Button>
      )}
      {leaving && <DisconnectDialog onClose={() => setLeaving(false)} />}
    </>
  );
}

function DisconnectDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('integrations');
  const disconnect = useIntegrationStep((org) =>
    expectOk(api.POST('/api/integrations/zoom/disconnect/', inTenant(org))),
  );
  const submit = () =>
    disconnect.mutate(undefined, {
      onSuccess: () => {
        toasts.show(t('zoom.disconnected'));
        onClose();
      },
    });
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t('zoom.disconnectTitle')}
      description={t('zoom.disconnectText')}
      actions={
        <>
          <Button variant="danger" onClick={submit} busy={disconnect.isPending && t('busy')}>
            {t('zoom.disconnect')}
          </Button>
          <Button variant="ghost" onClick={onClose}>
            {t('cancel', { ns: 'common' })}
          </Button>
        </>
      }
    >
      <FormProblem error={disconnect.error} />
    </Dialog>
  );
}

function Problems({ zoom }: { zoom: ZoomStatus }) {
  const { t } = useTranslation('integrations');
  const locale = useLocale();
  const { slug: org } = useOrganization();
  return (
    <div className="mt-7">
      <h3 className="text-ui font-semibold">{t('zoom.problemsTitle')}</h3>
      <ul className="mt-2 border-t border-line">
        {zoom.problems.map(({ event, title, problem, since }) => (
          <li key={event} className="border-b border-line py-3">
            <Link to={paths.orgEvent(org, event, 'programme')} className="text-ui font-[550] underline">
              {title}
            </Link>
            <p className="mt-0.5 text-sm text-ink-2">
              {problem} {since && t('zoom.since', { when: formatLongDate(since, locale) })}
            </p>
          </li>
        ))}
      </ul>
    </div>
  );
}
