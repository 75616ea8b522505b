import { Link } from 'react-router';
import { useTranslation } from 'react-i18next';

import { paths } from '@/config/paths';
import { markTicks } from '@/lib/art';

const TICKS = markTicks();

export function Mark({ size = 26 }: { size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      aria-hidden
      stroke="currentColor"
      strokeWidth={1.5}
      strokeLinecap="round"
      className="flex-none"
    >
      {TICKS.map(({ earned, ...line }) => (
        <line key={`${line.x2} ${line.y2}`} {...line} opacity={earned ? 1 : 0.4} />
      ))}
    </svg>
  );
}

export function Logo() {
  const { t } = useTranslation();
  return (
    <Link
      to={paths.catalogue}
      aria-label={t('home')}
      className="inline-flex min-h-11 items-center gap-2.5 text-primary-text"
    >
      <Mark />
      <span className="font-serif text-[1.2rem] leading-none font-[560] tracking-[-.02em] text-ink wide:text-[1.3rem]">
        {t('brand')}
      </span>
    </Link>
  );
}
