import { useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Button, Checkbox, Field, FormProblem, Input } from '@/components';
import { cx } from '@/lib/cx';

import { parseWhole } from '../amounts';
import { SavedState } from '../SavedState';
import { useUnsaved } from '../useUnsaved';

import { MarkdownField } from './MarkdownField';
import { useLessonChange } from './queries';

import type { StaffCourse, StaffLesson } from '@/api';

const AUTOSAVE_MS = 1500;
const MINUTES_AT_MOST = 6000;

interface Draft {
  title: string;
  body: string;
  minutes: string;
  preview: boolean;
}

function draftOf(lesson: StaffLesson): Draft {
  return {
    title: lesson.title,
    body: lesson.body_md,
    minutes: String(Math.round(lesson.estimated_seconds / 60)),
    preview: lesson.is_preview,
  };
}

/**
 * Title and text of an article, or of what stands beside a film or a document. What nobody
 * can buy yet saves itself; a course that is on sale waits for the button, because learners see it at once.
 */
export function TextEditor({ course, lesson }: { course: StaffCourse; lesson: StaffLesson }) {
  const { t } = useTranslation('console');
  const save = useLessonChange(course.slug);
  const [draft, setDraft] = useState(() => draftOf(lesson));
  const [saved, setSaved] = useState(draft);
  const [savedAt, setSavedAt] = useState<Date | null>(null);
  const dirty = JSON.stringify(draft) !== JSON.stringify(saved);
  const minutes = parseWhole(draft.minutes, 0, MINUTES_AT_MOST);
  const usable = draft.title.trim() !== '' && minutes !== undefined;
  const locked = course.status === 'archived';
  const live = course.status === 'published';
  const isArticle = lesson.kind === 'article';
  // A film brings its own length.
  const isTimed = lesson.kind !== 'video';
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  useUnsaved(dirty);

  const { mutate, isPending } = save;
  const store = () => {
    if (!usable || isPending) return;
    const sent = draft;
    mutate(
      {
        id: lesson.id,
        change: {
          title: sent.title.trim(),
          body_md: sent.body,
          ...(isTimed && { estimated_seconds: (minutes ?? 0) * 60 }),
          is_preview: sent.preview,
        },
      },
      {
        onSuccess: () => {
          setSaved(sent);
          setSavedAt(new Date());
        },
      },
    );
  };
  useAutosave(!live && dirty && usable && !isPending && !save.isError, draft, store);

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        store();
      }}
      className="grid gap-6"
    >
      <FormProblem error={save.error} />
      <fieldset disabled={locked} className="grid gap-6">
        <div className={cx('grid gap-6', isTimed && 'wide:grid-cols-[minmax(0,1fr)_160px]')}>
          <Field
            label={t('lesson.title')}
            error={draft.title.trim() === '' ? t('outline.titleMissing') : undefined}
          >
            <Input
              maxLength={160}
              value={draft.title}
              onChange={(event) => change({ title: event.target.value })}
            />
          </Field>
          {isTimed && (
            <Field
              label={t('lesson.minutes')}
              error={minutes === undefined ? t('lesson.minutesWrong') : undefined}
            >
              <Input
                inputMode="numeric"
                value={draft.minutes}
                onChange={(event) => change({ minutes: event.target.value })}
              />
            </Field>
          )}
        </div>
        <Checkbox
          label={t('lesson.preview')}
          hint={t('lesson.previewHint')}
          checked={draft.preview}
          onChange={(event) => change({ preview: event.target.checked })}
        />
        <MarkdownField
          label={t(isArticle ? 'lesson.body' : 'lesson.bodyBeside')}
          hint={t('lesson.bodyHint')}
          value={draft.body}
          maxLength={200_000}
          rows={isArticle ? 22 : 8}
          onChange={(body) => change({ body })}
        />
      </fieldset>
      {!locked && (
        <div className="sticky bottom-0 z-(--z-sticky) -mx-5 flex items-center gap-4 border-t border-line bg-paper/95 px-5 py-3 wide:mx-0 wide:px-0">
          <Button type="submit" variant="primary" disabled={!dirty || !usable || isPending}>
            {t('lesson.save')}
          </Button>
          <SavedState dirty={dirty} saving={isPending} savedAt={savedAt} />
        </div>
      )}
    </form>
  );
}

/** Runs `store` once nothing has changed for a moment. */
function useAutosave(due: boolean, draft: Draft, store: () => void): void {
  const run = useEffectEvent(store);
  useEffect(() => {
    if (!due) return undefined;
    const timer = window.setTimeout(run, AUTOSAVE_MS);
    return () => window.clearTimeout(timer);
  }, [due, draft]);
}
