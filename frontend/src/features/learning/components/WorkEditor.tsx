import { FileText, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import {
  Button,
  Dialog,
  Field,
  FormProblem,
  IconButton,
  Notice,
  Textarea,
  toasts,
  useErrorMessage,
} from '@/components';
import { UploadField } from '@/features/media';
import { formatClock } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import { useHandIn } from '../assignmentQueries';
import { useDraft, type KeptDraft } from '../useDraft';

import type { Assignment, WorkDraft, WorkVersion } from '@/api';

interface WorkEditorProps {
  slug: string;
  lessonId: string;
  assignment: Assignment;
  /** The open draft, if there is one. */
  draft: WorkVersion | undefined;
  /** The version before: a new one begins with what was in it. */
  before: WorkVersion | undefined;
  number: number;
}

interface ChosenFile {
  id: string;
  name: string;
}

/** Text and files of the version that is being written. It keeps itself; handing in is a decision of its own. */
export function WorkEditor({ slug, lessonId, assignment, draft, before, number }: WorkEditorProps) {
  const { t } = useTranslation('learning');
  const begin = draft ?? before;
  const [text, setText] = useState(begin && assignment.takes_text ? begin.text : '');
  const [files, setFiles] = useState<ChosenFile[]>(() =>
    (begin?.files ?? [])
      .slice(0, assignment.files_allowed)
      .map((file) => ({ id: file.upload_id, name: file.file_name })),
  );
  const [asking, setAsking] = useState(false);
  const content: WorkDraft = { text, files: files.map((file) => file.id) };
  // What the new version takes over from the one before it is nothing that waits to be kept.
  const [first] = useState(content);
  const kept = useDraft(lessonId, content, first, draft?.saved_at ?? null);
  const handIn = useHandIn(slug, lessonId);
  const empty = text.trim() === '' && files.length === 0;

  const send = async () => {
    await kept.stop();
    handIn.mutate(content, {
      onSuccess: () => {
        setAsking(false);
        toasts.show(t('assignment.handedIn'));
      },
      onError: () => {
        kept.resume();
        setAsking(false);
      },
    });
  };

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!empty) setAsking(true);
      }}
      className="grid gap-6 rounded-lg bg-surface p-5 outline-card wide:p-7"
    >
      <h3 className="heading">
        {number > 1 ? t('assignment.nextVersion', { number }) : t('assignment.yourDraft')}
      </h3>
      <FormProblem error={handIn.error} />
      {assignment.takes_text && (
        <Field label={t('assignment.text')} optional={assignment.files_allowed > 0}>
          <Textarea
            rows={12}
            maxLength={100_000}
            value={text}
            onChange={(event) => setText(event.target.value)}
            className="leading-relaxed"
          />
        </Field>
      )}
      {assignment.files_allowed > 0 && (
        <Files allowed={assignment.files_allowed} files={files} onChange={setFiles} />
      )}
      <KeptState kept={kept} />
      <div>
        <Button type="submit" variant="primary" size="lg" disabled={empty}>
          {t('assignment.handIn')}
        </Button>
        {empty && <p className="mt-2 text-sm text-ink-3">{t('assignment.nothingYet')}</p>}
      </div>
      <Dialog
        open={asking}
        onOpenChange={setAsking}
        title={t('assignment.askTitle')}
        description={t('assignment.askText')}
        actions={
          <>
            <Button
              variant="primary"
              busy={handIn.isPending && t('assignment.handingIn')}
              onClick={() => void send()}
            >
              {t('assignment.handIn')}
            </Button>
            <Button variant="ghost" onClick={() => setAsking(false)}>
              {t('cancel', { ns: 'common' })}
            </Button>
          </>
        }
      >
        {null}
      </Dialog>
    </form>
  );
}

interface FilesProps {
  allowed: number;
  files: readonly ChosenFile[];
  onChange: (change: (before: ChosenFile[]) => ChosenFile[]) => void;
}

function Files({ allowed, files, onChange }: FilesProps) {
  const { t } = useTranslation('learning');
  return (
    <div>
      {files.length > 0 && (
        <ul aria-label={t('assignment.files')} className="mb-4 border-t border-line">
          {files.map((file) => (
            <li key={file.id} className="flex items-center gap-3 border-b border-line py-2 text-sm">
              <FileText size={16} strokeWidth={1.75} aria-hidden className="flex-none text-ink-3" />
              <span className="min-w-0 flex-1 break-words">{file.name}</span>
              <IconButton
                label={t('assignment.removeFile', { name: file.name })}
                onClick={() => onChange((before) => before.filter((one) => one.id !== file.id))}
              >
                <Trash2 size={17} strokeWidth={1.75} aria-hidden />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      {files.length < allowed ? (
        <UploadField
          key={files.length}
          label={t('assignment.addFile')}
          purpose="submission"
          hint={t('assignment.fileHint', { count: allowed })}
          onReady={(upload) => onChange((before) => [...before, { id: upload.id, name: upload.file_name }])}
        />
      ) : (
        <p className="text-sm text-ink-3">{t('assignment.filesFull', { count: allowed })}</p>
      )}
    </div>
  );
}

/** "Draft kept at 14:02". A failure says that the text is still here, and offers another try. */
function KeptState({ kept }: { kept: KeptDraft }) {
  const { t } = useTranslation('learning');
  const locale = useLocale();
  const message = useErrorMessage();
  if (kept.error) {
    return (
      <Notice
        tone="danger"
        title={t('assignment.notKept')}
        action={
          <Button size="sm" onClick={kept.keep}>
            {t('tryAgain', { ns: 'common' })}
          </Button>
        }
      >
        {message(kept.error)}
      </Notice>
    );
  }
  let words = '';
  if (kept.saving) words = t('assignment.keeping');
  else if (kept.dirty) words = t('assignment.notYetKept');
  else if (kept.savedAt) words = t('assignment.kept', { time: formatClock(kept.savedAt, locale) });
  return (
    <p role="status" className="num min-h-5 text-sm text-ink-3">
      {words}
    </p>
  );
}
