import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Button, Dialog, Field, FormProblem, Textarea, toasts } from '@/components';

import { useReturn } from './queries';

import type { StaffCourse } from '@/api';

interface ReturnDialogProps {
  course: StaffCourse;
  open: boolean;
  onClose: () => void;
}

/** Gives a course in review back to its makers, and says what is still asked for. */
export function ReturnDialog({ course, open, onClose }: ReturnDialogProps) {
  const { t } = useTranslation('console');
  const formId = useId();
  const giveBack = useReturn(course.slug);
  const close = () => {
    giveBack.reset();
    onClose();
  };
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next) close();
      }}
      title={t('builder.returnTitle', { title: course.title })}
      description={t('builder.returnText')}
      actions={
        <>
          <Button
            type="submit"
            form={formId}
            variant="primary"
            busy={giveBack.isPending && t('builder.returning')}
          >
            {t('builder.return')}
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
          giveBack.mutate(note, {
            onSuccess: () => {
              toasts.show(t('builder.returned', { title: course.title }));
              close();
            },
          })
        }
      />
    </Dialog>
  );
}

function NoteForm({ id, onSubmit }: { id: string; onSubmit: (note: string) => void }) {
  const { t } = useTranslation('console');
  const [note, setNote] = useState('');
  const [tried, setTried] = useState(false);
  const empty = note.trim() === '';
  return (
    <form
      id={id}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (!empty) onSubmit(note.trim());
      }}
    >
      <Field label={t('builder.note')} error={tried && empty ? t('builder.noteMissing') : undefined}>
        <Textarea rows={5} maxLength={2000} value={note} onChange={(event) => setNote(event.target.value)} />
      </Field>
    </form>
  );
}
