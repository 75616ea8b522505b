import { useTranslation } from 'react-i18next';

import { Disclosure, Notice } from '@/components';
import { formatClock, formatDay, formatPercent } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import { WorkEditor } from './WorkEditor';
import { WorkContent, WorkFeedback } from './WorkShown';

import type { Assignment, Work, WorkVersion } from '@/api';

interface AssignmentWorkProps {
  slug: string;
  lessonId: string;
  assignment: Assignment;
  work: Work;
}

/** My work as it stands: to be written, waiting, or graded; the versions before it below. */
export function AssignmentWork({ slug, lessonId, assignment, work }: AssignmentWorkProps) {
  const { t } = useTranslation('learning');
  const draft = work.versions[0]?.status === 'draft' ? work.versions[0] : undefined;
  const decided = work.versions.filter((one) => one.status !== 'draft');
  const [latest, ...before] = decided;
  return (
    <div className="mt-4 grid gap-6">
      {latest && <Standing version={latest} work={work} />}
      {work.turn === 'write' && (
        <WorkEditor
          slug={slug}
          lessonId={lessonId}
          assignment={assignment}
          draft={draft}
          before={latest}
          number={(latest?.number ?? 0) + 1}
        />
      )}
      {latest?.status === 'graded' && (
        <Disclosure title={t('assignment.feedback')} open>
          <WorkFeedback version={latest} />
        </Disclosure>
      )}
      {latest && (
        <Disclosure title={t('assignment.version', { number: latest.number })} open={work.turn === 'wait'}>
          <WorkContent version={latest} />
        </Disclosure>
      )}
      {before.map((version) => (
        <Disclosure key={version.id} title={t('assignment.version', { number: version.number })}>
          <p className="text-sm text-ink-3">{t(`assignment.was.${decidedAs(version)}`)}</p>
          <WorkContent version={version} />
          <WorkFeedback version={version} />
        </Disclosure>
      ))}
    </div>
  );
}

function decidedAs(version: WorkVersion): 'graded' | 'returned' {
  return version.status === 'graded' ? 'graded' : 'returned';
}

function Standing({ version, work }: { version: WorkVersion; work: Work }) {
  const { t } = useTranslation('learning');
  const locale = useLocale();
  const who = version.decided_by ?? t('assignment.teacher');
  if (version.status === 'submitted') {
    const at = version.submitted_at ?? version.saved_at;
    return (
      <Notice tone="info" title={t('assignment.waitingTitle')}>
        {t(version.is_late ? 'assignment.waitingLate' : 'assignment.waitingText', {
          day: formatDay(at, locale, new Date()),
          time: formatClock(at, locale),
        })}
      </Notice>
    );
  }
  if (version.status === 'returned') {
    return (
      <Notice tone="warning" title={t('assignment.returnedTitle', { person: who })}>
        <span className="whitespace-pre-line">{version.comment}</span>
      </Notice>
    );
  }
  const percent = formatPercent(version.score_percent ?? 0);
  if (version.passed) {
    return (
      <Notice tone="success" title={t('assignment.passedTitle', { percent })}>
        {t('assignment.passedText', { person: who })}
      </Notice>
    );
  }
  return (
    <Notice
      tone="warning"
      title={t('assignment.belowTitle', { percent, pass: formatPercent(version.pass_percent ?? 0) })}
    >
      {work.turn === 'closed'
        ? t('assignment.closedText')
        : work.turn === 'done'
          ? t('assignment.doneText')
          : work.attempts_left === null
            ? t('assignment.againText')
            : t('assignment.againLeft', { count: work.attempts_left })}
    </Notice>
  );
}
