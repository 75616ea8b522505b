import { useTranslation } from 'react-i18next';

import { cx } from '@/lib/cx';

import { useContentLanguage } from '../contentLanguage';

import type { RubricCriterion, WorkVersion } from '@/api';

type Mark = WorkVersion['marks'][number];

interface RubricProps {
  rubric: readonly RubricCriterion[];
  /** What each criterion brought, once it is graded. */
  marks?: readonly Mark[];
  className?: string;
}

/** By what work is graded, and what each part of it brought. */
export function Rubric({ rubric, marks, className }: RubricProps) {
  const { t } = useTranslation('learning');
  const language = useContentLanguage();
  return (
    <ul className={cx('grid gap-5', className)}>
      {rubric.map((criterion) => {
        const mark = marks?.find((one) => one.criterion === criterion.id);
        return (
          <li key={criterion.id}>
            <div className="flex items-baseline justify-between gap-4">
              <h3 lang={language} className="text-ui font-[550]">
                {criterion.title}
              </h3>
              <span className="num flex-none text-sm text-ink-3">
                {mark
                  ? t('assignment.pointsOf', { points: mark.points, total: criterion.points })
                  : t('assignment.points', { count: criterion.points })}
              </span>
            </div>
            {criterion.description && (
              <p lang={language} className="mt-1 text-sm text-ink-2">
                {criterion.description}
              </p>
            )}
            {(criterion.levels ?? []).length > 0 && (
              <ul className="mt-2 grid gap-1.5">
                {criterion.levels?.map((level) => (
                  <li
                    key={`${level.title}-${level.points}`}
                    className={cx(
                      'flex gap-3 rounded-md px-3 py-2 text-sm',
                      mark?.points === level.points ? 'bg-tint text-ink' : 'bg-sunken text-ink-2',
                    )}
                  >
                    <b className="num w-6 flex-none text-end font-semibold">{level.points}</b>
                    <span lang={language} className="min-w-0">
                      <b className="font-[550]">{level.title}</b>
                      {level.description && <> · {level.description}</>}
                    </span>
                  </li>
                ))}
              </ul>
            )}
            {mark?.comment && (
              <p className="mt-2 border-s-2 border-line-strong ps-3 text-sm whitespace-pre-line">
                {mark.comment}
              </p>
            )}
          </li>
        );
      })}
    </ul>
  );
}
