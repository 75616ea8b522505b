import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { Button, FormProblem, Sheet } from '@/components';

interface FormSheetProps {
  title: string;
  action: string;
  busy: boolean;
  error: unknown;
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** One thing of a list, edited beside it. */
export function FormSheet({ title, action, busy, error, onSubmit, onClose, children }: FormSheetProps) {
  const { t } = useTranslation('console');
  const formId = useId();
  return (
    <Sheet
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={title}
      actions={
        <>
          <Button type="submit" form={formId} variant="primary" busy={busy && t('lesson.saving')}>
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
          onSubmit();
        }}
      >
        <FormProblem error={error} />
        {children}
      </form>
    </Sheet>
  );
}
