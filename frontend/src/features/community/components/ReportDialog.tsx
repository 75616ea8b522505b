import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Button, Dialog, Field, FormProblem, Select, Textarea, toasts } from '@/components';

import { useReport } from '../queries';

import type { RoomMessage, RoomReportReason } from '@/api';

const REASONS: readonly RoomReportReason[] = ['unkind', 'private', 'spam', 'other'];
const LONGEST_NOTE = 500;

interface ReportDialogProps {
  message: RoomMessage | null;
  onClose: () => void;
}

/** Tells the organizers of a room about a message. Nobody else learns who did. */
export function ReportDialog({ message, onClose }: ReportDialogProps) {
  const { t } = useTranslation('community');
  const report = useReport();
  const [reason, setReason] = useState<RoomReportReason>('unkind');
  const [note, setNote] = useState('');
  const close = () => {
    report.reset();
    setNote('');
    onClose();
  };
  const send = () => {
    if (!message) return;
    report.mutate(
      { message: message.id, reason, note: note.trim() },
      {
        onSuccess: () => {
          toasts.show(t('report.done'));
          close();
        },
      },
    );
  };
  return (
    <Dialog
      open={message !== null}
      onOpenChange={(open) => !open && close()}
      title={t('report.title')}
      description={t('report.text')}
      actions={
        <>
          <Button variant="primary" busy={report.isPending && t('report.busy')} onClick={send}>
            {t('report.do')}
          </Button>
          <Button onClick={close}>{t('report.cancel')}</Button>
        </>
      }
    >
      <div className="grid gap-5">
        <FormProblem error={report.error} />
        <Field label={t('report.reason')}>
          <Select
            value={reason}
            onChange={(event) => setReason(REASONS.find((one) => one === event.target.value) ?? 'other')}
          >
            {REASONS.map((one) => (
              <option key={one} value={one}>
                {t(`report.reasons.${one}`)}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t('report.note')} optional>
          <Textarea
            rows={3}
            maxLength={LONGEST_NOTE}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        </Field>
      </div>
    </Dialog>
  );
}
