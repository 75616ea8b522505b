import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Button, FormProblem, PageTitle, Section } from '@/components';
import { saveFile } from '@/lib/saveFile';

import { DeleteAccountDialog } from '../components/DeleteAccountDialog';

import { useExport } from '../queries';

export function PrivacyPage() {
  const { t } = useTranslation('accounts');
  const collect = useExport();
  const [deleting, setDeleting] = useState(false);
  const download = () =>
    collect.mutate(undefined, {
      onSuccess: (data) =>
        saveFile(
          new Blob([JSON.stringify(data, null, 2)], { type: 'application/json' }),
          t('privacy.fileName'),
        ),
    });
  return (
    <>
      <PageTitle title={t('account.privacy')} />
      <Section title={t('privacy.exportTitle')} lede={t('privacy.exportText')}>
        <FormProblem error={collect.error} className="mb-4" />
        <Button busy={collect.isPending && t('privacy.exporting')} onClick={download}>
          {t('privacy.export')}
        </Button>
      </Section>
      <Section title={t('privacy.deleteTitle')} lede={t('privacy.deleteText')}>
        <Button className="text-danger" onClick={() => setDeleting(true)}>
          {t('privacy.delete')}
        </Button>
      </Section>
      <DeleteAccountDialog open={deleting} onOpenChange={setDeleting} />
    </>
  );
}
