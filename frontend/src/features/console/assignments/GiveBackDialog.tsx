import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Button, Dialog, Field, FormProblem, Textarea, toasts } from '@/components';

import './messages';
import { useGiveBack } from './queries';

import type { Grading } from '@/api';

interface GiveBackDialogProps {
  work: Grading;
  open: boolean;
  onClose: () => void;
}

/** Gives work back for a new version, and says what is still to be done. */
export function GiveBackDialog({ work, open, onClose }: GiveBackDialogProps) {
  const { t } = useTranslation('assignments');
  const formId = useId();
  const giveBack = useGiveBack(work.id);
  const close = () => {
    giveBack.reset();
    onClose();
  };
  const name = work.learner.display_name;
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next) close();
      }}
      title={t('grading.returnTitle', { name })}
      description={t('grading.returnText')}
      actions={
        <>
          <Button
            type="submit"
            form={formId}
            variant="primary"
            busy={giveBack.isPending && t('grading.returning')}
          >
            {t('grading.return')}
          </Button>
          <Button variant="ghost" onClick={close}>
            {t('cancel', { ns: 'common' })}
          </Button>
        </>
      }
    >
      <FormProblem error={giveBack.error} className="mb-5" />
      <NoteForm
        id={formId}
        onSubmit={(note) =>
          giveBack.mutate(
            { note, revision: work.revision },
            {
              onSuccess: () => {
                toasts.show(t('grading.returned', { name }));
                close();
              },
            },
          )
        }
      />
    </Dialog>
  );
}

function NoteForm({ id, onSubmit }: { id: string; onSubmit: (note: string) => void }) {
  const { t } = useTranslation('assignments');
  const [note, setNote] = useState('');
  const [tried, setTried] = useState(false);
  const empty = note.trim() === '';
  return (
    <form
      id={id}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        // The dialog stands inside the form that grades; what is sent here is not for that.
        event.stopPropagation();
        setTried(true);
        if (!empty) onSubmit(note.trim());
      }}
    >
      <Field label={t('grading.note')} error={tried && empty ? t('grading.noteMissing') : undefined}>
        <Textarea rows={5} maxLength={4000} value={note} onChange={(event) => setNote(event.target.value)} />
      </Field>
    </form>
  );
}
