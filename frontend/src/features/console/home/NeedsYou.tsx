import { useQuery } from '@tanstack/react-query';
import { Award, FilePen } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { ButtonLink } from '@/components';
import { paths } from '@/config/paths';

import { may, useOrganization } from '../organization';

import { recentCertificatesQuery } from './queries';

import type { CourseCard } from '../types';
import type { LucideIcon } from 'lucide-react';

const DRAFTS_AT_MOST = 3;

/** Only what has a button. */
export function NeedsYou({ courses }: { courses: readonly CourseCard[] }) {
  const { t } = useTranslation('console');
  const organization = useOrganization();
  const seesCertificates = may(organization, 'view_certificates');
  const certificates = useQuery({ ...recentCertificatesQuery(organization.slug), enabled: seesCertificates });
  const held = certificates.data?.rows.filter((one) => one.status === 'pending' && one.held_for).length ?? 0;
  const drafts = may(organization, 'edit_courses')
    ? courses.filter((course) => course.status === 'draft').slice(0, DRAFTS_AT_MOST)
    : [];
  return (
    <section className="max-wide:order-first">
      <h2 className="d4">{t('home.needsTitle')}</h2>
      {held === 0 && drafts.length === 0 && (
        <p className="mt-4 text-ui text-ink-2">{t('home.needsNothing')}</p>
      )}
      <ul className="mt-2">
        {held > 0 && (
          <Need
            Icon={Award}
            title={t('home.heldWaits', { count: held })}
            text={t('home.heldText')}
            to={`${paths.org(organization.slug, 'certificates')}?status=pending`}
            action={t('home.look')}
          />
        )}
        {drafts.map((course) => (
          <Need
            key={course.id}
            Icon={FilePen}
            title={t('home.draftWaits', { title: course.title })}
            text={t('home.draftText', { lessons: t('home.lessons', { count: course.lesson_count }) })}
            to={paths.orgCourse(organization.slug, course.slug)}
            action={t('home.goOn')}
          />
        ))}
      </ul>
    </section>
  );
}

interface NeedProps {
  Icon: LucideIcon;
  title: string;
  text: string;
  to: string;
  action: string;
}

function Need({ Icon, title, text, to, action }: NeedProps) {
  return (
    <li className="grid grid-cols-[22px_1fr_auto] items-center gap-3.5 border-line py-[13px] not-first:border-t">
      <Icon size={18} strokeWidth={1.75} aria-hidden className="mt-0.5 self-start text-primary-text" />
      <div className="min-w-0">
        <b className="block text-ui leading-[1.35] font-[550]">{title}</b>
        <p className="mt-0.5 text-sm text-ink-3">{text}</p>
      </div>
      <ButtonLink to={to} size="sm">
        {action}
      </ButtonLink>
    </li>
  );
}
