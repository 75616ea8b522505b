import { FileSpreadsheet } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Button, Dialog, FormProblem, Notice, toasts } from '@/components';

import { useOrganization } from '../organization';

import { LARGEST_FILE, textOf } from './csvFile';
import { ImportOutcome } from './ImportOutcome';
import './messages';
import { usePeopleCheck, usePeopleImport } from './queries';

import type { StaffEvent } from '@/api';

type Trouble = 'unreadable' | 'tooLarge';

/** A file of people: looked through first, imported once it is known what it does. */
export function ImportDialog({ event, onClose }: { event: StaffEvent; onClose: () => void }) {
  const { t } = useTranslation('eventPeople');
  const { slug: org } = useOrganization();
  const [file, setFile] = useState<{ name: string; content: string } | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const check = usePeopleCheck(org, event.id);
  const take = usePeopleImport(event.id);
  const found = file && check.isSuccess ? check.data : null;

  const choose = async (chosen: File | undefined) => {
    if (!chosen) return;
    setTrouble(null);
    setFile(null);
    take.reset();
    check.reset();
    try {
      const content = await textOf(chosen);
      if (content.length > LARGEST_FILE) {
        setTrouble('tooLarge');
        return;
      }
      setFile({ name: chosen.name, content });
      check.mutate(content);
    } catch {
      setTrouble('unreadable');
    }
  };
  const run = () => {
    if (!file || !found) return;
    take.mutate(
      { content: file.content, dry_run: false, skip_wrong: found.wrong > 0 },
      {
        onSuccess: ({ added }) => {
          toasts.show(t('import.done', { count: added }));
          onClose();
        },
      },
    );
  };
  const ready = found !== null && found.added > 0 && found.shortfalls.length === 0;
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t('import.title')}
      description={t('import.text')}
      actions={
        <>
          {ready && (
            <Button variant="primary" busy={take.isPending && t('import.importing')} onClick={run}>
              {t(found.wrong > 0 ? 'import.actionRest' : 'import.action', { count: found.added })}
            </Button>
          )}
          <Button variant="ghost" onClick={onClose}>
            {t('cancel', { ns: 'common' })}
          </Button>
        </>
      }
    >
      {!found && <p className="text-sm leading-relaxed text-ink-2">{t('import.columns')}</p>}
      <label className="mt-4 flex w-fit max-w-full cursor-pointer items-center gap-3 rounded-md px-4 py-2.5 text-ui font-[550] hairline-strong focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-focus hover:bg-tint">
        <FileSpreadsheet size={19} strokeWidth={1.75} aria-hidden className="flex-none text-primary-text" />
        {t(file || trouble ? 'import.other' : 'import.choose')}
        <input
          type="file"
          accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain"
          disabled={check.isPending || take.isPending}
          onChange={({ target }) => {
            void choose(target.files?.[0]);
            target.value = '';
          }}
          className="sr-only"
        />
      </label>
      <div role="status" className="mt-3 text-sm text-ink-2">
        {file && check.isPending && t('import.checking', { file: file.name })}
      </div>
      {trouble && (
        <Notice tone="danger" className="mt-3">
          {t(`import.${trouble}`)}
        </Notice>
      )}
      <FormProblem error={check.error ?? take.error} className="mt-3" />
      {file && found && <ImportOutcome file={file.name} found={found} />}
    </Dialog>
  );
}
