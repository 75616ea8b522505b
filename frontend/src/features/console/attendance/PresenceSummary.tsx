import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import '../eventOverview/messages';
import { figuresQuery } from '../eventOverview/queries';
import { useOrganization } from '../organization';

import type { StaffEvent } from '@/api';

/** Above the lanes: how many came, and how. */
export function PresenceSummary({ event }: { event: Pick<StaffEvent, 'id'> }) {
  const { t } = useTranslation('eventOverview');
  const { slug: org } = useOrganization();
  const { data } = useQuery(figuresQuery(org, event.id));
  if (!data) return null;
  const { came, in_person: room, online, inside } = data.presence;
  const parts = [
    t('summary.came', { count: came }),
    ...(room > 0 && online > 0 ? [t('cameBoth', { room, online })] : []),
    ...(inside > 0 ? [t('inside', { count: inside })] : []),
  ];
  return <span className="num text-ink-2">{parts.join(' · ')}. </span>;
}
