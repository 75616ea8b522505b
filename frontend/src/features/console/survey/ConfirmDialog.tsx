import { useTranslation } from 'react-i18next';

import { Button, Dialog, FormProblem } from '@/components';

import { useSurveyStep, type SurveySubject } from './queries';

import type { StaffSurvey } from '@/api';

interface ConfirmDialogProps {
  subject: SurveySubject;
  title: string;
  text: string;
  /** What the button does: verb and object. */
  action: string;
  tone: 'primary' | 'danger';
  run: (org: string) => Promise<StaffSurvey | null>;
  onDone: () => void;
  onClose: () => void;
}

/** Asks once more before something that cannot be taken back. */
export function ConfirmDialog({
  subject,
  title,
  text,
  action,
  tone,
  run,
  onDone,
  onClose,
}: ConfirmDialogProps) {
  const { t } = useTranslation('survey');
  const step = useSurveyStep(subject, run);
  const act = () =>
    step.mutate(undefined, {
      onSuccess: () => {
        onClose();
        onDone();
      },
    });
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={title}
      description={text}
      actions={
        <>
          <Button variant={tone} busy={step.isPending && t('working')} onClick={act}>
            {action}
          </Button>
          <Button variant="ghost" onClick={onClose}>
            {t('cancel', { ns: 'common' })}
          </Button>
        </>
      }
    >
      <FormProblem error={step.error} />
    </Dialog>
  );
}
