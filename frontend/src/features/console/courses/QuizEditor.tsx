import { Plus } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Button, Checkbox, Field, FormProblem, Input, Notice, Section } from '@/components';

import { SavedState } from '../SavedState';
import { useUnsaved } from '../useUnsaved';

import { QuestionEditor } from './QuestionEditor';
import { useLessonChange, useQuizSave } from './queries';
import {
  draftOf,
  inputOf,
  isUsable,
  newQuestion,
  problemsOf,
  type QuestionDraft,
  type QuizDraft,
} from './quizDraft';

import type { StaffLesson, StaffQuiz } from '@/api';

interface QuizEditorProps {
  course: string;
  lesson: StaffLesson;
  quiz: StaffQuiz;
  locked: boolean;
}

/** The whole quiz is saved at once: settings, questions and their right answers. */
export function QuizEditor({ course, lesson, quiz, locked }: QuizEditorProps) {
  const { t } = useTranslation('console');
  const save = useQuizSave(course, lesson.id);
  const rename = useLessonChange(course);
  const [draft, setDraft] = useState<QuizDraft>(() => draftOf(quiz));
  const [title, setTitle] = useState(lesson.title);
  const [preview, setPreview] = useState(lesson.is_preview);
  const [saved, setSaved] = useState(() => JSON.stringify([draft, lesson.title, lesson.is_preview]));
  const [savedAt, setSavedAt] = useState<Date | null>(null);
  const [tried, setTried] = useState(false);
  const list = useRef<HTMLOListElement>(null);
  const dirty = JSON.stringify([draft, title, preview]) !== saved;
  useUnsaved(dirty);

  const problems = problemsOf(draft);
  const wrong = problems.byQuestion.filter((one) => Object.keys(one).length > 0).length;
  const busy = save.isPending || rename.isPending;
  const change = (part: Partial<QuizDraft>) => setDraft({ ...draft, ...part });
  const said = (key: 'percent' | 'attempts' | 'limit' | 'pool' | undefined) =>
    tried && key ? t(`quiz.errors.${key}`) : undefined;

  const setQuestion = (index: number, question: QuestionDraft) =>
    change({ questions: draft.questions.map((one, place) => (place === index ? question : one)) });
  const move = (index: number, by: 1 | -1) => {
    const questions = [...draft.questions];
    questions.splice(index + by, 0, ...questions.splice(index, 1));
    change({ questions });
  };
  const store = async () => {
    setTried(true);
    if (!isUsable(problems) || title.trim() === '') {
      requestAnimationFrame(() => list.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus());
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
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void store();
      }}
    >
      <FormProblem error={rename.error ?? save.error} className="mb-6" />
      <fieldset disabled={locked}>
        <Field label={t('lesson.title')} error={title.trim() === '' ? t('outline.titleMissing') : undefined}>
          <Input maxLength={160} value={title} onChange={(event) => setTitle(event.target.value)} />
        </Field>
        <div className="mt-9 border-t border-line pt-8">
          <Section title={t('quiz.settings')}>
            <div className="grid grid-cols-2 gap-5 wide:grid-cols-4">
              <NumberField
                label={t('quiz.pass')}
                hint={t('quiz.passHint')}
                error={said(problems.pass)}
                value={draft.pass}
                onChange={(pass) => change({ pass })}
              />
              <NumberField
                label={t('quiz.attempts')}
                hint={t('quiz.attemptsHint')}
                error={said(problems.attempts)}
                value={draft.attempts}
                onChange={(attempts) => change({ attempts })}
              />
              <NumberField
                label={t('quiz.limit')}
                hint={t('quiz.limitHint')}
                error={said(problems.limit)}
                value={draft.minutes}
                onChange={(minutes) => change({ minutes })}
              />
              <NumberField
                label={t('quiz.pool')}
                hint={t('quiz.poolHint')}
                error={said(problems.pool)}
                value={draft.pool}
                onChange={(pool) => change({ pool })}
              />
            </div>
            <Checkbox
              className="mt-3"
              label={t('quiz.shuffle')}
              checked={draft.shuffle}
              onChange={(event) => change({ shuffle: event.target.checked })}
            />
            <Checkbox
              label={t('lesson.preview')}
              hint={t('lesson.previewHint')}
              checked={preview}
              onChange={(event) => setPreview(event.target.checked)}
            />
          </Section>
          <Section
            title={t('quiz.questions')}
            lede={
              draft.questions.length > 0 &&
              t('quiz.summary', {
                count: draft.questions.length,
                points: draft.questions.reduce((sum, question) => sum + (Number(question.points) || 0), 0),
              })
            }
          >
            {draft.questions.length === 0 && <p className="mb-5 text-ui text-ink-2">{t('quiz.emptyText')}</p>}
            <ol ref={list} className="grid gap-5">
              {draft.questions.map((question, index) => (
                <QuestionEditor
                  key={question.key}
                  number={index + 1}
                  question={question}
                  problems={tried ? (problems.byQuestion[index] ?? {}) : {}}
                  onChange={(next) => setQuestion(index, next)}
                  onMoveUp={index > 0 ? () => move(index, -1) : undefined}
                  onMoveDown={index < draft.questions.length - 1 ? () => move(index, 1) : undefined}
                  onDuplicate={() =>
                    change({
                      questions: draft.questions.toSpliced(index + 1, 0, {
                        ...question,
                        key: crypto.randomUUID(),
                      }),
                    })
                  }
                  onRemove={() => change({ questions: draft.questions.toSpliced(index, 1) })}
                />
              ))}
            </ol>
            <Button
              className="mt-5"
              onClick={() => change({ questions: [...draft.questions, newQuestion()] })}
            >
              <Plus size={17} strokeWidth={1.75} aria-hidden />
              {t('quiz.add')}
            </Button>
          </Section>
        </div>
      </fieldset>
      {!locked && (
        <div className="sticky bottom-0 z-(--z-sticky) -mx-5 mt-8 border-t border-line bg-paper/95 px-5 py-3 wide:mx-0 wide:px-0">
          {tried && (wrong > 0 || problems.questions) && (
            <Notice tone="danger" className="mb-3">
              {problems.questions ? t('quiz.errors.none') : t('quiz.fix', { count: wrong })}
            </Notice>
          )}
          <div className="flex items-center gap-4">
            <Button type="submit" variant="primary" disabled={!dirty || busy}>
              {t('lesson.save')}
            </Button>
            <SavedState dirty={dirty} saving={busy} savedAt={savedAt} />
          </div>
        </div>
      )}
    </form>
  );
}

interface NumberFieldProps {
  label: string;
  hint: string;
  error: string | undefined;
  value: string;
  onChange: (value: string) => void;
}

function NumberField({ label, hint, error, value, onChange }: NumberFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      <Input inputMode="decimal" value={value} onChange={(event) => onChange(event.target.value)} />
    </Field>
  );
}
