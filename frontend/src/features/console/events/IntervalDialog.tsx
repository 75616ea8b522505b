import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';

import {
  api,
  inTenant,
  unwrap,
  type AttendanceCorrection,
  type AttendanceInterval,
  type AttendanceLane,
} from '@/api';
import { Button, Dialog, Field, FormProblem, Select, Textarea, toasts } from '@/components';

import { ActDialog } from './ActDialog';
import { useEvent } from './EventFrame';
import { useEventStep } from './queries';
import { WhenField } from './WhenField';
import { fromWall, toWall } from './zoned';

const REASON_AT_MOST = 300;

function correct(org: string, eventId: string, body: AttendanceCorrection) {
  return unwrap(
    api.POST('/api/registrations/attendance/{event_id}/intervals/', {
      ...inTenant(org),
      params: { path: { event_id: eventId } },
      body,
    }),
  );
}

interface IntervalDialogProps {
  lane: AttendanceLane;
  /** It stays in the record, and counts no more. */
  replaces?: AttendanceInterval;
  onClose: () => void;
}

/** A person's word against a source's, with the reason. */
export function IntervalDialog({ lane, replaces, onClose }: IntervalDialogProps) {
  const { t } = useTranslation('console');
  const formId = useId();
  const { event } = useEvent();
  const zone = event.time_zone;
  const sessions = event.sessions.filter(({ kind }) => kind === 'session');
  const [session, setSession] = useState(replaces?.session ?? '');
  const [starts, setStarts] = useState(toWall(replaces?.starts_at ?? event.starts_at, zone));
  const [ends, setEnds] = useState(toWall(replaces ? replaces.ends_at : event.ends_at, zone));
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const startsAt = fromWall(starts, zone);
  const endsAt = fromWall(ends, zone);
  const endsWrong = !endsAt || (startsAt !== null && Date.parse(endsAt) <= Date.parse(startsAt));
  const reasonMissing = reason.trim() === '';
  const save = useEventStep((org, body: AttendanceCorrection) => correct(org, event.id, body));
  /** A session's own times are the likely ones. */
  const choose = (id: string) => {
    setSession(id);
    const chosen = sessions.find((one) => one.id === id);
    if (!chosen || replaces) return;
    setStarts(toWall(chosen.actual_starts_at ?? chosen.starts_at, zone));
    setEnds(toWall(chosen.actual_ends_at ?? chosen.ends_at, zone));
  };
  const submit = () => {
    setTried(true);
    if (!startsAt || !endsAt || endsWrong || reasonMissing) return;
    save.mutate(
      {
        registration: lane.id,
        reason: reason.trim(),
        starts_at: startsAt,
        ends_at: endsAt,
        session: session || null,
        replaces: replaces?.id ?? null,
      },
      {
        onSuccess: () => {
          toasts.show(t('events.timesDone', { name: lane.name }));
          onClose();
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
      title={t(replaces ? 'events.replaceTitle' : 'events.addTimesTitle', { name: lane.name })}
      description={t(replaces ? 'events.replaceText' : 'events.addTimesText')}
      actions={
        <>
          <Button type="submit" form={formId} variant="primary" busy={save.isPending && t('lesson.saving')}>
            {t(replaces ? 'events.replace' : 'events.addTimes')}
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
        <FormProblem error={save.error} />
        <Field label={t('events.countsIn')}>
          <Select value={session} onChange={({ target }) => choose(target.value)}>
            <option value="">{t('events.countsAnywhere')}</option>
            {sessions.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </Select>
        </Field>
        <WhenField
          label={t('events.fromLabel')}
          hint={t('events.inZone', { zone })}
          value={starts}
          onChange={setStarts}
          error={tried && !startsAt ? t('events.whenMissing') : undefined}
        />
        <WhenField
          label={t('events.untilLabel')}
          value={ends}
          onChange={setEnds}
          error={tried && endsWrong ? t('events.endsWrong') : undefined}
        />
        <Field
          label={t('events.reason')}
          hint={t('events.correctionHint')}
          error={tried && reasonMissing ? t('events.reasonMissing') : undefined}
        >
          <Textarea
            rows={2}
            maxLength={REASON_AT_MOST}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
          />
        </Field>
      </form>
    </Dialog>
  );
}

interface TakeOutDialogProps {
  lane: AttendanceLane;
  interval: AttendanceInterval;
  onClose: () => void;
}

export function TakeOutDialog({ lane, interval, onClose }: TakeOutDialogProps) {
  const { t } = useTranslation('console');
  const { event } = useEvent();
  return (
    <ActDialog
      title={t('events.takeOutTitle', { name: lane.name })}
      text={t('events.replaceText')}
      action={t('events.takeOut')}
      reason={{ label: t('events.reason'), hint: t('events.correctionHint'), most: REASON_AT_MOST }}
      done={t('events.timesDone', { name: lane.name })}
      run={(org, reason) => correct(org, event.id, { registration: lane.id, reason, replaces: interval.id })}
      onClose={onClose}
    />
  );
}
