import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Button, Dialog, Field, FormProblem, Input, Select } from '@/components';
import { formatLongDate } from '@/lib/format';
import { useLocale } from '@/lib/i18n';
import { saveFile } from '@/lib/saveFile';

import '../messages';
import { useTranscript, type TranscriptScope } from '../queries';

import type { CpdCycle } from '@/api';

interface TranscriptDialogProps {
  cycles: readonly CpdCycle[];
  onClose: () => void;
}

/** The record of a cycle or of any period, as a paper or as a table. */
export function TranscriptDialog({ cycles, onClose }: TranscriptDialogProps) {
  const { t } = useTranslation('cpd');
  const locale = useLocale();
  const year = new Date().getFullYear();
  const [cycle, setCycle] = useState(cycles[0]?.id ?? '');
  const [first, setFirst] = useState(`${year}-01-01`);
  const [last, setLast] = useState(`${year}-12-31`);
  const [tried, setTried] = useState(false);
  const file = useTranscript();
  const wrong = !cycle && (!first || !last || last < first);
  const scope: TranscriptScope = cycle ? { cycle } : { first, last };
  const get = (kind: 'pdf' | 'csv') => {
    setTried(true);
    if (wrong) return;
    file.mutate({ scope, kind }, { onSuccess: (blob) => saveFile(blob, `cpd-transcript.${kind}`) });
  };
  const busy = (kind: 'pdf' | 'csv') =>
    file.isPending && file.variables.kind === kind && t('transcript.busy');
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t('transcript.title')}
      description={t('transcript.text')}
      actions={
        <>
          <Button variant="primary" busy={busy('pdf')} onClick={() => get('pdf')}>
            {t('transcript.pdf')}
          </Button>
          <Button busy={busy('csv')} onClick={() => get('csv')}>
            {t('transcript.csv')}
          </Button>
        </>
      }
    >
      <FormProblem error={file.error} className="mb-4" />
      <div className="grid gap-5">
        {cycles.length > 0 && (
          <Field label={t('transcript.scope')}>
            <Select value={cycle} onChange={(event) => setCycle(event.target.value)}>
              {cycles.map((one) => (
                <option key={one.id} value={one.id}>
                  {t('transcript.cycle', {
                    accreditor: one.accreditor.short_name,
                    first: formatLongDate(one.starts_on, locale),
                    last: formatLongDate(one.ends_on, locale),
                  })}
                </option>
              ))}
              <option value="">{t('transcript.period')}</option>
            </Select>
          </Field>
        )}
        {!cycle && (
          <div className="grid gap-5 wide:grid-cols-2">
            <Field label={t('transcript.first')}>
              <Input type="date" value={first} onChange={(event) => setFirst(event.target.value)} />
            </Field>
            <Field label={t('transcript.last')} error={tried && wrong ? t('transcript.wrong') : undefined}>
              <Input type="date" value={last} onChange={(event) => setLast(event.target.value)} />
            </Field>
          </div>
        )}
      </div>
    </Dialog>
  );
}
