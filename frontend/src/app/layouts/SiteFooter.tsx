import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { Logo } from '@/components';
import { paths } from '@/config/paths';

export function SiteFooter() {
  const { t } = useTranslation('app');
  return (
    <footer className="mt-14 border-t border-line pt-11 pb-14 text-sm text-ink-3 wide:mt-24">
      <div className="wrap flex flex-wrap justify-between gap-6">
        <div>
          <Logo />
          <p className="mt-2">{t('tagline')}</p>
        </div>
        <nav aria-label={t('nav.footer')} className="flex flex-wrap gap-x-6">
          <Link to={paths.catalogue} className="flex min-h-11 items-center hover:text-ink">
            {t('nav.discover')}
          </Link>
          <Link to={paths.verify} className="flex min-h-11 items-center hover:text-ink">
            {t('nav.verify')}
          </Link>
        </nav>
      </div>
    </footer>
  );
}
