import { useTranslation } from 'react-i18next';

import { toasts } from '@/components';

import { NoteDialog } from '../NoteDialog';

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
  const giveBack = useGiveBack(work.id);
  const close = () => {
    giveBack.reset();
    onClose();
  };
  const name = work.learner.display_name;
  return (
    <NoteDialog
      open={open}
      title={t('grading.returnTitle', { name })}
      text={t('grading.returnText')}
      note={{ label: t('grading.note'), missing: t('grading.noteMissing'), most: 4000 }}
      action={t('grading.return')}
      cancel={t('cancel', { ns: 'common' })}
      busy={giveBack.isPending && t('grading.returning')}
      error={giveBack.error}
      onClose={close}
      onSend={(note) =>
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
  );
}
