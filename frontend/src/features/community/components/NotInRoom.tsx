import { useTranslation } from 'react-i18next';

import { ButtonLink, EmptyState, PageTitle } from '@/components';
import { paths } from '@/config/paths';

import { useCommunity } from '../client/current';

/**
 * The same words for a room that never was and for one that closed to this person: nobody learns which. Whoever was in
 * it when its organizers closed it is told so.
 */
export function NotInRoom({ room }: { room: string }) {
  const { t } = useTranslation('community');
  const closed = useCommunity()?.whyLeft(room) === 'room_closed';
  const title = t(closed ? 'room.closedTitle' : 'room.goneTitle');
  return (
    <div role="status" className="px-5">
      <PageTitle title={title} />
      <EmptyState
        title={title}
        action={
          <ButtonLink to={paths.rooms} variant="primary">
            {t('room.toRooms')}
          </ButtonLink>
        }
      >
        {t(closed ? 'room.closedText' : 'room.goneText')}
      </EmptyState>
    </div>
  );
}
