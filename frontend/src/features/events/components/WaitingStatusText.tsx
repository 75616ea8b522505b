import { useTranslation } from 'react-i18next';

import { Status, type Tone } from '@/components';

import type { WaitingStatus } from '@/api';

const TONES: Record<WaitingStatus, Tone> = {
  waiting: 'info',
  offered: 'warning',
  accepted: 'success',
  expired: 'neutral',
  left: 'neutral',
};

export function WaitingStatusText({ status }: { status: WaitingStatus }) {
  const { t } = useTranslation('events');
  return <Status tone={TONES[status]}>{t(`waiting.status.${status}`)}</Status>;
}
