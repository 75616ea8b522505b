import { useQuery } from '@tanstack/react-query';
import { Award, BookOpenCheck, FilePen, ReceiptText, Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { ButtonLink } from '@/components';
import { paths } from '@/config/paths';

import { may, useOrganization } from '../organization';
import { sellerQuery } from '../queries';

import { failedRefundsQuery, heldCertificatesQuery } from './queries';

import type { CourseCard } from '../types';
import type { LucideIcon } from 'lucide-react';

const DRAFTS_AT_MOST = 3;

/** Only what has a button, and only for who may press it. */
export function NeedsYou({ courses }: { courses: readonly CourseCard[] }) {
  const { t } = useTranslation('console');
  const organization = useOrganization();
  const { slug } = organization;
  const can = {
    issue: may(organization, 'view_certificates'),
    refund: may(organization, 'refund_orders'),
    bill: may(organization, 'manage_billing'),
    review: may(organization, 'review_courses'),
    edit: may(organization, 'edit_courses'),
  };
  const certificates = useQuery({ ...heldCertificatesQuery(slug), enabled: can.issue });
  const refunds = useQuery({ ...failedRefundsQuery(slug), enabled: can.refund });
  const seller = useQuery({ ...sellerQuery(slug), enabled: can.bill });
  const unsure = [certificates, refunds, seller].filter((query) => query.isError);
  const waiting = [certificates, refunds, seller].some((query) => query.isLoading);

  const failed = refunds.data?.count ?? 0;
  const held = certificates.data?.count ?? 0;
  const nameless = seller.data?.legal_name === '' && courses.some((course) => course.status === 'published');
  const reviews = can.review ? courses.filter((course) => course.status === 'in_review') : [];
  const drafts = can.edit
    ? courses.filter((course) => course.status === 'draft').slice(0, DRAFTS_AT_MOST)
    : [];
  const nothing = failed + held + reviews.length + drafts.length === 0 && !nameless;
  return (
    <section className="max-wide:order-first">
      <h2 className="d4">{t('home.needsTitle')}</h2>
      {nothing && !waiting && unsure.length === 0 && (
        <p className="mt-4 text-ui text-ink-2">{t('home.needsNothing')}</p>
      )}
      <ul className="mt-2">
        {failed > 0 && (
          <Need
            Icon={Undo2}
            title={t('home.refundsFailed', { count: failed })}
            text={t('home.refundsFailedText')}
            to={`${paths.org(slug, 'sales/refunds')}?status=failed`}
            action={t('home.look')}
          />
        )}
        {nameless && (
          <Need
            Icon={ReceiptText}
            title={t('home.sellerMissing')}
            text={t('home.sellerMissingText')}
            to={paths.org(slug, 'settings')}
            action={t('home.fillIn')}
          />
        )}
        {held > 0 && (
          <Need
            Icon={Award}
            title={t('home.heldWaits', { count: held })}
            text={t('home.heldText')}
            to={`${paths.org(slug, 'certificates')}?status=pending`}
            action={t('home.look')}
          />
        )}
        {reviews.map((course) => (
          <Need
            key={course.id}
            Icon={BookOpenCheck}
            title={t('home.reviewWaits', { title: course.title })}
            text={t('home.reviewText')}
            to={paths.orgCourse(slug, course.slug)}
            action={t('home.look')}
          />
        ))}
        {drafts.map((course) => (
          <Need
            key={course.id}
            Icon={FilePen}
            title={t('home.draftWaits', { title: course.title })}
            text={t('home.draftText', { lessons: t('home.lessons', { count: course.lesson_count }) })}
            to={paths.orgCourse(slug, course.slug)}
            action={t('home.goOn')}
          />
        ))}
      </ul>
      {unsure.length > 0 && (
        <p role="status" className="mt-3 text-sm text-ink-3">
          {t('home.needsUnsure')}{' '}
          <button
            type="button"
            className="link py-1.5"
            onClick={() => unsure.forEach((query) => void query.refetch())}
          >
            {t('tryAgain', { ns: 'common' })}
          </button>
        </p>
      )}
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
