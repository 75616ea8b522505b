import { Minus, Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { DurationText } from '@/components';
import { paths } from '@/config/paths';

import { LessonIcon, LessonMeta } from './LessonMeta';

import type { CourseDetail } from '@/api';

const OPEN_AT_FIRST = 2;

export function CourseOutline({ course }: { course: CourseDetail }) {
  const { t } = useTranslation('learning');
  return (
    <section className="mt-14">
      <div className="flex items-baseline justify-between gap-4">
        <h2 className="d3">{t('course.outline')}</h2>
        <span className="text-sm text-ink-3">
          {t('course.outlineSum', {
            modules: t('course.modules', { count: course.modules.length }),
            lessons: t('course.lessonsCount', { count: course.lesson_count }),
          })}
        </span>
      </div>
      <div className="mt-4 border-t border-line">
        {course.modules.map((module, index) => (
          <details key={module.id} open={index < OPEN_AT_FIRST} className="group border-b border-line">
            <summary className="grid grid-cols-[26px_1fr_auto_20px] items-center gap-2 py-[17px] wide:grid-cols-[34px_1fr_auto_20px]">
              <span className="num font-serif text-[1.15rem] leading-none font-[440] text-ink-3">
                {index + 1}
              </span>
              <b className="font-[550]">{module.title}</b>
              <span className="num text-sm text-ink-3">
                <DurationText seconds={module.duration_seconds} />
              </span>
              <Plus
                size={16}
                strokeWidth={1.75}
                aria-hidden
                className="justify-self-end text-ink-3 group-open:hidden"
              />
              <Minus
                size={16}
                strokeWidth={1.75}
                aria-hidden
                className="hidden justify-self-end text-ink-3 group-open:block"
              />
            </summary>
            <ul className="ps-[34px] pb-3.5 wide:ps-[42px] wide:pe-7">
              {module.lessons.map((lesson) => (
                <li key={lesson.id} className="flex items-center gap-[13px] py-2 text-ui">
                  <LessonIcon kind={lesson.kind} />
                  <span className="min-w-0 flex-1">
                    {lesson.title}
                    {lesson.is_preview && (
                      <Link
                        to={paths.learn(course.slug, lesson.id)}
                        className="link ms-2.5 inline-block py-1 text-sm"
                        aria-label={`${t('course.preview')}: ${lesson.title}`}
                      >
                        {t('course.preview')}
                      </Link>
                    )}
                  </span>
                  <span className="num text-end text-sm text-ink-3">
                    <LessonMeta lesson={lesson} />
                  </span>
                </li>
              ))}
            </ul>
          </details>
        ))}
      </div>
    </section>
  );
}
