import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { ErrorState, Loading, Skeleton } from '@/components';

import { useEvent } from '../events/EventFrame';
import { useOrganization } from '../organization';

import { GateEditor } from './GateEditor';
import './messages';
import { eventGateQuery } from './queries';

/** What an event asks for before it certifies, and who would earn it by that. */
export function EventGatePage() {
  const { t } = useTranslation('eventGate');
  const { slug: org } = useOrganization();
  const { event } = useEvent();
  const gate = useQuery(eventGateQuery(org, event.id));
  if (gate.data) return <GateEditor gate={gate.data} />;
  if (gate.isError) {
    return <ErrorState title={t('errorTitle')} error={gate.error} retry={() => void gate.refetch()} />;
  }
  return (
    <Loading>
      <div className="grid gap-14 wide:grid-cols-[minmax(0,1fr)_400px]">
        <Skeleton className="h-80 w-full" />
        <Skeleton className="h-96 w-full !rounded-xl" />
      </div>
    </Loading>
  );
}
