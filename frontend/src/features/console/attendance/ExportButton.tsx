import { useMutation } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { api, inTenant, nextQuery, unwrap, type AttendanceLane, type StaffEvent } from '@/api';
import { Button, toasts } from '@/components';

import '../integrations/messages';
import { useOrganization } from '../organization';

import { csvOf } from './csv';

const PAGES_AT_MOST = 200;

type PageQuery = Record<string, string | number>;

async function everybody(org: string, eventId: string): Promise<AttendanceLane[]> {
  const all: AttendanceLane[] = [];
  let query: PageQuery | undefined = { page_size: 100 };
  for (let page = 0; query && page < PAGES_AT_MOST; page++) {
    const answer: { results: readonly AttendanceLane[]; next: string | null } = await unwrap(
      api.GET('/api/registrations/attendance/{event_id}/', {
        ...inTenant(org),
        params: { path: { event_id: eventId }, query },
      }),
    );
    all.push(...answer.results);
    query = nextQuery(answer);
  }
  return all;
}

/** Everybody's minutes as a file, whatever the page shows at the moment. */
export function ExportButton({ event }: { event: StaffEvent }) {
  const { t } = useTranslation('integrations');
  const { slug: org } = useOrganization();
  const collect = useMutation({
    mutationFn: () => everybody(org, event.id),
    onSuccess: (lanes) => {
      save(
        `${event.slug}-attendance.csv`,
        csvOf(event, lanes, {
          head: [
            t('export.name'),
            t('export.email'),
            t('export.counted'),
            t('export.window'),
            t('export.percent'),
            t('export.sources'),
            t('export.lost'),
          ],
          session: (title) => t('export.inSession', { title }),
          source: (source) => t(`events.source.${source}`, { ns: 'console' }),
          yes: t('export.yes'),
          no: t('export.no'),
        }),
      );
      toasts.show(t('export.done', { count: lanes.length }));
    },
  });
  return (
    <span className="flex flex-wrap items-center gap-3">
      <Button size="sm" onClick={() => collect.mutate()} busy={collect.isPending && t('export.busy')}>
        <Download size={16} strokeWidth={1.75} aria-hidden />
        {t('export.button')}
      </Button>
      {collect.isError && (
        <span role="alert" className="text-sm text-danger">
          {t('export.failed')}
        </span>
      )}
    </span>
  );
}

function save(name: string, text: string) {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
