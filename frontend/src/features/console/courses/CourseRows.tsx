import { Star } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { Cover, PriceText, Status, Table, Td, Th, Tr } from '@/components';
import { paths } from '@/config/paths';

import { may, useOrganization } from '../organization';

import { COURSE_TONE } from './status';

import type { CourseCard } from '../types';

/** A table on a desk; on a phone each course takes two lines. */
export function CourseRows({ courses }: { courses: readonly CourseCard[] }) {
  return (
    <>
      <div className="max-wide:hidden">
        <DeskTable courses={courses} />
      </div>
      <ul className="border-t border-line wide:hidden">
        {courses.map((course) => (
          <PhoneRow key={course.id} course={course} />
        ))}
      </ul>
    </>
  );
}

function useCourseLink(): (course: CourseCard) => string {
  const organization = useOrganization();
  return (course) =>
    may(organization, 'edit_courses')
      ? paths.orgCourse(organization.slug, course.slug)
      : paths.course(course.slug);
}

function DeskTable({ courses }: { courses: readonly CourseCard[] }) {
  const { t } = useTranslation('console');
  const linkTo = useCourseLink();
  return (
    <Table>
      <thead>
        <Tr>
          <Th>{t('courses.course')}</Th>
          <Th numeric>{t('courses.lessons')}</Th>
          <Th numeric>{t('courses.price')}</Th>
          <Th numeric>{t('courses.rating')}</Th>
          <Th>{t('courses.status')}</Th>
        </Tr>
      </thead>
      <tbody>
        {courses.map((course) => (
          <Tr key={course.id}>
            <Td className="w-1/2">
              <Link to={linkTo(course)} className="flex items-center gap-[11px] font-[550] hover:underline">
                <span className="size-[34px] flex-none overflow-hidden rounded-[8px]">
                  <Picture course={course} />
                </span>
                {course.title}
              </Link>
            </Td>
            <Td numeric>{course.lesson_count}</Td>
            <Td numeric>
              <PriceText price={course.price} />
            </Td>
            <Td numeric>
              {course.rating.average ? (
                <span className="inline-flex items-center gap-1.5">
                  <Star size={14} strokeWidth={1.75} aria-hidden className="text-ink-3" />
                  {course.rating.average}
                  <span className="text-ink-3">({course.rating.count})</span>
                </span>
              ) : (
                <span className="text-ink-3">{t('courses.unrated')}</span>
              )}
            </Td>
            <Td>
              <Status tone={COURSE_TONE[course.status]}>{t(`status.${course.status}`)}</Status>
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

function Picture({ course }: { course: CourseCard }) {
  if (!course.thumbnail_url) return <Cover seed={course.id} width={80} height={80} />;
  return <img src={course.thumbnail_url} alt="" loading="lazy" className="size-full object-cover" />;
}

function PhoneRow({ course }: { course: CourseCard }) {
  const { t } = useTranslation('console');
  const linkTo = useCourseLink();
  return (
    <li className="border-b border-line">
      <Link to={linkTo(course)} className="grid grid-cols-[44px_1fr_auto] items-center gap-x-3 py-3">
        <span className="row-span-2 size-11 overflow-hidden rounded-[10px]">
          <Picture course={course} />
        </span>
        <b className="font-[550]">{course.title}</b>
        <span className="num font-semibold">
          <PriceText price={course.price} />
        </span>
        <span className="col-span-2 flex flex-wrap gap-x-3 text-sm text-ink-3">
          <Status tone={COURSE_TONE[course.status]}>{t(`status.${course.status}`)}</Status>
          {t('home.lessons', { count: course.lesson_count })}
        </span>
      </Link>
    </li>
  );
}
