import { useTranslation } from 'react-i18next';

import { Notice } from '@/components';
import { formatLongDate } from '@/lib/format';
import { useLocale } from '@/lib/i18n';

import { may, useOrganization } from '../organization';

import type { StaffCourse } from '@/api';

/** Who sent the course for review, or what a reviewer who gave it back asks for. */
export function ReviewState({ course }: { course: StaffCourse }) {
  const { t } = useTranslation('console');
  const locale = useLocale();
  const organization = useOrganization();
  const { status, submitted_at: submittedAt, submitted_by: submittedBy, review_note: note } = course;
  if (status === 'in_review') {
    return (
      <Notice
        tone="info"
        className="mt-5 max-w-[760px]"
        title={
          submittedAt &&
          t('builder.sentBy', { name: submittedBy ?? '', date: formatLongDate(submittedAt, locale) })
        }
      >
        {t(may(organization, 'review_courses') ? 'builder.reviewIt' : 'builder.reviewAwaited')}
        {note && <Note title={t('builder.lastNote')} note={note} />}
      </Notice>
    );
  }
  if (status !== 'draft' || !note) return null;
  return (
    <Notice tone="warning" className="mt-5 max-w-[760px]" title={t('builder.returnedWith')}>
      <p className="break-words whitespace-pre-line">{note}</p>
    </Notice>
  );
}

function Note({ title, note }: { title: string; note: string }) {
  return (
    <div className="mt-2">
      <b className="font-semibold">{title}</b>
      <p className="break-words whitespace-pre-line">{note}</p>
    </div>
  );
}
