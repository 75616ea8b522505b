import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { ErrorState, Loading, Skeleton } from '@/components';

import { useEvent } from '../events/EventFrame';
import { AsOf } from '../home/AsOf';
import { useOrganization } from '../organization';

import { Figures } from './Figures';
import './messages';
import { Money } from './Money';
import { NextSteps } from './NextSteps';
import { overviewQuery } from './queries';
import { Recent } from './Recent';
import { Said } from './Said';
import { Short } from './Short';

/** How the event stands, and what there is to do. */
export function OverviewPage() {
  const { t } = useTranslation('eventOverview');
  const { slug: org } = useOrganization();
  const { event } = useEvent();
  const overview = useQuery(overviewQuery(org, event.id));
  if (overview.isPending) {
    return (
      <Loading>
        <div className="grid grid-cols-2 gap-6 wide:grid-cols-4">
          {[0, 1, 2, 3].map((place) => (
            <Skeleton key={place} className="h-32" />
          ))}
        </div>
        <Skeleton className="mt-10 h-56 w-full" />
      </Loading>
    );
  }
  if (overview.data === undefined) {
    return (
      <ErrorState title={t('errorTitle')} error={overview.error} retry={() => void overview.refetch()} />
    );
  }
  const { gate, survey, money } = overview.data;
  return (
    <>
      <Figures overview={overview.data} />
      {overview.isError && <AsOf at={overview.dataUpdatedAt} retry={() => void overview.refetch()} />}
      <div className="mt-10 grid gap-x-16 gap-y-9 border-t border-line pt-8 wide:grid-cols-[minmax(0,1fr)_380px]">
        <div className="grid content-start gap-9 empty:hidden">
          {gate && <Short event={event} gate={gate} />}
          {survey && <Said event={event} survey={survey} />}
          <Recent event={event} />
        </div>
        <aside className="max-wide:order-first">
          <NextSteps event={event} overview={overview.data} />
          <Money money={money} />
        </aside>
      </div>
    </>
  );
}
