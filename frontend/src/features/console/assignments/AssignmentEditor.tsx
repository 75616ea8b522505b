import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import {
  Button,
  Checkbox,
  ErrorState,
  Field,
  FieldError,
  FormProblem,
  Input,
  Loading,
  Notice,
  Section,
  Skeleton,
} from '@/components';

import '../messages';
import './messages';
import { SavedState } from '../SavedState';
import { MarkdownField } from '../courses/MarkdownField';
import { useLessonChange } from '../courses/queries';
import { useOrganization } from '../organization';
import { useUnsaved } from '../useUnsaved';

import { CriterionEditor } from './CriterionEditor';
import {
  CRITERIA_AT_MOST,
  draftOf,
  inputOf,
  newCriterion,
  problemCount,
  problemsOf,
  type AssignmentDraft,
  type CriterionDraft,
} from './assignmentDraft';
import { assignmentQuery, useAssignmentSave } from './queries';

import type { StaffAssignment, StaffLesson } from '@/api';

interface AssignmentEditorProps {
  course: string;
  lesson: StaffLesson;
  locked: boolean;
}

/** Instructions, what is handed in, and the rubric; saved at once, because learners see them as one. */
export function AssignmentEditor({ course, lesson, locked }: AssignmentEditorProps) {
  const { t } = useTranslation('console');
  const { slug: org } = useOrganization();
  const assignment = useQuery(assignmentQuery(org, lesson.id));
  if (assignment.isError) {
    return (
      <ErrorState
        title={t('builder.errorTitle')}
        error={assignment.error}
        retry={() => void assignment.refetch()}
      />
    );
  }
  if (!assignment.data) {
    return (
      <Loading>
        <Skeleton className="h-11 w-full" />
        <Skeleton className="mt-6 h-72 w-full" />
      </Loading>
    );
  }
  return <Form course={course} lesson={lesson} locked={locked} assignment={assignment.data} />;
}

