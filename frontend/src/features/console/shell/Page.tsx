import { ChevronRight } from 'lucide-react';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { ButtonLink, EmptyState, PageTitle, SearchButton } from '@/components';
import { paths } from '@/config/paths';
import { BellMenu } from '@/features/notifications';
import { cx } from '@/lib/cx';

import { may, useOrganization } from '../organization';

import type { Permission } from '@/api';
import type { ReactNode } from 'react';

interface PageProps {
  title: string;
  /** Where the page lies, from the outside in; the page itself comes last by itself. */
  trail?: readonly { to: string; label: string }[];
  /** Any one of these opens the page. Who has none is told so in words. */
  needs?: readonly Permission[];
  children: ReactNode;
}

/** The inset page: its place on top, then what it is for. */
export function Page({ title, trail = [], needs = [], children }: PageProps) {
  const organization = useOrganization();
  const allowed = needs.length === 0 || needs.some((permission) => may(organization, permission));
  return (
    <>
      <PageTitle title={`${title} · ${organization.name}`} />
      <div className="flex h-14 items-center gap-3 border-b border-line ps-11 pe-5 text-ui text-ink-3 max-wide:hidden">
        {trail.map((place) => (
          <span key={place.to} className="flex items-center gap-3">
            <Link to={place.to} className="py-1.5 hover:text-ink">
              {place.label}
            </Link>
            <ChevronRight size={15} strokeWidth={1.75} aria-hidden />
          </span>
        ))}
        <b className="truncate font-[550] text-ink">{title}</b>
        <span className="ms-auto flex items-center gap-2">
          <SearchButton />
          <Suspense fallback={null}>
            <BellMenu />
          </Suspense>
        </span>
      </div>
      <div className="max-w-[1240px] px-5 pt-5 pb-28 wide:px-11 wide:pt-[34px] wide:pb-14">
        {allowed ? children : <Denied />}
      </div>
    </>
  );
}

/** In the place of a page that no role of the member opens. */
export function Denied() {
  const { t } = useTranslation('console');
  const { slug, name } = useOrganization();
  return (
    <EmptyState
      level="h1"
      title={t('nav.deniedTitle')}
      action={<ButtonLink to={paths.org(slug)}>{t('nav.toHome')}</ButtonLink>}
    >
      {t('nav.deniedText', { name })}
    </EmptyState>
  );
}

interface HeadProps {
  title: ReactNode;
  over?: ReactNode;
  lede?: ReactNode;
  /** Buttons; the main one last. */
  actions?: ReactNode;
  className?: string;
}

export function Head({ title, over, lede, actions, className }: HeadProps) {
  return (
    <header
      className={cx(
        'flex flex-wrap items-end justify-between gap-x-8 gap-y-5 max-wide:flex-col max-wide:items-stretch',
        className,
      )}
    >
      <div className="min-w-0">
        {over && <p className="mb-1 text-sm text-ink-3">{over}</p>}
        <h1 className="d2">{title}</h1>
        {lede && <p className="mt-2 text-ui leading-relaxed text-ink-2">{lede}</p>}
      </div>
      {actions && <div className="flex flex-wrap gap-2.5 max-wide:[&>*]:flex-1">{actions}</div>}
    </header>
  );
}
