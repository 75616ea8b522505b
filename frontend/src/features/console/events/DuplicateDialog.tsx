import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';

import { api, inTenant, unwrap, type StaffEvent } from '@/api';
import { Button, Dialog, Field, FormProblem, Input, toasts } from '@/components';
import { paths } from '@/config/paths';

import { useOrganization } from '../organization';

import { useEventStep } from './queries';
import { WhenField } from './WhenField';
import { fromWall, laterWall, toWall } from './zoned';

const WEEK_MINUTES = 7 * 24 * 60;

/** A draft like this one, on another day. */
export function DuplicateDialog({ event, onClose }: { event: StaffEvent; onClose: () => void }) {
  const { t } = useTranslation('console');
  const { slug: org } = useOrganization();
  const formId = useId();
  const navigate = useNavigate();
  const [title, setTitle] = useState(event.title);
  const [starts, setStarts] = useState(() =>
    laterWall(toWall(event.starts_at, event.time_zone), WEEK_MINUTES),
  );
  const [tried, setTried] = useState(false);
  const moment = fromWall(starts, event.time_zone);
  const copy = useEventStep((tenant, body: { title: string; starts_at: string }) =>
    unwrap(
      api.POST('/api/events/{slug_or_id}/duplicate/', {
        ...inTenant(tenant),
        params: { path: { slug_or_id: event.slug } },
        body,
      }),
    ),
  );
  const submit = () => {
    setTried(true);
    if (!moment) return;
    copy.mutate(
      { title: title.trim(), starts_at: moment },
      {
        onSuccess: (made) => {
          toasts.show(t('events.duplicateDone', { title: made.title }));
          onClose();
          void navigate(paths.orgEvent(org, made.slug, 'details'));
        },
      },
    );
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t('events.duplicateTitle', { title: event.title })}
      description={t('events.duplicateText')}
      actions={
        <>
          <Button type="submit" form={formId} variant="primary" busy={copy.isPending && t('events.busy')}>
            {t('events.duplicate')}
          </Button>
          <Button variant="ghost" onClick={onClose}>
            {t('cancel', { ns: 'common' })}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        className="grid gap-5"
        onSubmit={(submitted) => {
          submitted.preventDefault();
          submit();
        }}
      >
        <FormProblem error={copy.error} />
        <Field label={t('events.newLabel')}>
          <Input maxLength={160} value={title} onChange={(change) => setTitle(change.target.value)} />
        </Field>
        <WhenField
          label={t('events.begins')}
          hint={t('events.inZone', { zone: event.time_zone })}
          value={starts}
          onChange={setStarts}
          error={tried && !moment ? t('events.whenMissing') : undefined}
        />
      </form>
    </Dialog>
  );
}
