import { BookOpenCheck, CreditCard, ListChecks, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { Checkbox, FieldError, IconButton } from '@/components';

import { useBuilder } from '../courses/BuilderFrame';

import type { ClauseDraft } from './gateDraft';
import type { ReactNode } from 'react';

const ICONS = { lessons: BookOpenCheck, quiz: ListChecks, paid: CreditCard } as const;
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
    paid: t('gate.addPaid'),
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
        {clause.kind === 'paid' && <p className="text-[1rem]">{t('gate.paid')}</p>}
        {clause.kind === 'quiz' && <QuizSentence clause={clause} onChange={onChange} />}
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

function QuizSentence({ clause, onChange }: SentenceProps<'quiz'>) {
  const { t } = useTranslation('console');
  const { outline } = useBuilder();
  const quizzes = outline.modules
    .flatMap((module) => module.lessons)
    .filter((lesson) => lesson.kind === 'quiz');
  const percents = [...new Set([...PERCENTS, ...(clause.percent === null ? [] : [clause.percent])])].sort(
    (a, b) => a - b,
  );
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-1.5 text-[1rem] leading-9">
      {t('gate.quizAt')}
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
      {t('gate.inQuiz')}
      <Value
        label={t('gate.quiz')}
        value={clause.lesson}
        onChange={(lesson) => onChange({ ...clause, lesson })}
      >
        <option value="">{t('gate.anyQuiz')}</option>
        {quizzes.map((quiz) => (
          <option key={quiz.id} value={quiz.id}>
            “{quiz.title}”
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

interface ValueProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  children: ReactNode;
}

function Value({ label, value, onChange, children }: ValueProps) {
  return (
    <select
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className="select-chevron h-11 max-w-full appearance-none rounded-[8px] bg-tint bg-[length:15px] bg-[position:right_9px_center] bg-no-repeat ps-3 pe-8 font-semibold text-primary-text hairline-strong wide:h-8"
    >
      {children}
    </select>
  );
}
