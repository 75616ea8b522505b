import { useTranslation } from 'react-i18next';

import { ReasonDialog } from '@/components';

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

/** What an organizer does with a message where it stands. */
export function StaffActDialog({ act, message, feed, room, onClose }: StaffActDialogProps) {
  const { t } = useTranslation('community');
  const staff = useStaffAct(room.organization.slug);
  return (
    <ReasonDialog
      title={t(`staff.${act}.title`)}
      text={t(`staff.${act}.text`)}
      action={t(`staff.${act}.do`)}
      tone={act === 'remove' ? 'danger' : 'primary'}
      busy={staff.isPending}
      error={staff.error}
      onSend={(reason) =>
        staff.mutate(
          { act, message: message.id, reason },
          {
            onSuccess: (row) => {
              feed.answered(row);
              onClose();
            },
          },
        )
      }
      onClose={onClose}
    />
  );
}
