import { useTranslation } from 'react-i18next';

import { Status, type Tone } from '@/components';

import type { RegistrationStatus } from '@/api';

const TONES: Record<RegistrationStatus, Tone> = {
  pending_approval: 'info',
  pending_payment: 'warning',
  confirmed: 'success',
  attended: 'success',
  absent: 'neutral',
  expired: 'neutral',
  cancelled: 'neutral',
  transferred: 'neutral',
};

export function PlaceStatus({ status }: { status: RegistrationStatus }) {
  const { t } = useTranslation('events');
  return <Status tone={TONES[status]}>{t(`status.${status}`)}</Status>;
}
