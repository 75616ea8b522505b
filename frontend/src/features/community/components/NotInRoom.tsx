import { useTranslation } from 'react-i18next';

import { ButtonLink, EmptyState, PageTitle } from '@/components';
import { paths } from '@/config/paths';

/** The same words for a room that never was and for one that closed to this person: nobody learns which. */
export function NotInRoom() {
  const { t } = useTranslation('community');
  return (
    <>
      <PageTitle title={t('room.goneTitle')} />
      <EmptyState
        title={t('room.goneTitle')}
        action={
          <ButtonLink to={paths.rooms} variant="primary">
            {t('room.toRooms')}
          </ButtonLink>
        }
      >
        {t('room.goneText')}
      </EmptyState>
    </>
  );
}
