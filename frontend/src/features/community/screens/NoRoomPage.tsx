import { useTranslation } from 'react-i18next';

import { EmptyState, PageTitle } from '@/components';

import '../messages';

/** Beside the list, before a room is chosen. */
export function NoRoomPage() {
  const { t } = useTranslation('community');
  return (
    <>
      <PageTitle title={t('title')} />
      <div className="px-5">
        <EmptyState title={t('list.chooseTitle')}>{t('list.chooseText')}</EmptyState>
      </div>
    </>
  );
}
