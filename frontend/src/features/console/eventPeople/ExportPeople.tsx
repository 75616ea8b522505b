import { Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { Button, toasts, useErrorMessage } from '@/components';
import { saveFile } from '@/lib/saveFile';

import { useOrganization } from '../organization';

import './messages';
import { usePeopleExport } from './queries';

import type { PeopleFilter } from '../events/queries';
import type { StaffEvent } from '@/api';

/** Those whom the page shows, with their answers, as a file. */
export function ExportPeople({ event, filter }: { event: StaffEvent; filter: PeopleFilter }) {
  const { t } = useTranslation('eventPeople');
  const { slug: org } = useOrganization();
  const message = useErrorMessage();
  const file = usePeopleExport(org, event.id);
  const save = () =>
    file.mutate(filter, {
      onSuccess: (blob) => {
        saveFile(blob, `registrations-${event.slug}.csv`);
        toasts.show(t('export.done'));
      },
    });
  return (
    <>
      <Button size="sm" busy={file.isPending && t('export.busy')} onClick={save}>
        <Download size={16} strokeWidth={1.75} aria-hidden />
        {t('export.button')}
      </Button>
      {file.isError && (
        <span role="alert" className="text-sm text-danger">
          {message(file.error)}
        </span>
      )}
    </>
  );
}
