import { Award, BookOpen, GraduationCap, Infinity as Forever } from 'lucide-react';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';

import { ButtonLink, Card, PriceText, Progress } from '@/components';
import { paths } from '@/config/paths';
import { AddToCart } from '@/features/cart';
import { formatDuration, formatPercent } from '@/lib/format';

import { CourseAction } from './CourseAction';

import type { CourseDetail } from '@/api';
import type { LucideIcon } from 'lucide-react';

/** What the course costs and includes; for who has it, how far they are. */
export function PriceCard({ course }: { course: CourseDetail }) {
  const { t } = useTranslation('learning');
  const previews = course.modules.flatMap((module) => module.lessons).filter((lesson) => lesson.is_preview);
  const firstPreview = previews[0];
  const enrolled = course.viewer?.enrolled ?? false;
  const back = course.viewer?.may_rejoin ?? false;
  return (
    <Card className="max-wide:!bg-transparent max-wide:!shadow-none wide:p-[26px] wide:!shadow-[0_0_0_1px_var(--line),var(--sh-3)]">
      {enrolled ? (
        <OwnProgress percent={course.viewer?.progress_percent ?? 0} />
      ) : (
        <p className="flex items-baseline justify-between gap-4">
          <b className="d2 num">
            <PriceText price={course.price} />
          </b>
          {course.tax_label && <span className="text-sm text-ink-3">{course.tax_label}</span>}
        </p>
      )}
      {back && <p className="mt-3 text-sm text-ink-2">{t('left.note')}</p>}
      <div className="mt-4 grid gap-2.5">
        <div className="max-wide:hidden">
          <CourseAction course={course} block />
        </div>
        {!enrolled && !back && course.status === 'published' && course.price && (
          <Suspense fallback={<span className="h-12" />}>
            <AddToCart course={course} block />
          </Suspense>
        )}
        {!enrolled && !back && firstPreview && (
          <ButtonLink to={paths.learn(course.slug, firstPreview.id)} size="lg" block>
            {previews.length === 1 ? t('course.tryOne') : t('course.tryMany', { count: previews.length })}
          </ButtonLink>
        )}
      </div>
      <ul className="mt-[22px] grid gap-3 text-ui text-ink-2">
        <Included Icon={Forever}>{t('included.pace')}</Included>
        <Included Icon={BookOpen}>
          {t('included.lessons', {
            lessons: t('course.lessonsCount', { count: course.lesson_count }),
            time: formatDuration(course.duration_seconds),
          })}
        </Included>
        <Included Icon={Award}>{t('included.certificate')}</Included>
        <Included Icon={GraduationCap}>{t(`included.level.${course.level}`)}</Included>
      </ul>
    </Card>
  );
}

function OwnProgress({ percent }: { percent: number }) {
  const { t } = useTranslation('learning');
  return (
    <div>
      <p className="flex items-baseline justify-between gap-4">
        <b className="d2 num">{formatPercent(percent)}</b>
        <span className="text-sm text-ink-3">{t('course.progress')}</span>
      </p>
      <Progress percent={percent} label={t('course.progress')} className="mt-3" />
      {percent >= 100 && <p className="mt-3 text-sm text-ink-2">{t('course.finished')}</p>}
    </div>
  );
}

function Included({ Icon, children }: { Icon: LucideIcon; children: string }) {
  return (
    <li className="flex gap-3">
      <Icon size={17} strokeWidth={1.75} aria-hidden className="mt-px flex-none text-ink-3" />
      {children}
    </li>
  );
}
