import { ArrowRight } from 'lucide-react';
import { useRef, useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';

import { isApiError } from '@/api';
import {
  Button,
  ButtonLink,
  Field,
  FormProblem,
  Kbd,
  Notice,
  Progress,
  Textarea,
  toasts,
} from '@/components';
import { paths } from '@/config/paths';
import { formatDay, formatPercent } from '@/lib/format';
import { useLocale } from '@/lib/i18n';
import { useShortcuts, useShortcutsOn } from '@/lib/shortcuts';

import './messages';
import { useOrganization } from '../organization';
import { useUnsaved } from '../useUnsaved';

import { CriterionField } from './CriterionField';
import { GiveBackDialog } from './GiveBackDialog';
import { gradeInput, marksOf, reachedBy } from './gradeDraft';
import { useGrade } from './queries';

import type { Grading } from '@/api';

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8'] as const;

interface GradeFormProps {
  work: Grading;
  /** Somebody else was faster: what they decided is to be seen. */
  onReload: () => void;
}

/** The rubric to click, the sum as it grows, and on to whoever waits next. Every step has a key. */
export function GradeForm({ work, onReload }: GradeFormProps) {
  const { t } = useTranslation('assignments');
  const { slug } = useOrganization();
  const navigate = useNavigate();
  const grade = useGrade(work.id);
  const [marks, setMarks] = useState(() => marksOf(work));
  const [comment, setComment] = useState(work.status === 'graded' ? work.comment : '');
  const [start] = useState(() => JSON.stringify([marks, comment]));
  const [tried, setTried] = useState(false);
  const [returning, setReturning] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const isOpen = work.status !== 'returned';
  const reached = reachedBy(work.rubric, marks, work.pass_percent);
  const dirty = isOpen && JSON.stringify([marks, comment]) !== start;
  useUnsaved(dirty && !grade.isSuccess);

  const next = work.next_id ? paths.orgSubmission(slug, work.next_id) : null;
  const set = (id: string, part: Partial<(typeof marks)[string]>) =>
    setMarks((before) => ({ ...before, [id]: { points: '', comment: '', ...before[id], ...part } }));

  const store = (then?: string | null) => {
    setTried(true);
    if (grade.isPending) return;
    if (reached.open > 0) {
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus());
      return;
    }
    grade.mutate(gradeInput(work.rubric, marks, comment, work.revision), {
      onSuccess: (graded) => {
        toasts.show(t('grading.graded', { percent: formatPercent(graded.score_percent ?? 0) }));
        if (then) void navigate(then);
      },
    });
  };

  /** The criterion with the focus, or the first that is still open. */
  const level = (number: number): boolean => {
    if (!isOpen) return false;
    const focused = document.activeElement?.closest<HTMLElement>('[data-criterion]')?.dataset['criterion'];
    const at = work.rubric.findIndex((one) =>
      focused ? one.id === focused : (marks[one.id]?.points ?? '') === '',
    );
    const criterion = work.rubric[at];
    const chosen = criterion?.levels?.[number - 1];
    if (!criterion || !chosen) return false;
    set(criterion.id, { points: String(chosen.points) });
    const following = work.rubric[at + 1];
    if (following) {
      form.current
        ?.querySelector<HTMLElement>(`[data-criterion="${following.id}"] input[type="radio"]`)
        ?.focus();
    }
    return true;
  };
  useShortcuts({
    ...Object.fromEntries(DIGITS.map((digit) => [digit, () => level(Number(digit))])),
    n: () => {
      if (!next || dirty) return false;
      void navigate(next);
      return true;
    },
  });

  const decided = isApiError(grade.error) && grade.error.code === 'submission_decided';
  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        store(work.status === 'submitted' ? next : null);
      }}
      className="self-start rounded-xl bg-surface p-5 outline-card wide:sticky wide:top-6 wide:max-h-[calc(100dvh-48px)] wide:scroll-pb-44 wide:overflow-y-auto wide:p-6"
    >
      <h2 className="d4">{t('grading.rubric')}</h2>
      <Decided work={work} />
      <FormProblem error={grade.error} className="mt-4" />
      {decided && (
        <Button size="sm" className="mt-3" onClick={onReload}>
          {t('grading.load')}
        </Button>
      )}
      {isOpen && (
        <>
          <div className="mt-5 grid gap-6">
            {work.rubric.map((criterion) => (
              <CriterionField
                key={criterion.id}
                criterion={criterion}
                mark={marks[criterion.id] ?? { points: '', comment: '' }}
                tried={tried}
                onChange={(part) => set(criterion.id, part)}
              />
            ))}
            <Field label={t('grading.whole')} optional>
              <Textarea
                rows={4}
                maxLength={4000}
                value={comment}
                onChange={(event) => setComment(event.target.value)}
              />
            </Field>
          </div>
          <div className="mt-6 border-t border-line bg-surface py-5 wide:sticky wide:-bottom-6 wide:-mx-6 wide:px-6">
            <div className="flex items-baseline justify-between gap-4">
              <p className="num text-ui font-[550]">
                {t('grading.total', { points: reached.points, total: reached.total })}
              </p>
              <p role="status" className="num text-end text-sm text-ink-2">
                {reached.open > 0
                  ? t('grading.open', { count: reached.open })
                  : t(reached.passes ? 'grading.passes' : 'grading.fails', {
                      percent: formatPercent(reached.percent),
                      pass: formatPercent(work.pass_percent),
                    })}
              </p>
            </div>
            <Progress percent={reached.percent} label={t('grading.rubric')} className="mt-2.5" />
            <div className="mt-5 flex flex-wrap gap-3">
              <Button
                type="submit"
                variant="primary"
                disabled={work.status === 'graded' && !dirty}
                busy={grade.isPending && t('grading.grading')}
              >
                {t(
                  work.status === 'graded' ? 'grading.correct' : next ? 'grading.gradeNext' : 'grading.grade',
                )}
              </Button>
              {work.status === 'submitted' && next && (
                <Button disabled={grade.isPending} onClick={() => store()}>
                  {t('grading.grade')}
                </Button>
              )}
              {work.status === 'submitted' && (
                <Button variant="ghost" onClick={() => setReturning(true)}>
                  {t('grading.return')}
                </Button>
              )}
            </div>
          </div>
        </>
      )}
      <Onward next={next} isWaiting={work.status === 'submitted'} />
      {isOpen && <Keys />}
      <GiveBackDialog work={work} open={returning} onClose={() => setReturning(false)} />
    </form>
  );
}

