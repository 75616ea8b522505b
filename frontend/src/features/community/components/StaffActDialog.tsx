import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Button, Dialog, Field, FormProblem, Input } from '@/components';

import { useStaffAct, type StaffAct } from '../queries';

import type { RoomDetail, RoomMessage } from '@/api';
import type { RoomFeed } from '../client/roomFeed';

interface StaffActDialogProps {
  act: StaffAct;
  message: RoomMessage;
  feed: RoomFeed;
  room: RoomDetail;
  onClose: () => void;
}

const LONGEST_REASON = 300;

/** Says what an organizer's act does before it is done. The reason stays in the log. */
export function StaffActDialog({ act, message, feed, room, onClose }: StaffActDialogProps) {
  const { t } = useTranslation('community');
  const [reason, setReason] = useState('');
  const staff = useStaffAct(room.organization.slug);
  const send = () =>
    staff.mutate(
      { act, message: message.id, reason: reason.trim() },
      {
        onSuccess: (row) => {
          feed.answered(row);
          onClose();
        },
      },
    );
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t(`staff.${act}.title`)}
      description={t(`staff.${act}.text`)}
      actions={
        <>
          <Button
            variant={act === 'remove' ? 'danger' : 'primary'}
            busy={staff.isPending && t('staff.busy')}
            onClick={send}
          >
            {t(`staff.${act}.do`)}
          </Button>
          <Button variant="ghost" onClick={onClose}>
            {t('cancel', { ns: 'common' })}
          </Button>
        </>
      }
    >
      <FormProblem error={staff.error} className="mb-5" />
      <Field label={t('staff.reason')} hint={t('staff.reasonHint')} optional>
        <Input
          maxLength={LONGEST_REASON}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </Field>
    </Dialog>
  );
}
