import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { Button, Dialog, Field, Input } from '@/components';

interface TitleDialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  label: string;
  submit: string;
  busy: string | false;
  problem: ReactNode;
  initial?: string;
  /** Further fields above the title. */
  children?: ReactNode;
  onSubmit: (title: string) => void;
}

/** Asks for one title. */
export function TitleDialog({ open, onClose, children, title, problem, ...rest }: TitleDialogProps) {
  const { t } = useTranslation();
  const formId = useId();
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      title={title}
      actions={
        <>
          <Button type="submit" form={formId} variant="primary" busy={rest.busy}>
            {rest.submit}
          </Button>
          <Button variant="ghost" onClick={onClose}>
            {t('cancel')}
          </Button>
        </>
      }
    >
      {problem}
      <TitleForm id={formId} label={rest.label} initial={rest.initial ?? ''} onSubmit={rest.onSubmit}>
        {children}
      </TitleForm>
    </Dialog>
  );
}

interface TitleFormProps {
  id: string;
  label: string;
  initial: string;
  onSubmit: (title: string) => void;
  children: ReactNode;
}

function TitleForm({ id, label, initial, onSubmit, children }: TitleFormProps) {
  const { t } = useTranslation('console');
  const [value, setValue] = useState(initial);
  const [tried, setTried] = useState(false);
  const empty = value.trim() === '';
  return (
    <form
      id={id}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (!empty) onSubmit(value.trim());
      }}
      className="grid gap-5"
    >
      {children}
      <Field label={label} error={tried && empty ? t('outline.titleMissing') : undefined}>
        <Input maxLength={160} value={value} onChange={(event) => setValue(event.target.value)} />
      </Field>
    </form>
  );
}
