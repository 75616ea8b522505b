import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import {
  Button,
  Checkbox,
  EmptyState,
  Field,
  FormProblem,
  Input,
  Section,
  Textarea,
  toasts,
} from '@/components';

import { SavedState } from '../SavedState';
import { useUnsaved } from '../useUnsaved';

import { ConfirmDialog } from './ConfirmDialog';
import {
  areUsable,
  bodyOf,
  copyOf,
  draftOf,
  newQuestion,
  type QuestionDraft,
  type SurveyDraft,
} from './draft';
import { QuestionCard } from './QuestionCard';
import { surveyDelete, surveyPublish, surveySave, useSurveyStep, type SurveySubject } from './queries';

import type { StaffSurvey } from '@/api';

interface SurveyEditorProps {
  survey: StaffSurvey;
  subject: SurveySubject;
  kind: 'event' | 'course';
}

/** A draft: what it promises and what it asks. Saved as a whole; published only when it is saved. */
export function SurveyEditor({ survey, subject, kind }: SurveyEditorProps) {
  const { t } = useTranslation('survey');
  const [draft, setDraft] = useState(() => draftOf(survey));
  const [dirty, setDirty] = useState(false);
  const [savedAt, setSavedAt] = useState<Date | null>(null);
  const [tried, setTried] = useState(false);
  const [asking, setAsking] = useState<'publish' | 'delete' | null>(null);
  const save = useSurveyStep(subject, (org, body: SurveyDraft) => surveySave(org, survey.id, bodyOf(body)));
  useUnsaved(dirty);

  const change = (part: Partial<SurveyDraft>) => {
    setDraft({ ...draft, ...part });
    setDirty(true);
  };
  const { questions } = draft;
  const put = (place: number, question: QuestionDraft) =>
    change({ questions: questions.map((one, index) => (index === place ? question : one)) });
  const move = (from: number, to: number) => {
    const next = [...questions];
    next.splice(to, 0, ...next.splice(from, 1));
    change({ questions: next });
  };
  const insert = (place: number, question: QuestionDraft) =>
    change({ questions: questions.toSpliced(place, 0, question) });
  const usable = areUsable(draft);
  const submit = (then?: () => void) => {
    setTried(true);
    if (!usable) return;
    if (!dirty) {
      then?.();
      return;
    }
    save.mutate(draft, {
      onSuccess: () => {
        setDirty(false);
        setSavedAt(new Date());
        then?.();
      },
    });
  };
  return (
    <form
      noValidate
      className="max-w-[860px]"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Section title={t('about.title')} lede={t(`about.lede.${kind}`)}>
        <div className="grid gap-5">
          <Field
            label={t('about.name')}
            error={tried && draft.title.trim() === '' ? t('about.nameMissing') : undefined}
          >
            <Input
              maxLength={160}
              value={draft.title}
              onChange={({ target }) => change({ title: target.value })}
            />
          </Field>
          <Field label={t('about.intro')} optional hint={t('about.introHint')}>
            <Textarea
              rows={3}
              maxLength={600}
              value={draft.intro}
              onChange={({ target }) => change({ intro: target.value })}
            />
          </Field>
          <Checkbox
            label={t('about.anonymous')}
            hint={t(draft.anonymous ? 'about.anonymousHint' : 'about.namedHint')}
            checked={draft.anonymous}
            onChange={({ target }) => change({ anonymous: target.checked })}
          />
        </div>
      </Section>
      <Section title={t('questions')} lede={t('questionsLede')}>
        {questions.length === 0 && <EmptyState title={t('noQuestions')}>{t('noQuestionsText')}</EmptyState>}
        <ol className="grid gap-5">
          {questions.map((question, place) => (
            <QuestionCard
              key={question.key}
              place={place}
              questions={questions}
              tried={tried}
              ofEvent={kind === 'event'}
              onChange={(changed) => put(place, changed)}
              onMoveUp={place > 0 ? () => move(place, place - 1) : undefined}
              onMoveDown={place < questions.length - 1 ? () => move(place, place + 1) : undefined}
              onDuplicate={() => insert(place + 1, copyOf(question))}
              onRemove={() => change({ questions: questions.toSpliced(place, 1) })}
            />
          ))}
        </ol>
        <Button className="mt-5" data-shortcut="n" onClick={() => insert(questions.length, newQuestion())}>
          <Plus size={17} strokeWidth={1.75} aria-hidden />
          {t('add')}
        </Button>
      </Section>
      <div className="mt-9 border-t border-line pt-7">
        <FormProblem error={save.error} className="mb-5" />
        {tried && !usable && (
          <p role="alert" className="mb-4 text-sm text-danger">
            {t('notUsable')}
          </p>
        )}
        <div className="flex flex-wrap items-center gap-3">
          <Button type="submit" busy={save.isPending && t('saving')}>
            {t('save')}
          </Button>
          <Button
            variant="primary"
            disabled={questions.length === 0}
            onClick={() => submit(() => setAsking('publish'))}
          >
            {t('publish')}
          </Button>
          <Button variant="ghost" onClick={() => setAsking('delete')}>
            {t('delete')}
          </Button>
          <SavedState dirty={dirty} saving={save.isPending} savedAt={savedAt} />
        </div>
      </div>
      {asking === 'publish' && (
        <ConfirmDialog
          subject={subject}
          title={t('publishTitle')}
          text={t(draft.anonymous ? `publishText.${kind}` : `publishNamed.${kind}`)}
          action={t('publish')}
          tone="primary"
          run={(org) => surveyPublish(org, survey.id)}
          onDone={() => toasts.show(t('published'))}
          onClose={() => setAsking(null)}
        />
      )}
      {asking === 'delete' && (
        <ConfirmDialog
          subject={subject}
          title={t('deleteTitle')}
          text={t('deleteText')}
          action={t('delete')}
          tone="danger"
          run={(org) => surveyDelete(org, survey.id)}
          onDone={() => toasts.show(t('deleted'))}
          onClose={() => setAsking(null)}
        />
      )}
    </form>
  );
}
