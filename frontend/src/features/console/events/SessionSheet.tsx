import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { api, inTenant, unwrap, type StaffSession, type StaffSessionInput } from '@/api';
import { Field, Input, Radio, RadioGroup, Textarea } from '@/components';

import { useEvent } from './EventFrame';
import { FormSheet } from './FormSheet';
import { useEventStep } from './queries';
import { SpeakersField } from './SpeakersField';
import { WhenField } from './WhenField';
import { fromWall, laterWall, toWall, type Wall } from './zoned';

const USUAL_MINUTES = 60;

interface Draft {
  kind: StaffSession['kind'];
  title: string;
  starts: Wall;
  ends: Wall;
  room: string;
  onlineUrl: string;
  description: string;
  speakers: string[];
}

/** A session or a break of the programme: a new one begins where the last one ends. */
export function SessionSheet({ session, onClose }: { session?: StaffSession; onClose: () => void }) {
  const { t } = useTranslation('console');
  const { event } = useEvent();
  const zone = event.time_zone;
  const [draft, setDraft] = useState<Draft>(() => {
    const starts = toWall(session?.starts_at ?? event.ends_at, zone);
    return {
      kind: session?.kind ?? 'session',
      title: session?.title ?? '',
      starts,
      ends: session ? toWall(session.ends_at, zone) : laterWall(starts, USUAL_MINUTES),
      room: session?.room ?? '',
      onlineUrl: session?.online_url ?? '',
      description: session?.description_md ?? '',
      speakers: [...(session?.speakers ?? [])],
    };
  });
  const [tried, setTried] = useState(false);
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  /** The end moves with the beginning, so that the length stays. */
  const setStarts = (starts: Wall) => {
    const length =
      draft.starts && draft.ends > draft.starts
        ? (Date.parse(`${draft.ends}Z`) - Date.parse(`${draft.starts}Z`)) / 60_000
        : USUAL_MINUTES;
    change({ starts, ends: laterWall(starts, length) });
  };
  const startsAt = fromWall(draft.starts, zone);
  const endsAt = fromWall(draft.ends, zone);
  const titleMissing = draft.title.trim() === '';
  const endsWrong = !endsAt || (startsAt !== null && Date.parse(endsAt) <= Date.parse(startsAt));
  const save = useEventStep((org, body: StaffSessionInput) =>
    session
      ? unwrap(
          api.PATCH('/api/events/{event_id}/sessions/{session_id}/', {
            ...inTenant(org),
            params: { path: { event_id: event.id, session_id: session.id } },
            body,
          }),
        )
      : unwrap(
          api.POST('/api/events/{event_id}/sessions/', {
            ...inTenant(org),
            params: { path: { event_id: event.id } },
            body,
          }),
        ),
  );
  const submit = () => {
    setTried(true);
    if (titleMissing || !startsAt || !endsAt || endsWrong) return;
    save.mutate(
      {
        kind: draft.kind,
        title: draft.title.trim(),
        starts_at: startsAt,
        ends_at: endsAt,
        room: draft.room.trim(),
        online_url: draft.onlineUrl.trim(),
        description_md: draft.description,
        speakers: draft.kind === 'break' ? [] : draft.speakers,
      },
      { onSuccess: onClose },
    );
  };
  return (
    <FormSheet
      title={t(session ? 'events.editSession' : 'events.addSession')}
      action={t(session ? 'details.save' : 'events.addSession')}
      busy={save.isPending}
      error={save.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <RadioGroup legend={t('events.kind')}>
        {(['session', 'break'] as const).map((kind) => (
          <Radio
            key={kind}
            name="kind"
            label={t(`events.kindOf.${kind}`)}
            hint={t(`events.kindHint.${kind}`)}
            checked={draft.kind === kind}
            onChange={() => change({ kind })}
          />
        ))}
      </RadioGroup>
      <Field label={t('details.title')} error={tried && titleMissing ? t('events.titleMissing') : undefined}>
        <Input
          maxLength={160}
          value={draft.title}
          onChange={({ target }) => change({ title: target.value })}
        />
      </Field>
      <WhenField
        label={t('events.begins')}
        hint={t('events.inZone', { zone })}
        value={draft.starts}
        onChange={setStarts}
        error={tried && !startsAt ? t('events.whenMissing') : undefined}
      />
      <WhenField
        label={t('events.ends')}
        value={draft.ends}
        onChange={(ends) => change({ ends })}
        error={tried && endsWrong ? t('events.endsWrong') : undefined}
      />
      {event.format !== 'online' && (
        <Field label={t('events.room')} optional>
          <Input
            maxLength={120}
            value={draft.room}
            onChange={({ target }) => change({ room: target.value })}
          />
        </Field>
      )}
      {draft.kind === 'session' && (
        <>
          {event.format !== 'in_person' && (
            <Field label={t('events.sessionUrl')} optional hint={t('events.sessionUrlHint')}>
              <Input
                type="url"
                maxLength={500}
                value={draft.onlineUrl}
                onChange={({ target }) => change({ onlineUrl: target.value })}
              />
            </Field>
          )}
          <SpeakersField chosen={draft.speakers} onChange={(speakers) => change({ speakers })} />
          <Field label={t('details.description')} optional hint={t('details.descriptionHint')}>
            <Textarea
              rows={5}
              maxLength={10_000}
              value={draft.description}
              onChange={({ target }) => change({ description: target.value })}
            />
          </Field>
        </>
      )}
    </FormSheet>
  );
}
