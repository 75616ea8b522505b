import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Button, Dialog, Field, FormProblem, Input, Select, toasts } from '@/components';

import { useOrganization } from '../organization';

import { LONGEST_REASON } from './DecideDialog';
import { useSilence, useUnsilence } from './queries';

import type { StaffReport } from '@/api';

const SPANS = [
  { minutes: 60, key: 'hour' },
  { minutes: 24 * 60, key: 'day' },
  { minutes: 7 * 24 * 60, key: 'week' },
] as const;

/** Takes somebody's pen away for a while in one room, and can give it back. Reading stays. */
export function SilenceDialog({ report, onClose }: { report: StaffReport; onClose: () => void }) {
  const { t } = useTranslation('rooms');
  const { slug: org } = useOrganization();
  const silence = useSilence(org);
  const unsilence = useUnsilence(org);
  const [minutes, setMinutes] = useState<number>(SPANS[1].minutes);
  const [reason, setReason] = useState('');
  const { sender } = report.message;
  const name = sender.display_name;
  const of = { room: report.room.id, person: sender.id };
  const put = () =>
    silence.mutate(
      { ...of, minutes, reason: reason.trim() },
      {
        onSuccess: () => {
          onClose();
          toasts.show(t('silence.done', { name }), {
            label: t('silence.undo'),
            run: () => unsilence.mutate(of),
          });
        },
      },
    );
  const lift = () =>
    unsilence.mutate(of, {
      onSuccess: () => {
        toasts.show(t('silence.lifted', { name }));
        onClose();
      },
    });
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t('silence.title', { name })}
      description={t('silence.text')}
      actions={
        <>
          <Button variant="primary" busy={silence.isPending && t('silence.busy')} onClick={put}>
            {t('silence.do')}
          </Button>
          <Button busy={unsilence.isPending && t('silence.busy')} onClick={lift}>
            {t('silence.lift')}
          </Button>
          <Button variant="ghost" onClick={onClose}>
            {t('cancel', { ns: 'common' })}
          </Button>
        </>
      }
    >
      <FormProblem error={silence.error ?? unsilence.error} className="mb-5" />
      <div className="grid gap-5">
        <Field label={t('silence.for')}>
          <Select value={minutes} onChange={(event) => setMinutes(Number(event.target.value))}>
            {SPANS.map((span) => (
              <option key={span.key} value={span.minutes}>
                {t(`silence.span.${span.key}`)}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t('decide.reason')} hint={t('decide.reasonHint')} optional>
          <Input
            maxLength={LONGEST_REASON}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </Field>
      </div>
    </Dialog>
  );
}
