import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { api, inTenant, unwrap, type ZoomRecording } from '@/api';
import { Button, FormProblem } from '@/components';
import { formatBytes } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import { clockIn, dayIn } from '../events/zoned';
import { useOrganization } from '../organization';
import { PagedList } from '../PagedList';

import { recordingsQuery, useIntegrationStep } from './queries';

const FILES = ['MP4', 'M4A', 'CHAT', 'TRANSCRIPT'] as const;

/** What Zoom recorded of an event. The files stay there; each address is asked for when it is needed, and kept nowhere. */
export function Recordings({ event, zone }: { event: string; zone: string }) {
  const { t } = useTranslation('integrations');
  const { slug: org } = useOrganization();
  const list = useInfiniteQuery(recordingsQuery(org, event));
  const rows = list.data?.pages.flatMap(({ results }) => results) ?? [];
  return (
    <>
      <h3 className="heading mt-8">{t('recordings.title')}</h3>
      <PagedList
        list={list}
        count={rows.length}
        errorTitle={t('recordings.errorTitle')}
        empty={<p className="mt-1.5 text-ui text-ink-2">{t('recordings.none')}</p>}
      >
        <p className="mt-1.5 text-ui text-ink-2">{t('recordings.lede')}</p>
        <ul className="mt-3 border-t border-line">
          {rows.map((row) => (
            <Row key={row.id} row={row} zone={zone} />
          ))}
        </ul>
      </PagedList>
    </>
  );
}

function Row({ row, zone }: { row: ZoomRecording; zone: string }) {
  const { t } = useTranslation('integrations');
  const locale = useLocale();
  const known = FILES.find((one) => one === row.file_type);
  const title = row.session?.title ?? row.topic;
  const file = known ? t(`recordings.file.${known}`) : row.file_type;
  const watch = useIntegrationStep((org) =>
    unwrap(
      api.GET('/api/integrations/zoom/recordings/{recording_id}/page/', {
        ...inTenant(org),
        params: { path: { recording_id: row.id } },
      }),
    ),
  );
  return (
    <li className="border-b border-line py-3">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <b className="text-ui font-[550]">{title}</b>
          <p className="num mt-0.5 text-sm text-ink-3">
            {file}
            {row.starts_at &&
              ` · ${dayIn(row.starts_at, zone, locale)}, ${clockIn(row.starts_at, zone, locale)}`}
            {row.size > 0 && ` · ${formatBytes(row.size, locale)}`}
          </p>
        </div>
        {row.can_play ? (
          <Button
            size="sm"
            aria-label={t('recordings.watchOf', { title, file })}
            busy={watch.isPending && t('busy')}
            onClick={() => {
              // Opened before the answer, because browsers open nothing that a press did not ask for.
              const tab = window.open('', '_blank');
              if (tab) tab.opener = null;
              watch.mutate(undefined, {
                onSuccess: ({ url }) => (tab ?? window).location.assign(url),
                onError: () => tab?.close(),
              });
            }}
          >
            {t('recordings.watch')}
          </Button>
        ) : (
          <p className="text-sm text-ink-3">{t('recordings.atZoom')}</p>
        )}
      </div>
      <FormProblem error={watch.error} />
    </li>
  );
}
