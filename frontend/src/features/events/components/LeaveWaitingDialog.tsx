import { useTranslation } from 'react-i18next';

import { Button, Dialog, FormProblem, toasts } from '@/components';

import { useLeaveWaiting } from '../waitingQueries';

import type { PlaceRef } from '../queries';
import type { MyWaiting } from '@/api';

interface LeaveWaitingDialogProps {
  entry: MyWaiting;
  of: PlaceRef;
  onClose: () => void;
}

/** Says what is lost before somebody leaves the list or passes an offer on. */
export function LeaveWaitingDialog({ entry, of, onClose }: LeaveWaitingDialogProps) {
  const { t } = useTranslation('events');
  const leave = useLeaveWaiting(of);
  const kind = entry.status === 'offered' ? 'pass' : 'leave';
  return (
    <Dialog
      open
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      title={t(`waiting.${kind}.title`, { count: entry.quantity })}
      description={t(`waiting.${kind}.text`, { event: entry.event.title, count: entry.quantity })}
      actions={
        <>
          <Button
            variant="danger"
            busy={leave.isPending && t('waiting.leaving')}
            onClick={() =>
              leave.mutate(undefined, {
                onSuccess: () => {
                  toasts.show(t('waiting.leftDone'));
                  onClose();
                },
              })
            }
          >
            {t(`waiting.${kind}.action`)}
          </Button>
          <Button variant="ghost" onClick={onClose}>
            {t(`waiting.${kind}.keep`)}
          </Button>
        </>
      }
    >
      <FormProblem error={leave.error} />
    </Dialog>
  );
}
