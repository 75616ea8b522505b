import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';

import { isApiError, type Lesson, type Playback } from '@/api';
import { Button, EmptyState, ErrorState, Loading, Notice } from '@/components';
import { formatPercent } from '@/lib/format';

import { useEnterKey, useNextStep } from '../nextStep';
import { placeOf, type PlayerCourse } from '../playerCourse';
import { playbackQuery } from '../queries';
import { useWatching } from '../useWatching';
import { Completed, LessonEnd, LessonText, NextButton } from './LessonStep';
import { VideoPlayer } from './VideoPlayer';

interface VideoLessonProps {
  course: PlayerCourse;
  lesson: Lesson;
}

export function VideoLesson({ course, lesson }: VideoLessonProps) {
  const { t } = useTranslation('learning');
  const { data, error, isPending, refetch } = useQuery(playbackQuery(lesson.id));
  if (isPending) {
    return (
      <Loading>
        <div className="-mx-(--gutter) aspect-video max-h-[min(64vh,560px)] bg-night wide:mx-0 wide:rounded-lg" />
      </Loading>
    );
  }
  if (data) {
    const again = async () => {
      await refetch();
    };
    return <Film key={data.video_id} course={course} lesson={lesson} playback={data} again={again} />;
  }
  if (isApiError(error) && error.code === 'video_not_ready') {
    return (
      <EmptyState level="h1" title={t('video.notReady')}>
        {t('video.notReadyText')}
      </EmptyState>
    );
  }
  return <ErrorState title={t('video.errorTitle')} error={error} retry={() => void refetch()} />;
}

interface FilmProps extends VideoLessonProps {
  playback: Playback;
  /** Asks for fresh addresses. */
  again: () => Promise<void>;
}

function Film({ course, lesson, playback, again }: FilmProps) {
  const { t } = useTranslation('learning');
  const videoRef = useRef<HTMLVideoElement>(null);
  const step = useNextStep(course, lesson);
  const watching = useWatching(videoRef, playback, lesson.id, course.slug, course.enrolled);
  useEnterKey(step.go);
  const completed = lesson.completed || watching.completed;
  const place = placeOf(course, lesson.id);
  const retry = async () => {
    watching.keep();
    await again();
  };
  return (
    <>
      <VideoPlayer
        videoRef={videoRef}
        playback={playback}
        title={lesson.title}
        watched={watching.watched}
        retry={retry}
      />
      {watching.replaced && (
        <Notice
          tone="info"
          title={t('video.replaced')}
          className="mt-5"
          action={
            <Button size="sm" onClick={() => void again()}>
              {t('video.load')}
            </Button>
          }
        >
          {t('video.replacedText')}
        </Notice>
      )}
      <div className="mt-4 flex flex-col items-stretch gap-3.5 wide:mt-5 wide:flex-row wide:items-center wide:justify-between wide:gap-5">
        <div>
          <h1 className="d3">{lesson.title}</h1>
          {place && (
            <p className="num mt-1 text-sm text-ink-3">
              {t('player.lessonOf', { number: place.lesson, total: place.total, module: place.module })}
            </p>
          )}
        </div>
        <NextButton step={step} />
      </div>
      <p className="num mt-4 flex items-center gap-2 text-sm text-ink-2">
        {completed ? (
          <span className="flex items-center gap-2 text-success">
            <Completed />
          </span>
        ) : course.enrolled ? (
          t('video.watched', { percent: formatPercent(watching.percent) })
        ) : (
          t('video.unheard')
        )}
      </p>
      <LessonText html={lesson.body_html} className="mt-8" />
      <p className="mt-6 text-sm text-ink-3 max-wide:hidden">{t('video.keys')}</p>
      <LessonEnd completed={completed} step={step} />
    </>
  );
}
