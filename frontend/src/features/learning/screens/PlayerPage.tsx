import { useQuery } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useParams } from 'react-router';

import { isApiError, type GateProgress } from '@/api';
import {
  ButtonLink,
  Dialog,
  EmptyState,
  ErrorState,
  Loading,
  Main,
  Notice,
  PageTitle,
  SimpleHead,
  Skeleton,
} from '@/components';
import { paths } from '@/config/paths';
import { GatePanel, gateProgressQuery } from '@/features/certificates';
import { ActivityRoom } from '@/features/community';

import { ArticleLesson } from '../components/ArticleLesson';
import { AssignmentLesson } from '../components/AssignmentLesson';
import { DocumentLesson } from '../components/DocumentLesson';
import { PlayerHead } from '../components/PlayerHead';
import { PlayerOutline } from '../components/PlayerOutline';
import { QuizLesson } from '../components/QuizLesson';
import { VideoLesson } from '../components/VideoLesson';
import { ContentLanguage } from '../contentLanguage';
import '../messages';
import { lessonsOf, usePlayerCourse, type PlayerCourse } from '../playerCourse';
import { lessonQuery } from '../queries';

export function PlayerPage() {
  const { t } = useTranslation('learning');
  const { course: slug = '', lesson } = useParams();
  const { course, error, retry } = usePlayerCourse(slug);

  if (error) {
    return (
      <>
        <SimpleHead />
        <Main className="wrap">
          <ErrorState page title={t('player.errorTitle')} error={error} retry={retry} />
        </Main>
      </>
    );
  }
  if (!course) return <PlayerSkeleton />;
  if (lesson) return <Player course={course} lessonId={lesson} />;
  const first = course.resumeLessonId ?? lessonsOf(course)[0]?.id;
  if (first) return <Navigate to={paths.learn(course.slug, first)} replace />;
  return (
    <>
      <SimpleHead />
      <Main className="wrap">
        <PageTitle title={course.title} />
        <EmptyState level="h1" title={t('player.noLessons')}>
          {t('player.noLessonsText')}
        </EmptyState>
      </Main>
    </>
  );
}

function Player({ course, lessonId }: { course: PlayerCourse; lessonId: string }) {
  const { t } = useTranslation('learning');
  const [sheet, setSheet] = useState(false);
  const gate = useQuery({ ...gateProgressQuery(course.id), enabled: course.enrolled });
  const aside = (
    <>
      <PlayerOutline course={course} lessonId={lessonId} onChoose={() => setSheet(false)} />
      {gate.data && (
        <div className="mx-3 mt-4 border-t border-line pt-[18px]">
          <GatePanel gate={gate.data} credits={course.credits} />
        </div>
      )}
      {course.enrolled && (
        <Suspense>
          <ActivityRoom activity={course.id} className="mx-3 mt-6" />
        </Suspense>
      )}
    </>
  );
  return (
    <ContentLanguage value={course.language}>
      <PlayerHead course={course} gate={gate.data} onOutline={() => setSheet(true)} />
      <div className="mx-auto max-w-[1440px] wide:grid wide:grid-cols-[minmax(0,1fr)_348px]">
        <Main className="min-w-0 px-(--gutter) pb-16 wide:pt-6 wide:ps-10 wide:pe-9">
          <PlayerNotices course={course} gate={gate.data} />
          <LessonBody key={lessonId} course={course} lessonId={lessonId} />
        </Main>
        <aside className="border-line px-3.5 pt-6 pb-10 max-wide:hidden wide:sticky wide:top-[60px] wide:h-[calc(100dvh-60px)] wide:overflow-y-auto wide:border-s">
          <h2 className="d4 px-3 pb-3">{t('player.outline')}</h2>
          {aside}
        </aside>
      </div>
      <Dialog open={sheet} onOpenChange={setSheet} title={t('player.outline')}>
        <div className="-mx-3">{aside}</div>
      </Dialog>
    </ContentLanguage>
  );
}

