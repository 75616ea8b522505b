import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

import { paths } from '@/config/paths';

import { CourseRows } from '../courses/CourseRows';
import { may, useOrganization } from '../organization';

import type { CourseCard } from '../types';

const ROWS_AT_MOST = 6;

/** Who cannot edit sees only what has a public page: there is nothing else to open. */
export function CoursesTable({ courses }: { courses: readonly CourseCard[] }) {
  const { t } = useTranslation('console');
  const organization = useOrganization();
  const canEdit = may(organization, 'edit_courses');
  const shown = courses.filter(({ status }) => status === 'published' || (canEdit && status !== 'archived'));
  if (shown.length === 0) return null;
  return (
    <section className="mt-11">
      <div className="mb-2.5 flex items-baseline justify-between gap-4">
        <h2 className="d4">{t(canEdit ? 'home.coursesTitle' : 'home.onSaleTitle')}</h2>
        {canEdit && (
          <Link to={paths.org(organization.slug, 'courses')} className="link py-1.5 text-sm">
            {t('home.allCourses')}
          </Link>
        )}
      </div>
      <CourseRows courses={shown.slice(0, ROWS_AT_MOST)} />
    </section>
  );
}
