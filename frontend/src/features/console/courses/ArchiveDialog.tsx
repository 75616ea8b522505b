import { useTranslation } from 'react-i18next';

import { Button, Dialog, FormProblem, toasts } from '@/components';

import { useArchive } from './queries';

import type { StaffCourse } from '@/api';

interface ArchiveDialogProps {
  course: StaffCourse;
  open: boolean;
  onClose: () => void;
}

export function ArchiveDialog({ course, open, onClose }: ArchiveDialogProps) {
  const { t } = useTranslation('console');
  const archive = useArchive(course.slug);
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      title={t('builder.archiveTitle', { title: course.title })}
      description={t('builder.archiveText')}
      actions={
        <>
          <Button
            variant="danger"
            busy={archive.isPending && t('builder.archiving')}
            onClick={() =>
              archive.mutate(undefined, {
                onSuccess: () => {
                  toasts.show(t('builder.archived', { title: course.title }));
                  onClose();
                },
              })
            }
          >
            {t('builder.archive')}
          </Button>
          <Button variant="ghost" onClick={onClose}>
            {t('cancel', { ns: 'common' })}
          </Button>
        </>
      }
    >
      <FormProblem error={archive.error} />
    </Dialog>
  );
}
