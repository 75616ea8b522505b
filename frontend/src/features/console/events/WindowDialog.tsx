import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { api, inTenant, unwrap, type StaffSession, type StaffWindowInput } from '@/api';
import { Button, Dialog, Field, FormProblem, Input, toasts } from '@/components';

import { useEvent } from './EventFrame';
import { useEventStep } from './queries';
import { WhenField } from './WhenField';
import { fromWall, toWall } from './zoned';

/** A session that ran at other times than planned: minutes count in them, for everybody. */
export function WindowDialog({ session, onClose }: { session: StaffSession; onClose: () => void }) {
  const { t } = useTranslation('console');
  const formId = useId();
  const { event } = useEvent();
  const zone = event.time_zone;
  const [starts, setStarts] = useState(toWall(session.actual_starts_at ?? session.starts_at, zone));
  const [ends, setEnds] = useState(toWall(session.actual_ends_at ?? session.ends_at, zone));
  const [reason, setReason] = useState(session.actual_reason);
  const [tried, setTried] = useState(false);
  const startsAt = fromWall(starts, zone);
  const endsAt = fromWall(ends, zone);
  const endsWrong = !endsAt || (startsAt !== null && Date.parse(endsAt) <= Date.parse(startsAt));
  const reasonMissing = reason.trim() === '';
  const set = useEventStep((org, body: StaffWindowInput) =>
    unwrap(
      api.PUT('/api/events/{event_id}/sessions/{session_id}/window/', {
        ...inTenant(org),
        params: { path: { event_id: event.id, session_id: session.id } },
        body,
      }),
    ),
  );
  const store = (body: StaffWindowInput) =>
    set.mutate(body, {
      onSuccess: () => {
        toasts.show(t('events.windowDone'));
        onClose();
      },
    });
  const submit = () => {
    setTried(true);
    if (!startsAt || endsWrong || reasonMissing) return;
    store({ starts_at: startsAt, ends_at: endsAt, reason: reason.trim() });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t('events.windowTitle', { title: session.title })}
      description={t('events.windowText')}
      actions={
        <>
          <Button type="submit" form={formId} variant="primary" busy={set.isPending && t('lesson.saving')}>
            {t('events.windowSet')}
          </Button>
          {session.actual_starts_at ? (
            <Button
              variant="ghost"
              disabled={set.isPending}
              onClick={() => store({ starts_at: null, ends_at: null, reason: '' })}
            >
              {t('events.windowBack')}
            </Button>
          ) : (
            <Button variant="ghost" onClick={onClose}>
              {t('cancel', { ns: 'common' })}
            </Button>
          )}
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
        <FormProblem error={set.error} />
        <WhenField
          label={t('events.begins')}
          hint={t('events.inZone', { zone })}
          value={starts}
          onChange={setStarts}
          error={tried && !startsAt ? t('events.whenMissing') : undefined}
        />
        <WhenField
          label={t('events.ends')}
          value={ends}
          onChange={setEnds}
          error={tried && endsWrong ? t('events.endsWrong') : undefined}
        />
        <Field
          label={t('events.reason')}
          hint={t('events.reasonHint')}
          error={tried && reasonMissing ? t('events.reasonMissing') : undefined}
        >
          <Input maxLength={300} value={reason} onChange={({ target }) => setReason(target.value)} />
        </Field>
      </form>
    </Dialog>
  );
}
