import { useQuery } from '@tanstack/react-query';
import { Menu as MenuIcon, X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, Outlet, useLocation, useParams } from 'react-router';

import {
  ButtonLink,
  EmptyState,
  ErrorState,
  IconButton,
  Loading,
  Main,
  PageTitle,
  SimpleHead,
  Skeleton,
} from '@/components';
import { paths } from '@/config/paths';
import { BellMenu } from '@/features/notifications';

import '../messages';
import { isOnlyDoor, isOpen, placeAt } from '../nav';
import { OrganizationContext } from '../organization';
import { organizationsQuery } from '../queries';

import { OrganizationMark } from './OrganizationMark';
import { Denied, Page } from './Page';
import { SideBar } from './SideBar';

import type { Organization } from '@/api';

/** The console of one organization: its side bar, and the inset page. */
export function ConsoleFrame() {
  const { t } = useTranslation('console');
  const { org = '' } = useParams();
  const list = useQuery(organizationsQuery());
  const organization = list.data?.find((one) => one.slug === org);

  if (list.data && organization) return <Shell organization={organization} all={list.data} />;
  if (list.isPending) return <ShellSkeleton />;
  return (
    <>
      <SimpleHead />
      <Main className="wrap">
        {list.isError ? (
          <ErrorState page title={t('nav.errorTitle')} error={list.error} retry={() => void list.refetch()} />
        ) : (
          <>
            <PageTitle title={t('nav.notFoundTitle')} />
            <EmptyState
              level="h1"
              title={t('nav.notFoundTitle')}
              action={
                <>
                  <ButtonLink to={paths.learning} variant="primary">
                    {t('nav.learn')}
                  </ButtonLink>
                  <ButtonLink to={paths.newOrganization}>{t('nav.start')}</ButtonLink>
                </>
              }
            >
              {t('nav.notFoundText')}
            </EmptyState>
          </>
        )}
      </Main>
    </>
  );
}

function Shell({ organization, all }: { organization: Organization; all: readonly Organization[] }) {
  const { t } = useTranslation('console');
  const [drawer, setDrawer] = useState(false);
  const { pathname } = useLocation();
  const place = placeAt(pathname.slice(paths.org(organization.slug).length + 1));
  if (place?.path === '' && isOnlyDoor(organization)) {
    return <Navigate to={paths.checkIn(organization.slug)} replace />;
  }
  return (
    <div className="min-h-dvh bg-paper wide:grid wide:grid-cols-[248px_minmax(0,1fr)] wide:bg-sunken">
      <aside
        aria-label={t('nav.label')}
        className="sticky top-0 flex h-dvh flex-col overflow-y-auto px-3.5 py-[18px] max-wide:hidden"
      >
        <SideBar organization={organization} all={all} />
      </aside>
      <header className="sticky top-0 z-(--z-nav) flex h-[60px] items-center gap-2.5 border-b border-line bg-paper/92 ps-5 pe-3 backdrop-blur-md wide:hidden">
        <OrganizationMark organization={organization} size={30} />
        <b className="min-w-0 flex-1 truncate font-semibold">{organization.name}</b>
        <Suspense fallback={<span className="size-11" />}>
          <BellMenu />
        </Suspense>
        <Dialog.Root open={drawer} onOpenChange={setDrawer}>
          <Dialog.Trigger asChild>
            <IconButton label={t('nav.menu')}>
              <MenuIcon size={21} strokeWidth={1.75} aria-hidden />
            </IconButton>
          </Dialog.Trigger>
          <Dialog.Portal>
            <Dialog.Overlay className="fixed inset-0 z-(--z-drawer) animate-fade bg-[rgb(10_15_12/.45)]" />
            <Dialog.Content
              aria-describedby={undefined}
              className="fixed inset-y-0 end-0 z-(--z-drawer) flex w-[min(20rem,88vw)] animate-side flex-col overflow-y-auto bg-sunken px-3.5 pt-2 pb-[max(18px,env(safe-area-inset-bottom))] shadow-3 focus:outline-none"
            >
              <Dialog.Title className="sr-only">{t('nav.menu')}</Dialog.Title>
              <Dialog.Close asChild>
                <IconButton label={t('nav.close')} className="mb-1 self-end">
                  <X size={20} strokeWidth={1.75} aria-hidden />
                </IconButton>
              </Dialog.Close>
              <SideBar organization={organization} all={all} onLeave={() => setDrawer(false)} />
            </Dialog.Content>
          </Dialog.Portal>
        </Dialog.Root>
      </header>
      <Main className="min-w-0 bg-paper wide:my-2.5 wide:me-2.5 wide:rounded-lg wide:outline-card">
        <OrganizationContext value={organization}>
          {/* A page that the roles do not open is not even built: it would ask for what the server refuses. */}
          {place && !isOpen(organization, place) ? (
            <Page title={t(`nav.${place.key}`)}>
              <Denied />
            </Page>
          ) : (
            <Outlet />
          )}
        </OrganizationContext>
      </Main>
    </div>
  );
}

function ShellSkeleton() {
  return (
    <div className="min-h-dvh wide:grid wide:grid-cols-[248px_minmax(0,1fr)] wide:bg-sunken">
      <div className="px-3.5 py-[18px] max-wide:hidden">
        <Skeleton className="h-12 w-full" />
        <Skeleton className="mt-5 h-9 w-full" />
      </div>
      <div className="bg-paper p-5 wide:my-2.5 wide:me-2.5 wide:rounded-lg wide:p-11">
        <Loading>
          <Skeleton className="h-10 w-72" />
          <Skeleton className="mt-8 h-40 w-full" />
        </Loading>
      </div>
    </div>
  );
}
