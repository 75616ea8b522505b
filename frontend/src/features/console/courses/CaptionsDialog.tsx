import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Button, Dialog, Field, FieldError, FormProblem, Input, Select, toasts } from '@/components';
import { UploadField } from '@/features/media';

import { useOrganization } from '../organization';

import { useCaptionsSet } from './fileQueries';
import { LANGUAGES, languageName, ownLanguageName } from './languages';

import type { StaffCourse, StaffLesson } from '@/api';

interface CaptionsDialogProps {
  course: StaffCourse;
  lesson: StaffLesson;
  /** The language whose captions get another file; null adds a language. */
  replaced: string | null;
  open: boolean;
  onClose: () => void;
}

export function CaptionsDialog({ course, lesson, replaced, open, onClose }: CaptionsDialogProps) {
  const { t } = useTranslation('console');
  const formId = useId();
  const save = useCaptionsSet(course.slug, lesson.id);
  const close = () => {
    save.reset();
    onClose();
  };
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next) close();
      }}
      title={replaced ? t('captions.replaceOne', { name: languageName(replaced) }) : t('captions.add')}
      actions={
        <>
          <Button type="submit" form={formId} variant="primary" busy={save.isPending && t('captions.saving')}>
            {t(replaced ? 'captions.replace' : 'captions.add')}
          </Button>
          <Button variant="ghost" onClick={close}>
            {t('cancel', { ns: 'common' })}
          </Button>
        </>
      }
    >
      <FormProblem error={save.error} className="mb-5" />
      <CaptionsForm
        id={formId}
        spoken={course.language}
        lesson={lesson}
        replaced={replaced}
        onSubmit={(entry) =>
          save.mutate(entry, {
            onSuccess: () => {
              toasts.show(t('captions.saved', { name: languageName(entry.language) }));
              close();
            },
          })
        }
      />
    </Dialog>
  );
}

interface CaptionsFormProps {
  id: string;
  /** The course's own language, which comes first. */
  spoken: string;
  lesson: StaffLesson;
  replaced: string | null;
  onSubmit: (entry: { upload_id: string; language: string; label: string }) => void;
}

/** Lives as long as the dialog is open: a half-sent file is given up with it. */
function CaptionsForm({ id, spoken, lesson, replaced, onSubmit }: CaptionsFormProps) {
  const { t } = useTranslation('console');
  const { slug: org } = useOrganization();
  const taken = lesson.captions.map((one) => one.language);
  const free = [...new Set([spoken, ...LANGUAGES])].filter((code) => !taken.includes(code));
  const [language, setLanguage] = useState(replaced ?? free[0] ?? '');
  const [label, setLabel] = useState(
    lesson.captions.find((one) => one.language === replaced)?.label ?? ownLanguageName(language),
  );
  const [upload, setUpload] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  return (
    <form
      id={id}
      noValidate
      className="grid gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (upload && label.trim()) onSubmit({ upload_id: upload, language, label: label.trim() });
      }}
    >
      {!replaced && (
        <Field label={t('captions.language')}>
          <Select
            value={language}
            onChange={(event) => {
              setLanguage(event.target.value);
              setLabel(ownLanguageName(event.target.value));
            }}
          >
            {free.map((code) => (
              <option key={code} value={code}>
                {languageName(code)}
              </option>
            ))}
          </Select>
        </Field>
      )}
      <Field
        label={t('captions.label')}
        hint={t('captions.labelHint')}
        error={tried && label.trim() === '' ? t('captions.labelMissing') : undefined}
      >
        <Input maxLength={60} value={label} onChange={(event) => setLabel(event.target.value)} />
      </Field>
      <div>
        <UploadField
          label={t('captions.file')}
          purpose="captions"
          organization={org}
          hint={t('captions.fileHint')}
          onReady={(ready) => setUpload(ready.id)}
        />
        <div role="status">
          <FieldError message={tried && !upload ? t('captions.fileMissing') : undefined} />
        </div>
      </div>
    </form>
  );
}
