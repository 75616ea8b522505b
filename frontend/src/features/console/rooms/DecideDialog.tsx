import { useTranslation } from 'react-i18next';

import { ReasonDialog, toasts } from '@/components';

import { useOrganization } from '../organization';

import { useDecide } from './queries';

import type { StaffReport, StaffReportVerdict } from '@/api';

export interface Decision {
  report: StaffReport;
  verdict: StaffReportVerdict;
}

/** What becomes of a reported message. */
export function DecideDialog({ decision, onClose }: { decision: Decision; onClose: () => void }) {
  const { t } = useTranslation('rooms');
  const { slug: org } = useOrganization();
  const decide = useDecide(org);
  const { report, verdict } = decision;
  return (
    <ReasonDialog
      title={t(`decide.${verdict}.title`)}
      text={t(`decide.${verdict}.text`)}
      action={t(`verdict.${verdict}`)}
      tone={verdict === 'remove' ? 'danger' : 'primary'}
      busy={decide.isPending}
      error={decide.error}
      onSend={(reason) =>
        decide.mutate(
          { report: report.id, verdict, reason },
          {
            onSuccess: () => {
              toasts.show(t(`decide.${verdict}.done`));
              onClose();
            },
          },
        )
      }
      onClose={onClose}
    />
  );
}
