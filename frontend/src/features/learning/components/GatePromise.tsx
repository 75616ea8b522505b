import { useQuery } from '@tanstack/react-query';
import { CircleDashed } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { CategorySwatch, inCategoryOrder } from '@/components';
import { requirementsQuery } from '@/features/certificates';

import type { CourseDetail } from '@/api';

/** What must be done for the certificate, and what it is worth: promised before anything is paid. */
export function GatePromise({ course }: { course: CourseDetail }) {
  const { t } = useTranslation('learning');
  const requirements = useQuery(requirementsQuery(course.id));
  const clauses = requirements.data?.clauses ?? [];
  const types = inCategoryOrder(course.credits.types);
  if (clauses.length === 0 && types.length === 0) return null;
  const amount = Number(course.credits.total);
  return (
    <section className="mt-14">
      <h2 className="d3">
        {amount > 0 ? t('course.earn', { amount: course.credits.total }) : t('course.earnPlain')}
      </h2>
      {clauses.length > 0 && (
        <ul className="mt-4 border-t border-line">
          {clauses.map((clause) => (
            <li
              key={clause.kind + clause.text}
              className="flex items-center gap-3 border-b border-line py-3.5"
            >
              <CircleDashed
                size={18}
                strokeWidth={1.75}
                aria-hidden
                className="flex-none text-primary-text"
              />
              {clause.text}
            </li>
          ))}
        </ul>
      )}
      {types.length > 0 && (
        <ul className="mt-4 flex flex-wrap gap-x-7 gap-y-2 text-sm text-ink-2">
          {types.map((type) => (
            <li key={`${type.accreditor} ${type.name}`} className="flex items-center gap-2">
              <CategorySwatch category={type.category} />
              {t('course.creditsBy', { ...type })}
            </li>
          ))}
        </ul>
      )}
      <p className="mt-4 text-sm text-ink-3">{t('course.earnNote')}</p>
    </section>
  );
}
