import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { FieldError, Input, Textarea } from '@/components';
import { cx } from '@/lib/cx';

import './messages';
import { pointsOf, type MarkDraft } from './gradeDraft';

import type { Grading } from '@/api';

interface CriterionFieldProps {
  criterion: Grading['rubric'][number];
  mark: MarkDraft;
  /** Whether somebody has tried to grade: what is missing is said only then. */
  tried: boolean;
  onChange: (part: Partial<MarkDraft>) => void;
}

/** One criterion: its levels to click, the points between them to type, and a word about it. */
export function CriterionField({ criterion, mark, tried, onChange }: CriterionFieldProps) {
  const { t } = useTranslation('assignments');
  const [writing, setWriting] = useState(mark.comment !== '');
  const points = pointsOf({ [criterion.id]: mark }, criterion);
  const wrong = points === undefined && (tried || mark.points !== '');
  const levels = criterion.levels ?? [];
  return (
    <fieldset data-criterion={criterion.id} className="min-w-0">
      <legend className="text-ui font-[550]">{criterion.title}</legend>
      {criterion.description && <p className="mt-0.5 text-sm text-ink-2">{criterion.description}</p>}
      {levels.length > 0 && (
        <div className="mt-2.5 grid gap-1.5">
          {levels.map((level, index) => (
            <label
              key={`${level.title}-${index}`}
              className={cx(
                'flex min-h-11 cursor-pointer items-start gap-3 rounded-md px-3 py-2.5 text-sm hairline-strong',
                'has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus',
                points === level.points ? 'bg-tint text-ink' : 'text-ink-2 hover:bg-sunken',
              )}
            >
              <input
                type="radio"
                name={`level-${criterion.id}`}
                checked={points === level.points}
                onChange={() => onChange({ points: String(level.points) })}
                className="mt-px size-[16px] flex-none appearance-none rounded-full border-[1.5px] border-line-strong bg-surface checked:border-[5px] checked:border-primary"
              />
              <span className="min-w-0 flex-1">
                <b className="font-[550]">{level.title}</b>
                {level.description && <span className="mt-0.5 block">{level.description}</span>}
              </span>
              <b className="num flex-none font-semibold">{level.points}</b>
            </label>
          ))}
        </div>
      )}
      <div className="mt-2.5 flex items-center gap-2.5">
        <Input
          inputMode="numeric"
          aria-label={t('grading.pointsOf', { title: criterion.title })}
          aria-invalid={wrong ? true : undefined}
          value={mark.points}
          onChange={(event) => onChange({ points: event.target.value })}
          className="num !h-11 !w-[76px] text-end wide:!h-9"
        />
        <span className="num text-sm text-ink-3">{t('grading.most', { points: criterion.points })}</span>
        {!writing && (
          <button
            type="button"
            onClick={() => setWriting(true)}
            className="ms-auto h-11 rounded-[8px] px-3 text-sm font-medium text-ink-2 hover:bg-tint wide:h-9"
          >
            {t('grading.commentHint')}
            <span className="sr-only"> ({criterion.title})</span>
          </button>
        )}
      </div>
      <FieldError message={wrong ? t('grading.range', { points: criterion.points }) : undefined} />
      {writing && (
        <Textarea
          rows={2}
          maxLength={2000}
          aria-label={t('grading.comment', { title: criterion.title })}
          placeholder={t('grading.commentHint')}
          value={mark.comment}
          onChange={(event) => onChange({ comment: event.target.value })}
          className="mt-2.5"
        />
      )}
    </fieldset>
  );
}
