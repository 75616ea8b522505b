import { useTranslation } from 'react-i18next';

import { Button, Notice } from '@/components';
import { useLocale } from '@/lib/i18n';

interface AsOfProps {
  /** When what is shown was true, in milliseconds. */
  at: number;
  retry: () => void;
}

/** Newer figures could not be had: the old ones stay, and say how old they are. */
export function AsOf({ at, retry }: AsOfProps) {
  const { t } = useTranslation('console');
  const locale = useLocale();
  const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' }).format(at);
  return (
    <div role="status" className="mt-6">
      <Notice
        tone="warning"
        action={
          <Button size="sm" onClick={retry}>
            {t('tryAgain', { ns: 'common' })}
          </Button>
        }
      >
        {t('home.asOf', { time })}
      </Notice>
    </div>
  );
}
