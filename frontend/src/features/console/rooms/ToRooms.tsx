import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useParams } from 'react-router';

import { ErrorState, Loading, Main, PageHead, SimpleHead, Skeleton } from '@/components';
import { paths } from '@/config/paths';

import './messages';
import { may } from '../organization';
import { organizationsQuery } from '../queries';

/** An address without an organization, as the bell has it: leads on, and asks only who moderates for several. */
export function ToRooms() {
  const { t } = useTranslation('rooms');
  const { '*': rest = '' } = useParams();
  const list = useQuery(organizationsQuery());
  const moderated = list.data?.filter((one) => may(one, 'moderate_rooms')) ?? [];
  const place = rest === '' ? 'rooms' : `rooms/${rest}`;
  const [only] = moderated;
  if (only && moderated.length === 1) return <Navigate to={paths.org(only.slug, place)} replace />;
  if (list.isSuccess && !only) return <Navigate to={paths.rooms} replace />;
  return (
    <>
      <SimpleHead />
      <Main className="wrap">
        {list.isPending && (
          <Loading>
            <Skeleton className="mt-10 h-10 w-72" />
          </Loading>
        )}
        {list.isError && (
          <ErrorState
            page
            title={t('list.errorTitle')}
            error={list.error}
            retry={() => void list.refetch()}
          />
        )}
        {only && (
          <>
            <PageHead title={t('which')} />
            <ul className="grid gap-2">
              {moderated.map((one) => (
                <li key={one.id}>
                  <Link to={paths.org(one.slug, place)} className="link inline-flex min-h-11 items-center">
                    {one.name}
                  </Link>
                </li>
              ))}
            </ul>
          </>
        )}
      </Main>
    </>
  );
}
