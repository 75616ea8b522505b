import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { Button, Dialog, Field, FormProblem, Textarea, toasts } from '@/components';

import { useEventStep } from './queries';

interface ActDialogProps<Output> {
  title: string;
  text: ReactNode;
  /** What the button does: verb and object. */
  action: string;
  tone?: 'primary' | 'danger';
  /** Asks for words that stay with the act. */
  reason?: { label: string; hint: string; most: number };
  /** Said once it is done. */
  done: string;
  run: (org: string, reason: string) => Promise<Output>;
  onDone?: (output: Output) => void;
  onClose: () => void;
  children?: ReactNode;
}

/** Asks once more before something that others notice, and for the reason where one is owed. */
export function ActDialog<Output>({
  title,
  text,
  action,
  tone = 'danger',
  reason,
  done,
  run,
  onDone,
  onClose,
  children,
}: ActDialogProps<Output>) {
  const { t } = useTranslation('console');
  const formId = useId();
  const [words, setWords] = useState('');
  const [tried, setTried] = useState(false);
  const step = useEventStep(run);
  const missing = reason !== undefined && words.trim() === '';
  const submit = () => {
    setTried(true);
    if (missing) return;
    step.mutate(words.trim(), {
      onSuccess: (output) => {
        toasts.show(done);
        onClose();
        onDone?.(output);
      },
    });
  };
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
          <Button type="submit" form={formId} variant={tone} busy={step.isPending && t('events.busy')}>
            {action}
          </Button>
          <Button variant="ghost" onClick={onClose}>
            {t('cancel', { ns: 'common' })}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        className="grid gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <FormProblem error={step.error} />
        {children}
        {reason && (
          <Field
            label={reason.label}
            hint={reason.hint}
            error={tried && missing ? t('events.reasonMissing') : undefined}
          >
            <Textarea
              rows={3}
              maxLength={reason.most}
              value={words}
              onChange={(event) => setWords(event.target.value)}
            />
          </Field>
        )}
      </form>
    </Dialog>
  );
}