function PlayerNotices({ course, gate }: { course: PlayerCourse; gate: GateProgress | undefined }) {
  const { t } = useTranslation('learning');
  if (!course.enrolled) {
    return (
      <Notice
        tone="tint"
        title={t('player.previewTitle')}
        className="mb-5 max-wide:mt-4"
        action={
          <ButtonLink to={paths.course(course.slug)} size="sm">
            {t('player.previewAction')}
          </ButtonLink>
        }
      >
        {t('player.previewText')}
      </Notice>
    );
  }
  if (course.progressPercent < 100) return null;
  const text = gate?.certificate_code
    ? 'player.finishedReady'
    : gate?.met
      ? 'player.finishedIssuing'
      : 'player.finishedText';
  return (
    <Notice
      tone="success"
      title={t('player.finishedTitle')}
      className="mb-5 max-wide:mt-4"
      action={
        gate?.certificate_code && (
          <ButtonLink to={paths.certificate(gate.certificate_code)} variant="primary" size="sm">
            {t('player.seeCertificate')}
          </ButtonLink>
        )
      }
    >
      {t(text)}
    </Notice>
  );
}

function LessonBody({ course, lessonId }: { course: PlayerCourse; lessonId: string }) {
  const { t } = useTranslation('learning');
  const { data: lesson, error, isPending, refetch } = useQuery(lessonQuery(lessonId));
  if (isPending) return <LessonSkeleton />;
  if (isApiError(error) && (error.isNotFound || error.status === 403)) {
    const first = lessonsOf(course).find((item) => !item.locked);
    return (
      <EmptyState
        level="h1"
        title={t('player.lessonMissing')}
        action={
          first && (
            <ButtonLink to={paths.learn(course.slug, first.id)} variant="primary">
              {t('player.firstLesson')}
            </ButtonLink>
          )
        }
      >
        {t('player.lessonMissingText')}
      </EmptyState>
    );
  }
  if (error)
    return <ErrorState page title={t('player.errorTitle')} error={error} retry={() => void refetch()} />;
  return (
    <>
      <PageTitle title={`${lesson.title} · ${course.title}`} />
      {lesson.quiz ? (
        <QuizLesson course={course} lesson={lesson} quiz={lesson.quiz} />
      ) : lesson.assignment ? (
        <AssignmentLesson course={course} lesson={lesson} assignment={lesson.assignment} />
      ) : lesson.kind === 'video' ? (
        <VideoLesson course={course} lesson={lesson} />
      ) : lesson.kind === 'document' ? (
        <DocumentLesson course={course} lesson={lesson} />
      ) : (
        <ArticleLesson course={course} lesson={lesson} />
      )}
    </>
  );
}

function LessonSkeleton() {
  return (
    <Loading>
      <div className="-mx-(--gutter) h-[168px] bg-[#1f2b23] wide:mx-0 wide:h-[228px] wide:rounded-lg" />
      <Skeleton className="mt-6 h-4 w-40" />
      <div className="mt-10 grid max-w-(--measure) gap-3">
        {['w-full', 'w-11/12', 'w-full', 'w-4/5', 'w-full', 'w-2/3'].map((width, index) => (
          <Skeleton key={index} className={`h-4 ${width}`} />
        ))}
      </div>
    </Loading>
  );
}

function PlayerSkeleton() {
  return (
    <>
      <div className="h-[60px] border-b border-line bg-surface" />
      <div className="mx-auto max-w-[1440px] wide:grid wide:grid-cols-[minmax(0,1fr)_348px]">
        <Main className="min-w-0 px-(--gutter) wide:pt-6 wide:ps-10 wide:pe-9">
          <LessonSkeleton />
        </Main>
        <div className="px-6 pt-6 max-wide:hidden">
          <Skeleton className="h-6 w-28" />
          <Skeleton className="mt-6 h-72 w-full" />
        </div>
      </div>
    </>
  );
}