function Decided({ work }: { work: Grading }) {
  const { t } = useTranslation('assignments');
  const locale = useLocale();
  if (work.status === 'submitted' || !work.decided_at) return null;
  const facts = {
    percent: formatPercent(work.score_percent ?? 0),
    person: work.decided_by ?? '',
    day: formatDay(work.decided_at, locale, new Date()),
  };
  if (work.status === 'returned') {
    return (
      <Notice tone="info" title={t('grading.returnedBy', facts)} className="mt-4">
        <span className="whitespace-pre-line">{work.comment}</span>
      </Notice>
    );
  }
  return (
    <Notice tone={work.passed ? 'success' : 'warning'} title={t('grading.gradedBy', facts)} className="mt-4">
      {t('grading.regrade')}
    </Notice>
  );
}

/** To whoever waits next, once this work is decided. */
function Onward({ next, isWaiting }: { next: string | null; isWaiting: boolean }) {
  const { t } = useTranslation('assignments');
  if (isWaiting) return null;
  return (
    <div className="mt-5 border-t border-line pt-5">
      {next ? (
        <ButtonLink to={next}>
          {t('grading.next')}
          <ArrowRight size={17} strokeWidth={1.75} aria-hidden />
        </ButtonLink>
      ) : (
        <p className="text-sm text-ink-3">{t('grading.nothingNext')}</p>
      )}
    </div>
  );
}

function Keys() {
  const on = useShortcutsOn();
  const { t } = useTranslation('assignments');
  if (!on) return null;
  return (
    <p className="mt-1 text-xs leading-relaxed text-ink-3 max-wide:hidden">
      <Trans t={t} i18nKey="grading.keys" components={{ key: <Kbd>{null}</Kbd>, next: <Kbd>{null}</Kbd> }} />
    </p>
  );
}
