import { useTranslation } from 'react-i18next';

import { Cover } from '@/components';

import { placeOf, type PlayerCourse } from '../playerCourse';

import type { ReactNode } from 'react';

interface LessonStageProps {
  course: PlayerCourse;
  lessonId: string;
  title: string;
  /** The one button of the page. */
  action?: ReactNode;
}

/** The night stage with the lesson's title, and below it where we are. */
export function LessonStage({ course, lessonId, title, action }: LessonStageProps) {
  const { t } = useTranslation('learning');
  const place = placeOf(course, lessonId);
  return (
    <>
      <div className="relative -mx-(--gutter) flex min-h-[168px] items-end overflow-hidden bg-[#1f2b23] wide:mx-0 wide:min-h-[228px] wide:rounded-lg">
        <div aria-hidden className="absolute inset-0 opacity-70">
          <Cover
            seed={lessonId}
            palette="forest"
            width={960}
            height={260}
            centre={[0.84, 0.6]}
            reach={0.9}
            className="mix-blend-luminosity"
          />
        </div>
        <div
          aria-hidden
          className="absolute inset-0 bg-linear-to-r from-[#1f2b23] via-[#1f2b23]/75 to-[#1f2b23]/20"
        />
        <div className="relative px-5 py-6 wide:px-[7%] wide:py-9">
          {place && (
            <p className="text-sm text-[#b4c6ba]">
              {t('player.module', { number: place.module, title: place.moduleTitle })}
            </p>
          )}
          <h1
            lang={course.language}
            className="serif mt-2 max-w-[20em] text-[1.75rem] leading-[1.14] text-[#eaf1ec] [text-wrap:balance] wide:text-[2.5rem]"
          >
            {title}
          </h1>
        </div>
      </div>
      <div className="mt-4 flex flex-col items-stretch gap-3.5 wide:mt-5 wide:flex-row wide:items-center wide:justify-between wide:gap-5">
        {place && (
          <p className="num text-sm text-ink-3">
            {t('player.lessonOf', { number: place.lesson, total: place.total, module: place.module })}
          </p>
        )}
        {action}
      </div>
    </>
  );
}
