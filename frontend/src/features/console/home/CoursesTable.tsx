import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { paths } from '@/config/paths';

import { CourseRows } from '../courses/CourseRows';
import { may, useOrganization } from '../organization';

import type { CourseCard } from '../types';

export function CoursesTable({ courses }: { courses: readonly CourseCard[] }) {
  const { t } = useTranslation('console');
  const organization = useOrganization();
  if (courses.length === 0) return null;
  return (
    <section className="mt-11">
      <div className="mb-2.5 flex items-baseline justify-between gap-4">
        <h2 className="d4">{t('home.coursesTitle')}</h2>
        {may(organization, 'edit_courses') && (
          <Link to={paths.org(organization.slug, 'courses')} className="link py-1.5 text-sm">
            {t('home.allCourses')}
          </Link>
        )}
      </div>
      <CourseRows courses={courses} />
    </section>
  );
}
