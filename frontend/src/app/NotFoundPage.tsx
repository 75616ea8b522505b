import { useTranslation } from 'react-i18next';

import { ButtonLink, EmptyState } from '@/components';
import { paths } from '@/config/paths';

export function NotFoundPage() {
  const { t } = useTranslation('app');
  return (
    <div className="wrap">
      <EmptyState
        level="h1"
        title={t('notFound.title')}
        action={
          <>
            <ButtonLink to={paths.catalogue} variant="primary">
              {t('notFound.discover')}
            </ButtonLink>
            <ButtonLink to={paths.learning}>{t('notFound.learning')}</ButtonLink>
          </>
        }
      >
        {t('notFound.text')}
      </EmptyState>
    </div>
  );
}
