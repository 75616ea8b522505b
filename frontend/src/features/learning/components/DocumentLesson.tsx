import { useQuery } from '@tanstack/react-query';
import { Download, ExternalLink, FileText } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { isApiError, type Lesson, type LessonDocument } from '@/api';
import { EmptyState, ErrorState, Loading, Skeleton } from '@/components';
import { formatBytes } from '@/lib/format';

import { useEnterKey, useNextStep } from '../nextStep';
import { documentQuery } from '../queries';
import { LessonStage } from './LessonStage';
import { LessonEnd, LessonText, NextButton, StepProblem } from './LessonStep';

import type { PlayerCourse } from '../playerCourse';
import type { ReactNode } from 'react';

interface DocumentLessonProps {
  course: PlayerCourse;
  lesson: Lesson;
}

/** A document opens in the browser's own viewer, which every reader's aids know, and can be kept. */
export function DocumentLesson({ course, lesson }: DocumentLessonProps) {
  const { t } = useTranslation('learning');
  const step = useNextStep(course, lesson);
  const { data, error, isPending, refetch } = useQuery(documentQuery(lesson.id));
  useEnterKey(step.go);
  const notReady = isApiError(error) && error.code === 'document_not_ready';
  return (
    <>
      <LessonStage
        course={course}
        lessonId={lesson.id}
        title={lesson.title}
        action={<NextButton step={step} />}
      />
      <StepProblem step={step} />
      <LessonText html={lesson.body_html} className="mt-8 wide:mt-10" />
      {isPending ? (
        <Loading>
          <Skeleton className="mt-8 h-24 max-w-(--measure)" />
        </Loading>
      ) : notReady ? (
        <EmptyState title={t('document.notReady')}>{t('document.notReadyText')}</EmptyState>
      ) : error ? (
        <ErrorState title={t('document.errorTitle')} error={error} retry={() => void refetch()} />
      ) : (
        <Paper paper={data} />
      )}
      <LessonEnd completed={lesson.completed} step={step} />
    </>
  );
}

function Paper({ paper }: { paper: LessonDocument }) {
  const { t, i18n } = useTranslation('learning');
  return (
    <section
      aria-label={paper.file_name}
      className="mt-8 flex max-w-(--measure) flex-col gap-5 rounded-lg bg-sunken p-5 wide:flex-row wide:items-center wide:p-6"
    >
      <FileText size={28} strokeWidth={1.5} aria-hidden className="flex-none text-ink-3" />
      <div className="min-w-0 flex-1">
        <p className="font-[550] break-words">{paper.file_name}</p>
        {paper.bytes !== null && (
          <p className="num mt-0.5 text-sm text-ink-3">
            {t('document.size', { size: formatBytes(paper.bytes, i18n.language) })}
          </p>
        )}
      </div>
      <div className="flex flex-wrap gap-2">
        <FileLink href={paper.url} newTab={t('document.opensNewTab')}>
          {t('document.open')}
          <ExternalLink size={16} strokeWidth={1.75} aria-hidden />
        </FileLink>
        <FileLink href={paper.download_url}>
          {t('document.download')}
          <Download size={16} strokeWidth={1.75} aria-hidden />
        </FileLink>
      </div>
    </section>
  );
}

function FileLink({ href, newTab, children }: { href: string; newTab?: string; children: ReactNode }) {
  return (
    <a
      href={href}
      {...(newTab ? { target: '_blank', rel: 'noopener' } : {})}
      className="hairline-strong inline-flex h-11 items-center gap-2 rounded-md bg-surface px-4 text-ui font-[550] whitespace-nowrap hover:bg-tint wide:h-10"
    >
      {children}
      {newTab && <span className="sr-only"> ({newTab})</span>}
    </a>
  );
}
