import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';

import { cx } from '@/lib/cx';
import { openingBand } from '@/lib/opening';

import type { ReactNode } from 'react';

/** A grey place of the true size. Text lines take their height from the font around them. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cx('skeleton block', className)} />;
}

/** Shows nothing at first: an answer within 150 ms needs no placeholder. */
export function Loading({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => setLate(true), 150);
    return () => window.clearTimeout(timer);
  }, []);
  return (
    <div role="status" aria-live="polite" className={cx(!late && 'invisible')}>
      <span className="sr-only">{late ? t('loading') : ''}</span>
      {children}
    </div>
  );
}

/** The dark band of a page whose data is on its way, with the words that the document came with. */
export function BandSkeleton() {
  const words = openingBand(useLocation().pathname);
  return (
    <div
      className="opening-band min-h-[330px] wide:min-h-[371px]"
      // Escaped by the server, which wrote it.
      dangerouslySetInnerHTML={{ __html: words }}
    />
  );
}
