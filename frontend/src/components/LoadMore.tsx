import { useTranslation } from 'react-i18next';

import { Button } from './Button';

interface LoadMoreProps {
  hasMore: boolean;
  loading: boolean;
  onLoad: () => void;
  label?: string;
}

export function LoadMore({ hasMore, loading, onLoad, label }: LoadMoreProps) {
  const { t } = useTranslation();
  if (!hasMore) return null;
  return (
    <div className="mt-12 flex justify-center">
      <Button size="lg" onClick={onLoad} busy={loading && t('loadingMore')}>
        {label ?? t('loadMore')}
      </Button>
    </div>
  );
}
