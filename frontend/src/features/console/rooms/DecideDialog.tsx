import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Button, Dialog, Field, FormProblem, Input, toasts } from '@/components';

import { useOrganization } from '../organization';

import { useDecide } from './queries';

import type { StaffReport, StaffReportVerdict } from '@/api';

export interface Decision {
  report: StaffReport;
  verdict: StaffReportVerdict;
}

export const LONGEST_REASON = 300;

/** Says what a decision does before it is done, and keeps the reason in the log. */
export function DecideDialog({ decision, onClose }: { decision: Decision; onClose: () => void }) {
  const { t } = useTranslation('rooms');
  const { slug: org } = useOrganization();
  const decide = useDecide(org);
  const [reason, setReason] = useState('');
  const { report, verdict } = decision;
  const send = () =>
    decide.mutate(
      { report: report.id, verdict, reason: reason.trim() },
      {
        onSuccess: () => {
          toasts.show(t(`decide.${verdict}.done`));
          onClose();
        },
      },
    );
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t(`decide.${verdict}.title`)}
      description={t(`decide.${verdict}.text`)}
      actions={
        <>
          <Button
            variant={verdict === 'remove' ? 'danger' : 'primary'}
            busy={decide.isPending && t('decide.busy')}
            onClick={send}
          >
            {t(`verdict.${verdict}`)}
          </Button>
          <Button variant="ghost" onClick={onClose}>
            {t('cancel', { ns: 'common' })}
          </Button>
        </>
      }
    >
      <FormProblem error={decide.error} className="mb-5" />
      <Field label={t('decide.reason')} hint={t('decide.reasonHint')} optional>
        <Input
          maxLength={LONGEST_REASON}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </Field>
    </Dialog>
  );
}
