import { useTranslation } from 'react-i18next';

import { Button, Dialog, FormProblem, toasts } from '@/components';
import { formatAmount } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import { useCancelRegistration, type PlaceRef } from '../queries';

import type { RegistrationDetail } from '@/api';

interface CancelDialogProps {
  place: RegistrationDetail;
  of: PlaceRef;
  onClose: () => void;
}

/** Says what comes back before the place is given up. */
export function CancelDialog({ place, of, onClose }: CancelDialogProps) {
  const { t } = useTranslation('events');
  const locale = useLocale();
  const cancel = useCancelRegistration(of);
  const done = (refund: RegistrationDetail['refund_if_cancelled']) => {
    toasts.show(
      refund && refund.amount > 0
        ? t('cancel.doneRefund', { amount: formatAmount(refund, locale) })
        : t('cancel.done'),
    );
    onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      title={t('cancel.title')}
      description={t('cancel.text', { name: place.name, event: place.event.title })}
      actions={
        <>
          <Button
            variant="danger"
            busy={cancel.isPending && t('cancel.busy')}
            onClick={() => cancel.mutate(undefined, { onSuccess: ({ refund }) => done(refund) })}
          >
            {t('cancel.action')}
          </Button>
          <Button variant="ghost" onClick={onClose}>
            {t('cancel.keep')}
          </Button>
        </>
      }
    >
      <FormProblem error={cancel.error} className="mb-4" />
      <p className="leading-relaxed text-ink-2">
        <BackWords place={place} />
      </p>
    </Dialog>
  );
}

function BackWords({ place }: { place: RegistrationDetail }) {
  const { t } = useTranslation('events');
  const locale = useLocale();
  const { refund_if_cancelled: back, price, status } = place;
  if (status === 'pending_payment') return <>{t('cancel.unpaid')}</>;
  if (!price || price.amount === 0 || status !== 'confirmed') return <>{t('cancel.free')}</>;
  if (!back || back.amount === 0) return <>{t('cancel.nothing')}</>;
  return <>{t('cancel.back', { amount: formatAmount(back, locale) })}</>;
}
