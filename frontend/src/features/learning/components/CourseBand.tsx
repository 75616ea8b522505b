import { useTranslation } from 'react-i18next';

import { Cover } from '@/components';
import { formatDuration } from '@/lib/format';

import type { CourseDetail } from '@/api';
import type { ReactNode } from 'react';

/** The dark head of a course, with its rings. Colours do not follow the theme: a cover keeps its own. */
export function CourseBand({ course }: { course: CourseDetail }) {
  const { t } = useTranslation('learning');
  return (
    <section className="relative overflow-hidden bg-[#2d3e32]">
      <div
        aria-hidden
        className="absolute end-0 top-0 h-full w-full opacity-20 wide:w-[56%] wide:opacity-90 wide:[mask:linear-gradient(90deg,transparent,#000_55%)]"
      >
        <Cover seed={course.id} palette="forest" width={760} height={440} centre={[0.62, 0.5]} reach={0.7} />
      </div>
      <div className="wrap relative">
        <div className="max-w-[660px] pt-8 pb-[34px] wide:pt-16 wide:pb-[60px]">
          <div className="flex items-center gap-3">
            {course.organization.logo_url && (
              // Decorative: the name stands beside it.
              <img
                src={course.organization.logo_url}
                alt=""
                width={32}
                height={32}
                className="size-8 flex-none rounded-[8px] object-cover"
              />
            )}
            <p className="over !text-on-night-2">
              {t('course.kicker', { organization: course.organization.name })}
            </p>
          </div>
          <h1 className="d1 mt-3.5 mb-[18px] text-on-night">{course.title}</h1>
          <p className="lede !text-on-night-2">{course.subtitle}</p>
          <dl className="num mt-[34px] flex justify-between gap-[26px] wide:justify-start wide:gap-11">
            {Number(course.credits.total) > 0 && (
              <Fact label={t('course.credits')}>{course.credits.total}</Fact>
            )}
            <Fact label={t('course.time')}>{formatDuration(course.duration_seconds)}</Fact>
            <Fact label={t('course.lessons')}>{course.lesson_count}</Fact>
            {course.rating.average && <Fact label={t('course.rated')}>{course.rating.average}</Fact>}
          </dl>
        </div>
      </div>
    </section>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-sm text-on-night-2">{label}</dt>
      <dd className="font-serif text-[1.7rem] leading-[1.2] font-[440] text-on-night">{children}</dd>
    </div>
  );
}