function Form({
  course,
  lesson,
  locked,
  assignment,
}: AssignmentEditorProps & { assignment: StaffAssignment }) {
  const { t } = useTranslation('assignments');
  const { t: tConsole } = useTranslation('console');
  const save = useAssignmentSave(course, lesson.id);
  const rename = useLessonChange(course);
  const [draft, setDraft] = useState<AssignmentDraft>(() => draftOf(assignment));
  const [title, setTitle] = useState(lesson.title);
  const [preview, setPreview] = useState(lesson.is_preview);
  const [saved, setSaved] = useState(() => JSON.stringify([draft, lesson.title, lesson.is_preview]));
  const [savedAt, setSavedAt] = useState<Date | null>(null);
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const dirty = JSON.stringify([draft, title, preview]) !== saved;
  useUnsaved(dirty);

  const problems = problemsOf(draft);
  const wrong = problemCount(problems);
  const busy = save.isPending || rename.isPending;
  const change = (part: Partial<AssignmentDraft>) => setDraft({ ...draft, ...part });
  const setCriterion = (index: number, criterion: CriterionDraft) =>
    change({ rubric: draft.rubric.with(index, criterion) });
  const move = (index: number, by: 1 | -1) => {
    const rubric = [...draft.rubric];
    rubric.splice(index + by, 0, ...rubric.splice(index, 1));
    change({ rubric });
  };
  const store = async () => {
    setTried(true);
    if (wrong > 0 || title.trim() === '') {
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus());
      return;
    }
    const sent = JSON.stringify([draft, title, preview]);
    try {
      if (title !== lesson.title || preview !== lesson.is_preview) {
        await rename.mutateAsync({ id: lesson.id, change: { title: title.trim(), is_preview: preview } });
      }
      await save.mutateAsync(inputOf(draft));
      setSaved(sent);
      setSavedAt(new Date());
    } catch {
      // Shown by FormProblem from the mutation itself.
    }
  };

  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void store();
      }}
    >
      <FormProblem error={rename.error ?? save.error} className="mb-6" />
      <fieldset disabled={locked}>
        <Field
          label={tConsole('lesson.title')}
          error={title.trim() === '' ? tConsole('outline.titleMissing') : undefined}
        >
          <Input maxLength={160} value={title} onChange={(event) => setTitle(event.target.value)} />
        </Field>
        <div className="mt-6">
          <MarkdownField
            label={t('editor.instructions')}
            hint={t('editor.instructionsHint')}
            value={draft.instructions}
            maxLength={200_000}
            rows={10}
            onChange={(instructions) => change({ instructions })}
          />
        </div>
        <div className="mt-9 border-t border-line pt-8">
          <Section title={t('editor.asks')}>
            <Checkbox
              label={t('editor.text')}
              checked={draft.takesText}
              onChange={(event) => change({ takesText: event.target.checked })}
            />
            <Field
              label={t('editor.files')}
              hint={t('editor.filesHint')}
              error={tried && problems.files ? t('editor.filesWrong') : undefined}
              className="mt-4 wide:w-[320px]"
            >
              <Input
                inputMode="numeric"
                value={draft.files}
                onChange={(event) => change({ files: event.target.value })}
              />
            </Field>
            <FieldError message={tried && problems.takes ? t('editor.nothing') : undefined} />
          </Section>
          <Section title={t('editor.grading')}>
            <div className="grid gap-5 wide:grid-cols-3">
              <Field
                label={t('editor.pass')}
                hint={t('editor.passHint')}
                error={tried && problems.pass ? t('editor.passWrong') : undefined}
              >
                <Input
                  inputMode="numeric"
                  value={draft.pass}
                  onChange={(event) => change({ pass: event.target.value })}
                />
              </Field>
              <Field
                label={t('editor.attempts')}
                hint={t('editor.attemptsHint')}
                error={tried && problems.attempts ? t('editor.attemptsWrong') : undefined}
              >
                <Input
                  inputMode="numeric"
                  value={draft.attempts}
                  onChange={(event) => change({ attempts: event.target.value })}
                />
              </Field>
              <Field label={t('editor.due')} hint={t('editor.dueHint')} optional>
                <Input
                  type="datetime-local"
                  value={draft.due}
                  onChange={(event) => change({ due: event.target.value })}
                />
              </Field>
            </div>
            <Checkbox
              className="mt-3"
              label={tConsole('lesson.preview')}
              hint={tConsole('lesson.previewHint')}
              checked={preview}
              onChange={(event) => setPreview(event.target.checked)}
            />
          </Section>
          <Section title={t('editor.rubric')} lede={t('editor.rubricLede')}>
            {draft.rubric.length === 0 && <p className="mb-5 text-ui text-ink-2">{t('editor.empty')}</p>}
            <ol className="grid gap-5">
              {draft.rubric.map((criterion, index) => (
                <CriterionEditor
                  key={criterion.id}
                  number={index + 1}
                  criterion={criterion}
                  problems={tried ? (problems.byCriterion[index] ?? {}) : {}}
                  onChange={(next) => setCriterion(index, next)}
                  onMoveUp={index > 0 ? () => move(index, -1) : undefined}
                  onMoveDown={index < draft.rubric.length - 1 ? () => move(index, 1) : undefined}
                  onRemove={() => change({ rubric: draft.rubric.toSpliced(index, 1) })}
                />
              ))}
            </ol>
            {draft.rubric.length > 0 && (
              <p className="num mt-4 text-sm text-ink-3">
                {t('editor.summary', { count: draft.rubric.length })} ·{' '}
                {t('editor.points', {
                  count: draft.rubric.reduce((sum, one) => sum + (Number(one.points) || 0), 0),
                })}
              </p>
            )}
            {draft.rubric.length < CRITERIA_AT_MOST && (
              <Button
                className="mt-5"
                onClick={() =>
                  change({
                    rubric: [
                      ...draft.rubric,
                      newCriterion([t('editor.full'), t('editor.part'), t('editor.none')]),
                    ],
                  })
                }
              >
                <Plus size={17} strokeWidth={1.75} aria-hidden />
                {t('editor.add')}
              </Button>
            )}
          </Section>
        </div>
      </fieldset>
      {!locked && (
        <div className="sticky bottom-0 z-(--z-sticky) -mx-5 mt-8 border-t border-line bg-paper/95 px-5 py-3 wide:mx-0 wide:px-0">
          {tried && wrong > 0 && (
            <Notice tone="danger" className="mb-3">
              {problems.rubric && wrong === 1 ? t('editor.empty') : t('editor.fix', { count: wrong })}
            </Notice>
          )}
          <div className="flex items-center gap-4">
            <Button type="submit" variant="primary" disabled={!dirty || busy}>
              {tConsole('lesson.save')}
            </Button>
            <SavedState dirty={dirty} saving={busy} savedAt={savedAt} />
          </div>
        </div>
      )}
    </form>
  );
}
