import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { useOrganization } from '../organization';

import './messages';
import { figuresQuery } from './queries';

import type { StaffEvent } from '@/api';

interface PlacesSummaryProps {
  event: Pick<StaffEvent, 'id'>;
  /** Of those who registered, or of those who wait. */
  about: 'registered' | 'waiting';
}

/** One line of figures above a list of people. Without them the list stands for itself. */
export function PlacesSummary({ event, about }: PlacesSummaryProps) {
  const { t } = useTranslation('eventOverview');
  const { slug: org } = useOrganization();
  const { data } = useQuery(figuresQuery(org, event.id));
  if (!data) return null;
  const { registered, capacity, cancelled, waiting, offered, ...pending } = data.places;
  const places =
    capacity === null
      ? t('summary.registered', { count: registered })
      : t('summary.registeredOf', { count: registered, capacity });
  const parts =
    about === 'waiting'
      ? [
          t('summary.waiting', { count: waiting }),
          ...(offered ? [t('offered', { count: offered })] : []),
          places,
        ]
      : [
          places,
          ...(pending.pending_approval ? [t('summary.approval', { count: pending.pending_approval })] : []),
          ...(pending.pending_payment ? [t('summary.payment', { count: pending.pending_payment })] : []),
          ...(cancelled ? [t('cancelled', { count: cancelled })] : []),
          ...(waiting && !data.has_begun ? [t('summary.waiting', { count: waiting })] : []),
        ];
  return <p className="num text-ui text-ink-2">{parts.join(' · ')}</p>;
}
