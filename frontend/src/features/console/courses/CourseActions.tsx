import { Archive, Ellipsis, ExternalLink } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Button, ButtonLink, IconButton, Menu, MenuItem } from '@/components';
import { paths } from '@/config/paths';

import { may, useOrganization } from '../organization';

import { ArchiveDialog } from './ArchiveDialog';
import { PublishDialog } from './PublishDialog';
import { ReturnDialog } from './ReturnDialog';

import type { Organization, Outline } from '@/api';

/** Where the organization asks for review, only reviewers publish; the others send a course to them. */
function mayPublish(organization: Organization): boolean {
  return (
    may(organization, 'publish_courses') &&
    (!organization.course_review_required || may(organization, 'review_courses'))
  );
}

/** What may become of the course now, by whom. */
export function CourseActions({ outline }: { outline: Outline }) {
  const { t } = useTranslation('console');
  const organization = useOrganization();
  const [dialog, setDialog] = useState<'publish' | 'submit' | 'return' | 'archive' | null>(null);
  const { course } = outline;
  const { status } = course;
  const unpublished = status === 'draft' || status === 'in_review';
  const close = () => setDialog(null);
  return (
    <>
      {!unpublished && (
        <ButtonLink to={paths.course(course.slug)}>
          <ExternalLink size={16} strokeWidth={1.75} aria-hidden />
          {t('builder.view')}
        </ButtonLink>
      )}
      {status === 'in_review' && may(organization, 'review_courses') && (
        <Button onClick={() => setDialog('return')}>{t('builder.return')}</Button>
      )}
      {unpublished && mayPublish(organization) && (
        <Button variant="primary" onClick={() => setDialog('publish')}>
          {t('builder.publish')}
        </Button>
      )}
      {status === 'draft' && organization.course_review_required && !mayPublish(organization) && (
        <Button variant="primary" onClick={() => setDialog('submit')}>
          {t('builder.submit')}
        </Button>
      )}
      {status === 'published' && may(organization, 'publish_courses') && (
        <Menu
          trigger={
            <IconButton label={t('builder.more')} className="max-wide:!flex-none">
              <Ellipsis size={19} strokeWidth={1.75} aria-hidden />
            </IconButton>
          }
        >
          <MenuItem tone="danger" onSelect={() => setDialog('archive')}>
            <Archive size={17} strokeWidth={1.75} aria-hidden />
            {t('builder.archive')}
          </MenuItem>
        </Menu>
      )}
      <PublishDialog outline={outline} act="publish" open={dialog === 'publish'} onClose={close} />
      <PublishDialog outline={outline} act="submit" open={dialog === 'submit'} onClose={close} />
      <ReturnDialog course={course} open={dialog === 'return'} onClose={close} />
      <ArchiveDialog course={course} open={dialog === 'archive'} onClose={close} />
    </>
  );
}
