import { useTranslation } from 'react-i18next';

import { Status } from '@/components';

import { REFUND_TONE, remedyOf } from './refundWords';

import type { RefundStatus } from '@/api';

interface RefundLike {
  status: RefundStatus;
  failure: string;
}

export function RefundState({ status }: { status: RefundStatus }) {
  const { t } = useTranslation('console');
  return <Status tone={REFUND_TONE[status]}>{t(`sales.refundStatus.${status}`)}</Status>;
}

/** What the state means; of a failed refund why, and what to do next. */
export function RefundAdvice({ refund: { status, failure } }: { refund: RefundLike }) {
  const { t } = useTranslation('console');
  if (status !== 'failed') return <>{t(`sales.refundHint.${status}`)}</>;
  const remedy = remedyOf(failure);
  return (
    <>
      {t(`sales.failure.${remedy}`)} {t(`sales.next.${remedy}`)}
    </>
  );
}
