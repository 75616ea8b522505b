import { Archive, CalendarX2, Copy, Ellipsis, ExternalLink, Repeat, ScanLine } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { api, inTenant, unwrap, type StaffEvent } from '@/api';
import { Button, ButtonLink, IconButton, Menu, MenuItem } from '@/components';
import { paths } from '@/config/paths';
import { useNow } from '@/lib/useNow';

import { may, useOrganization } from '../organization';

import { ActDialog } from './ActDialog';
import { DuplicateDialog } from './DuplicateDialog';
import { PublishDialog } from './PublishDialog';
import { RepeatDialog } from './RepeatDialog';

type Act = 'publish' | 'cancel' | 'duplicate' | 'repeat' | 'complete' | 'archive';

/** What may become of the event now. The filled button follows its stage. */
export function EventActions({ event }: { event: StaffEvent }) {
  const { t } = useTranslation('console');
  const organization = useOrganization();
  const now = useNow(60_000);
  const [act, setAct] = useState<Act | null>(null);
  const { status, slug, title } = event;
  const close = () => setAct(null);
  const path = { params: { path: { slug_or_id: slug } } };
  const ended = event.ends_at !== null && Date.parse(event.ends_at) <= now;
  const timed = event.starts_at !== null;
  return (
    <>
      {(status === 'published' || status === 'completed' || status === 'cancelled') && (
        <ButtonLink to={paths.event(slug)}>
          <ExternalLink size={16} strokeWidth={1.75} aria-hidden />
          {t('events.view')}
        </ButtonLink>
      )}
      {status === 'published' && event.format !== 'online' && may(organization, 'check_in') && (
        <ButtonLink to={paths.checkIn(organization.slug, event.id)}>
          <ScanLine size={16} strokeWidth={1.75} aria-hidden />
          {t('events.openCheckIn')}
        </ButtonLink>
      )}
      {status === 'draft' && (
        <Button variant="primary" onClick={() => setAct('publish')}>
          {t('events.publish')}
        </Button>
      )}
      {status === 'published' && ended && (
        <Button variant="primary" onClick={() => setAct('complete')}>
          {t('events.complete')}
        </Button>
      )}
      {(timed || (status !== 'published' && status !== 'archived')) && (
        <Menu
          trigger={
            <IconButton label={t('events.more')} className="max-wide:!flex-none">
              <Ellipsis size={19} strokeWidth={1.75} aria-hidden />
            </IconButton>
          }
        >
          {timed && (
            <MenuItem onSelect={() => setAct('duplicate')}>
              <Copy size={17} strokeWidth={1.75} aria-hidden />
              {t('events.duplicate')}
            </MenuItem>
          )}
          {timed && event.series_id === null && (
            <MenuItem onSelect={() => setAct('repeat')}>
              <Repeat size={17} strokeWidth={1.75} aria-hidden />
              {t('events.repeat')}
            </MenuItem>
          )}
          {status === 'published' && (
            <MenuItem tone="danger" onSelect={() => setAct('cancel')}>
              <CalendarX2 size={17} strokeWidth={1.75} aria-hidden />
              {t('events.cancel')}
            </MenuItem>
          )}
          {status !== 'published' && status !== 'archived' && (
            <MenuItem onSelect={() => setAct('archive')}>
              <Archive size={17} strokeWidth={1.75} aria-hidden />
              {t('events.archive')}
            </MenuItem>
          )}
        </Menu>
      )}
      {act === 'publish' && <PublishDialog event={event} onClose={close} />}
      {act === 'duplicate' && <DuplicateDialog event={event} onClose={close} />}
      {act === 'repeat' && <RepeatDialog event={event} onClose={close} />}
      {act === 'cancel' && (
        <ActDialog
          title={t('events.cancelTitle', { title })}
          text={t('events.cancelText')}
          action={t('events.cancel')}
          reason={{ label: t('events.cancelReason'), hint: t('events.cancelReasonHint'), most: 300 }}
          done={t('events.cancelDone', { title })}
          run={(org, reason) =>
            unwrap(
              api.POST('/api/events/{slug_or_id}/cancel/', { ...inTenant(org), ...path, body: { reason } }),
            )
          }
          onClose={close}
        />
      )}
      {act === 'complete' && (
        <ActDialog
          title={t('events.completeTitle', { title })}
          text={t('events.completeText')}
          action={t('events.complete')}
          tone="primary"
          done={t('events.completeDone', { title })}
          run={(org) => unwrap(api.POST('/api/events/{slug_or_id}/complete/', { ...inTenant(org), ...path }))}
          onClose={close}
        />
      )}
      {act === 'archive' && (
        <ActDialog
          title={t('events.archiveTitle', { title })}
          text={t('events.archiveText')}
          action={t('events.archive')}
          done={t('events.archiveDone', { title })}
          run={(org) => unwrap(api.POST('/api/events/{slug_or_id}/archive/', { ...inTenant(org), ...path }))}
          onClose={close}
        />
      )}
    </>
  );
}
