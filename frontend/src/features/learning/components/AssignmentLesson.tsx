import { useQuery } from '@tanstack/react-query';
import { CalendarClock, FileText, RotateCcw, Target } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { Disclosure, ErrorState, Loading, Skeleton } from '@/components';
import { formatClock, formatDay, formatPercent } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import { workQuery } from '../assignmentQueries';
import { useNextStep } from '../nextStep';
import { AssignmentWork } from './AssignmentWork';
import { LessonStage } from './LessonStage';
import { LessonEnd, LessonText, NextButton } from './LessonStep';
import { Rubric } from './Rubric';

import type { PlayerCourse } from '../playerCourse';
import type { Assignment, Lesson } from '@/api';
import type { LucideIcon } from 'lucide-react';

interface AssignmentLessonProps {
  course: PlayerCourse;
  lesson: Lesson;
  assignment: Assignment;
}

/** What is asked for, by what it is graded, and below it one's own work with what was said of it. */
export function AssignmentLesson({ course, lesson, assignment }: AssignmentLessonProps) {
  const { t } = useTranslation('learning');
  const step = useNextStep(course, lesson);
  return (
    <>
      <LessonStage
        course={course}
        lessonId={lesson.id}
        title={lesson.title}
        action={lesson.completed ? <NextButton step={step} /> : null}
      />
      <LessonText html={lesson.body_html} className="mt-8 wide:mt-10" />
      <div className="mt-8 max-w-[720px]">
        <Terms assignment={assignment} />
        <Disclosure title={t('assignment.rubric')} open={!lesson.completed} className="mt-7 border-b">
          <Rubric rubric={assignment.rubric} />
        </Disclosure>
        {lesson.enrolled && <Mine course={course} lesson={lesson} assignment={assignment} />}
      </div>
      <LessonEnd completed={lesson.completed} step={step} />
    </>
  );
}

function Mine({ course, lesson, assignment }: AssignmentLessonProps) {
  const { t } = useTranslation('learning');
  const { data, error, isPending, refetch } = useQuery(workQuery(lesson.id));
  return (
    <section aria-labelledby="my-work" className="mt-10">
      <h2 id="my-work" className="d4">
        {t('assignment.mine')}
      </h2>
      {isPending ? (
        <Loading>
          <Skeleton className="mt-5 h-56 w-full" />
        </Loading>
      ) : error ? (
        <ErrorState title={t('assignment.errorTitle')} error={error} retry={() => void refetch()} />
      ) : (
        <AssignmentWork slug={course.slug} lessonId={lesson.id} assignment={assignment} work={data} />
      )}
    </section>
  );
}

function Terms({ assignment }: { assignment: Assignment }) {
  const { t } = useTranslation('learning');
  const locale = useLocale();
  const { files_allowed: files, attempts_allowed: attempts, due_at: due } = assignment;
  const kinds = assignment.takes_text ? (files > 0 ? 'both' : 'text') : 'files';
  return (
    <ul className="grid gap-3 text-ui text-ink-2">
      <Term Icon={FileText}>{t(`assignment.takes.${kinds}`, { count: files })}</Term>
      <Term Icon={Target}>
        {t('assignment.mark', {
          percent: formatPercent(assignment.pass_percent),
          points: assignment.total_points,
        })}
      </Term>
      <Term Icon={RotateCcw}>
        {attempts === null ? t('assignment.unlimited') : t('assignment.attempts', { count: attempts })}
      </Term>
      {due && (
        <Term Icon={CalendarClock}>
          {t('assignment.due', {
            day: formatDay(due, locale, new Date()),
            time: formatClock(due, locale),
          })}
        </Term>
      )}
    </ul>
  );
}

function Term({ Icon, children }: { Icon: LucideIcon; children: string }) {
  return (
    <li className="num flex gap-3">
      <Icon size={17} strokeWidth={1.75} aria-hidden className="mt-px flex-none text-ink-3" />
      {children}
    </li>
  );
}
