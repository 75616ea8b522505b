import { BookOpenCheck, CreditCard, IdCard, ListChecks, MessageSquareText, PenLine, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { Checkbox, FieldError, IconButton } from '@/components';

import { useBuilder } from '../courses/BuilderFrame';

import { Value } from './Value';

import type { ClauseDraft } from './gateDraft';

const ICONS = {
  lessons: BookOpenCheck,
  quiz: ListChecks,
  assignment: PenLine,
  survey: MessageSquareText,
  paid: CreditCard,
  identity: IdCard,
} as const;
const PERCENTS = [50, 60, 65, 70, 75, 80, 85, 90, 95, 100] as const;

interface ClauseCardProps {
  clause: ClauseDraft;
  disabled: boolean;
  onChange: (clause: ClauseDraft) => void;
  onRemove: (() => void) | undefined;
}

/** One sentence, with its values to choose in place. */
export function ClauseCard({ clause, disabled, onChange, onRemove }: ClauseCardProps) {
  const { t } = useTranslation('console');
  const Icon = ICONS[clause.kind];
  const name = {
    lessons: t('gate.addLessons'),
    quiz: t('gate.addQuiz'),
    assignment: t('gate.addAssignment'),
    survey: t('gate.addSurvey'),
    paid: t('gate.addPaid'),
    identity: t('gate.addIdentity'),
  }[clause.kind];
  return (
    <fieldset
      disabled={disabled}
      aria-label={name}
      className="grid grid-cols-[40px_1fr_auto] items-start gap-4 rounded-lg bg-surface p-4 outline-card wide:p-5"
    >
      <span aria-hidden className="grid size-10 place-items-center rounded-[10px] bg-tint text-primary-text">
        <Icon size={19} strokeWidth={1.75} />
      </span>
      <div className="min-w-0 self-center">
        {(clause.kind === 'survey' || clause.kind === 'paid' || clause.kind === 'identity') && (
          <p className="text-[1rem]">{t(`gate.${clause.kind}`)}</p>
        )}
        {(clause.kind === 'quiz' || clause.kind === 'assignment') && (
          <ScoreSentence clause={clause} onChange={onChange} />
        )}
        {clause.kind === 'lessons' && <LessonsSentence clause={clause} onChange={onChange} />}
      </div>
      {onRemove && !disabled ? (
        <IconButton label={t('gate.removeRule', { rule: name })} onClick={onRemove}>
          <X size={18} strokeWidth={1.75} aria-hidden />
        </IconButton>
      ) : (
        <span />
      )}
    </fieldset>
  );
}

interface SentenceProps<Kind extends ClauseDraft['kind']> {
  clause: Extract<ClauseDraft, { kind: Kind }>;
  onChange: (clause: ClauseDraft) => void;
}

/** At least so much in a quiz, or for an assignment; in one of them, or in each. */
function ScoreSentence({ clause, onChange }: SentenceProps<'quiz' | 'assignment'>) {
  const { t } = useTranslation('console');
  const { outline } = useBuilder();
  const isQuiz = clause.kind === 'quiz';
  const lessons = outline.modules
    .flatMap((module) => module.lessons)
    .filter((lesson) => lesson.kind === clause.kind);
  const percents = [...new Set([...PERCENTS, ...(clause.percent === null ? [] : [clause.percent])])].sort(
    (a, b) => a - b,
  );
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-1.5 text-[1rem] leading-9">
      {t(isQuiz ? 'gate.quizAt' : 'gate.assignmentAt')}
      <Value
        label={t('gate.threshold')}
        value={clause.percent === null ? '' : String(clause.percent)}
        onChange={(value) => onChange({ ...clause, percent: value ? Number(value) : null })}
      >
        <option value="">{t('gate.itsMark')}</option>
        {percents.map((percent) => (
          <option key={percent} value={percent}>
            {percent}%
          </option>
        ))}
      </Value>
      {t(isQuiz ? 'gate.inQuiz' : 'gate.forAssignment')}
      <Value
        label={t(isQuiz ? 'gate.quiz' : 'gate.assignment')}
        value={clause.lesson}
        onChange={(lesson) => onChange({ ...clause, lesson })}
      >
        <option value="">{t(isQuiz ? 'gate.anyQuiz' : 'gate.anyAssignment')}</option>
        {lessons.map((lesson) => (
          <option key={lesson.id} value={lesson.id}>
            “{lesson.title}”
          </option>
        ))}
      </Value>
    </p>
  );
}

function LessonsSentence({ clause, onChange }: SentenceProps<'lessons'>) {
  const { t } = useTranslation('console');
  const { outline } = useBuilder();
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-2 text-[1rem] leading-9">
        <Value
          label={t('gate.which')}
          value={clause.every ? 'all' : 'some'}
          onChange={(value) => onChange({ ...clause, every: value === 'all' })}
        >
          <option value="all">{t('gate.allLessons')}</option>
          <option value="some">{t('gate.someLessons')}</option>
        </Value>
      </p>
      {!clause.every && (
        <div className="mt-2">
          {outline.modules
            .flatMap((module) => module.lessons)
            .map((lesson) => (
              <Checkbox
                key={lesson.id}
                label={lesson.title}
                checked={clause.lessons.includes(lesson.id)}
                onChange={(event) =>
                  onChange({
                    ...clause,
                    lessons: event.target.checked
                      ? [...clause.lessons, lesson.id]
                      : clause.lessons.filter((id) => id !== lesson.id),
                  })
                }
              />
            ))}
          <FieldError message={clause.lessons.length === 0 ? t('gate.lessonsMissing') : undefined} />
        </div>
      )}
    </>
  );
}
