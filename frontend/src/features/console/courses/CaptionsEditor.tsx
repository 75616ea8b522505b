import { Captions, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Button, Dialog, FormProblem, Notice, Section, toasts } from '@/components';

import { CaptionsDialog } from './CaptionsDialog';
import { useCaptionsRemove } from './fileQueries';
import { languageName } from './languages';

import type { StaffCourse, StaffLesson } from '@/api';

interface CaptionsEditorProps {
  course: StaffCourse;
  lesson: StaffLesson;
  locked: boolean;
}

/** What is said in a film, once a language. Asked for, not required. */
export function CaptionsEditor({ course, lesson, locked }: CaptionsEditorProps) {
  const { t } = useTranslation('console');
  const [dialog, setDialog] = useState<{ replaced: string | null } | null>(null);
  const [removing, setRemoving] = useState<string | null>(null);
  return (
    <Section title={t('captions.title')} lede={t('captions.lede')}>
      {lesson.video && lesson.captions.length === 0 && (
        <Notice tone="warning" title={t('captions.none')} className="mb-5">
          {t('captions.noneText')}
        </Notice>
      )}
      {lesson.captions.length > 0 && (
        <ul className="mb-5 border-t border-line">
          {lesson.captions.map(({ language, label }) => {
            const name = languageName(language);
            return (
              <li
                key={language}
                className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line py-2"
              >
                <Captions size={18} strokeWidth={1.75} aria-hidden className="flex-none text-ink-3" />
                <span className="min-w-0 flex-1 text-ui break-words">
                  <b className="font-[550]">{name}</b>
                  {label !== name && <span className="text-ink-3"> {t('captions.shownAs', { label })}</span>}
                </span>
                {!locked && (
                  <span className="flex gap-1">
                    <Button
                      size="sm"
                      variant="ghost"
                      aria-label={t('captions.replaceOne', { name })}
                      onClick={() => setDialog({ replaced: language })}
                    >
                      {t('captions.replace')}
                    </Button>
                    <Button
                      size="sm"
                      variant="ghost"
                      aria-label={t('captions.removeOne', { name })}
                      onClick={() => setRemoving(language)}
                    >
                      {t('captions.remove')}
                    </Button>
                  </span>
                )}
              </li>
            );
          })}
        </ul>
      )}
      {!locked && (
        <Button onClick={() => setDialog({ replaced: null })}>
          <Plus size={17} strokeWidth={1.75} aria-hidden />
          {t('captions.add')}
        </Button>
      )}
      <CaptionsDialog
        course={course}
        lesson={lesson}
        replaced={dialog?.replaced ?? null}
        open={dialog !== null}
        onClose={() => setDialog(null)}
      />
      <RemoveDialog course={course} lesson={lesson} language={removing} onClose={() => setRemoving(null)} />
    </Section>
  );
}

interface RemoveDialogProps {
  course: StaffCourse;
  lesson: StaffLesson;
  language: string | null;
  onClose: () => void;
}

function RemoveDialog({ course, lesson, language, onClose }: RemoveDialogProps) {
  const { t } = useTranslation('console');
  const remove = useCaptionsRemove(course.slug, lesson.id);
  const name = language ? languageName(language) : '';
  const close = () => {
    remove.reset();
    onClose();
  };
  return (
    <Dialog
      open={language !== null}
      onOpenChange={(open) => {
        if (!open) close();
      }}
      title={t('captions.removeTitle', { name })}
      description={t('captions.removeText')}
      actions={
        <>
          <Button
            variant="danger"
            busy={remove.isPending && t('captions.removing')}
            onClick={() => {
              if (!language) return;
              remove.mutate(language, {
                onSuccess: () => {
                  toasts.show(t('captions.removed', { name }));
                  close();
                },
              });
            }}
          >
            {t('captions.remove')}
          </Button>
          <Button variant="ghost" onClick={close}>
            {t('cancel', { ns: 'common' })}
          </Button>
        </>
      }
    >
      <FormProblem error={remove.error} />
    </Dialog>
  );
}
