import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { Button, ErrorState, FormProblem, Loading, Notice, Section, Skeleton } from '@/components';
import { UploadField, lessonFilmSlot } from '@/features/media';
import { formatCountdown } from '@/lib/format';

import { useOrganization } from '../organization';

import { CaptionsEditor } from './CaptionsEditor';
import { filmQuery, useFilmRefresh, type Film } from './fileQueries';
import { useLessonChange } from './queries';

import type { StaffCourse, StaffLesson } from '@/api';

interface FilmEditorProps {
  course: StaffCourse;
  lesson: StaffLesson;
  locked: boolean;
}

/** The film of a lesson: what is played, what is on its way, and what is said in it. Saved as it is sent. */
export function FilmEditor({ course, lesson, locked }: FilmEditorProps) {
  const { t } = useTranslation('console');
  const { slug: org } = useOrganization();
  const refresh = useFilmRefresh(course.slug, lesson.id);
  const change = useLessonChange(course.slug);
  // The one that this page sends says itself how far it has come.
  const [own, setOwn] = useState<string | null>(null);
  const { video, video_coming: coming } = lesson;
  return (
    <>
      <Section title={t('film.title')} lede={t('film.lede')}>
        <div className="grid gap-5">
          {video && <Player key={video.id} lesson={lesson} film={video} />}
          {coming && coming.id !== own && (
            <Coming
              film={coming}
              replaces={video !== null}
              keep={
                video &&
                !locked && (
                  <Button
                    size="sm"
                    busy={change.isPending && t('film.keeping')}
                    onClick={() => change.mutate({ id: lesson.id, change: { video: video.id } })}
                  >
                    {t('film.keep')}
                  </Button>
                )
              }
            />
          )}
          <FormProblem error={change.error} />
          {!locked && (
            <UploadField
              label={t('film.file')}
              purpose="video"
              organization={org}
              hint={t('film.hint')}
              current={video ? <Facts film={video} /> : undefined}
              request={async (file) => {
                const requested = await lessonFilmSlot(org, lesson.id)(file);
                setOwn(requested.id);
                return requested;
              }}
              onReady={() => void refresh()}
            />
          )}
        </div>
      </Section>
      <CaptionsEditor course={course} lesson={lesson} locked={locked} />
    </>
  );
}

function Facts({ film }: { film: Film }) {
  const { t } = useTranslation('console');
  return (
    <>
      <b className="block font-[550]">{film.file_name}</b>
      <span className="num text-ink-3">
        {[
          film.duration_ms !== null && formatCountdown(film.duration_ms / 1000),
          film.width !== null &&
            film.height !== null &&
            t('film.size', { width: film.width, height: film.height }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </>
  );
}

interface ComingProps {
  film: Film;
  replaces: boolean;
  /** Lets a refused film be forgotten. */
  keep: ReactNode;
}

/** A film that was sent from elsewhere, or before this page was opened. */
function Coming({ film, replaces, keep }: ComingProps) {
  const { t } = useTranslation('console');
  const name = film.file_name;
  const kept = replaces ? t('film.kept') : null;
  if (film.status === 'failed') {
    return (
      <Notice tone="danger" title={t('film.refused', { name })} action={keep}>
        {[film.problem, kept].filter(Boolean).join(' ')}
      </Notice>
    );
  }
  if (film.status === 'requested') {
    return (
      <Notice tone="warning" title={t('film.begun', { name })}>
        {t('film.begunText')}
      </Notice>
    );
  }
  return (
    <div role="status">
      <Notice tone="info" title={t('film.checking', { name })}>
        {[t('film.checkingText'), kept].filter(Boolean).join(' ')}
      </Notice>
    </div>
  );
}

/** Plays the film as it is, with the browser's own controls. */
function Player({ lesson, film }: { lesson: StaffLesson; film: Film }) {
  const { t } = useTranslation('console');
  const { slug: org } = useOrganization();
  const playback = useQuery(filmQuery(org, lesson.id, film.id));
  const [failed, setFailed] = useState(false);
  if (playback.isPending) {
    return (
      <Loading>
        <Skeleton className="aspect-video w-full" />
      </Loading>
    );
  }
  if (playback.isError) {
    return (
      <ErrorState title={t('film.errorTitle')} error={playback.error} retry={() => void playback.refetch()} />
    );
  }
  return (
    <div>
      {/* Captions come with the film whenever there are some. */}
      {/* eslint-disable-next-line jsx-a11y/media-has-caption */}
      <video
        src={playback.data.url}
        poster={playback.data.poster_url ?? undefined}
        aria-label={t('film.player', { title: lesson.title })}
        // Files of another origin bring captions only when they are asked for without cookies.
        crossOrigin="anonymous"
        controls
        preload="metadata"
        playsInline
        onError={() => setFailed(true)}
        onLoadedMetadata={() => setFailed(false)}
        className="aspect-video w-full rounded-lg bg-night object-contain"
      >
        {playback.data.captions.map((track) => (
          <track
            key={track.language}
            kind="captions"
            src={track.url}
            srcLang={track.language}
            label={track.label}
          />
        ))}
      </video>
      {failed && (
        <Notice tone="warning" className="mt-3">
          {t('film.unplayable')}
        </Notice>
      )}
    </div>
  );
}
