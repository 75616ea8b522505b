import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { ErrorState, Loading, Skeleton } from '@/components';

import '../messages';
import { cyclesQuery } from '../queries';

import { CpdSum } from './CpdSum';
import { CycleCard } from './CycleCard';

/** The dashboard's ring: the cycles that hold today; before there is one, what has been earned. Fails alone. */
export function CpdAside() {
  const { t } = useTranslation('cpd');
  const cycles = useQuery(cyclesQuery());
  const current = cycles.data?.results.filter((cycle) => cycle.is_current) ?? [];
  if (cycles.isPending) {
    return (
      <Loading>
        <Skeleton className="h-[560px] !rounded-xl" />
      </Loading>
    );
  }
  if (cycles.isError && !cycles.data) {
    return <ErrorState title={t('cyclesFailed')} error={cycles.error} retry={() => void cycles.refetch()} />;
  }
  if (current.length === 0) return <CpdSum linked />;
  return (
    <aside aria-label={t('title')} className="grid gap-5 self-start">
      {current.map((cycle) => (
        <CycleCard key={cycle.id} cycle={cycle} />
      ))}
    </aside>
  );
}
