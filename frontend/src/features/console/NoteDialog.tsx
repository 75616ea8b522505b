import { useId, useState } from 'react';

import { Button, Dialog, Field, FormProblem, Textarea } from '@/components';

interface NoteDialogProps {
  open: boolean;
  title: string;
  text: string;
  /** The note that has to be written, how it is asked for, and what is said where it is missing. */
  note: { label: string; missing: string; most: number };
  action: string;
  cancel: string;
  /** What the button says while it is sent; false: it is not. */
  busy: string | false;
  error: unknown;
  onSend: (note: string) => void;
  onClose: () => void;
}

/** Gives something back to whoever made it, with a note of what is still to be done. */
export function NoteDialog({
  open,
  title,
  text,
  note,
  action,
  cancel,
  busy,
  error,
  onSend,
  onClose,
}: NoteDialogProps) {
  const formId = useId();
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      title={title}
      description={text}
      actions={
        <>
          <Button type="submit" form={formId} variant="primary" busy={busy}>
            {action}
          </Button>
          <Button variant="ghost" onClick={onClose}>
            {cancel}
          </Button>
        </>
      }
    >
      <FormProblem error={error} className="mb-5" />
      <NoteForm id={formId} note={note} onSend={onSend} />
    </Dialog>
  );
}

function NoteForm({ id, note, onSend }: Pick<NoteDialogProps, 'note' | 'onSend'> & { id: string }) {
  const [text, setText] = useState('');
  const [tried, setTried] = useState(false);
  const empty = text.trim() === '';
  return (
    <form
      id={id}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        // A dialog may stand inside another form; what is sent here is not for that.
        event.stopPropagation();
        setTried(true);
        if (!empty) onSend(text.trim());
      }}
    >
      <Field label={note.label} error={tried && empty ? note.missing : undefined}>
        <Textarea
          rows={5}
          maxLength={note.most}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
      </Field>
    </form>
  );
}
