import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Button } from './Button';
import { Dialog } from './Dialog';
import { Field, Input } from './Field';
import { FormProblem } from './FormProblem';

import type { ReactNode } from 'react';

interface ReasonDialogProps {
  title: string;
  /** What the act does, before it is done. */
  text: string;
  /** The act in a verb and its object. */
  action: string;
  tone?: 'primary' | 'danger';
  busy: boolean;
  error: unknown;
  onSend: (reason: string) => void;
  onClose: () => void;
  /** More to choose, before the reason. */
  children?: ReactNode;
  /** A further button, between the act and the way out. */
  also?: ReactNode;
}

const LONGEST_REASON = 300;

/** Asks before an act that is logged: says what it does, and takes a reason for the log. */
export function ReasonDialog({
  title,
  text,
  action,
  tone = 'primary',
  busy,
  error,
  onSend,
  onClose,
  children,
  also,
}: ReasonDialogProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={title}
      description={text}
      actions={
        <>
          <Button variant={tone} busy={busy && t('saving')} onClick={() => onSend(reason.trim())}>
            {action}
          </Button>
          {also}
          <Button variant="ghost" onClick={onClose}>
            {t('cancel')}
          </Button>
        </>
      }
    >
      <FormProblem error={error} className="mb-5" />
      <div className="grid gap-5">
        {children}
        <Field label={t('reason')} hint={t('reasonHint')} optional>
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
