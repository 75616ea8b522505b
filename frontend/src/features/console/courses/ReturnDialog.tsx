import { useTranslation } from 'react-i18next';

import { toasts } from '@/components';

import { NoteDialog } from '../NoteDialog';

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
  const giveBack = useReturn(course.slug);
  const close = () => {
    giveBack.reset();
    onClose();
  };
  const { title } = course;
  return (
    <NoteDialog
      open={open}
      title={t('builder.returnTitle', { title })}
      text={t('builder.returnText')}
      note={{ label: t('builder.note'), missing: t('builder.noteMissing'), most: 2000 }}
      action={t('builder.return')}
      cancel={t('cancel', { ns: 'common' })}
      busy={giveBack.isPending && t('builder.returning')}
      error={giveBack.error}
      onClose={close}
      onSend={(note) =>
        giveBack.mutate(note, {
          onSuccess: () => {
            toasts.show(t('builder.returned', { title }));
            close();
          },
        })
      }
    />
  );
}
