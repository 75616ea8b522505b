import { Lock } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { Main, SimpleHead } from '@/components';

import '../messages';

import type { ReactNode } from 'react';

/** Buying pages have no navigation to wander off to. */
export function CheckoutFrame({ children }: { children: ReactNode }) {
  const { t } = useTranslation('billing');
  return (
    <>
      <SimpleHead narrow>
        <p className="flex items-center gap-2.5 text-sm text-ink-2">
          <Lock size={16} strokeWidth={1.75} aria-hidden />
          {t('checkout.byStripe')}
        </p>
      </SimpleHead>
      <Main className="wrap max-w-[1140px] pb-20">{children}</Main>
    </>
  );
}
