import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';

import { isApiError } from '@/api';
import { ButtonLink, EmptyState, ErrorState, Loading, Main, PageTitle, Skeleton } from '@/components';
import { paths } from '@/config/paths';

import { Stage } from '../components/Stage';
import '../messages';
import { useDoor } from '../useDoor';

import type { ReactNode } from 'react';

/** The door of one event, on a phone in one hand. */
export function DoorPage() {
  const { t } = useTranslation('checkin');
  const { org = '', event = '' } = useParams();
  const opened = useDoor(org, event);
  const error = opened?.state.listError;
  const toEvents = <ButtonLink to={paths.checkIn(org)}>{t('toEvents')}</ButtonLink>;

  if (isApiError(error) && error.status === 403) {
    return (
      <Alone>
        <EmptyState level="h1" title={t('deniedTitle')} action={toEvents}>
          {t('deniedText')}
        </EmptyState>
      </Alone>
    );
  }
  if (isApiError(error) && error.isNotFound) {
    return (
      <Alone>
        <EmptyState level="h1" title={t('goneTitle')} action={toEvents}>
          {t('goneText')}
        </EmptyState>
      </Alone>
    );
  }
  if (opened?.state.ready && opened.state.kept) {
    return <Stage key={event} org={org} kept={opened.state.kept} {...opened} />;
  }
  if (opened && !opened.state.online) {
    return (
      <Alone>
        <EmptyState level="h1" title={t('offlineTitle')} action={toEvents}>
          {t('offlineText')}
        </EmptyState>
      </Alone>
    );
  }
  return (
    <Alone>
      {error ? (
        <ErrorState page title={t('listErrorTitle')} error={error} retry={() => void opened.door.refresh()} />
      ) : (
        <Loading>
          <PageTitle title={t('title')} />
          <Skeleton className="mx-auto mt-5 h-9 w-56" />
          <Skeleton className="mx-auto mt-24 h-60 w-60" />
          <Skeleton className="mt-24 h-44 w-full" />
        </Loading>
      )}
    </Alone>
  );
}

function Alone({ children }: { children: ReactNode }) {
  return <Main className="mx-auto min-h-dvh max-w-[30rem] px-6">{children}</Main>;
}
