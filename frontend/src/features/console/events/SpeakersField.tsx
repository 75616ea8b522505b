import { useQuery } from '@tanstack/react-query';
import { Pencil, Plus, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { api, inTenant, unwrap, type StaffSpeaker, type StaffSpeakerInput } from '@/api';
import { Avatar, Button, Field, FormProblem, IconButton, Input, Select, Textarea } from '@/components';

import { UploadField } from '@/features/media';

import { useOrganization } from '../organization';

import { speakersQuery, useEventStep } from './queries';

interface SpeakersFieldProps {
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
}

/** Who speaks: somebody who has a card already, or somebody new. */
export function SpeakersField({ chosen, onChange }: SpeakersFieldProps) {
  const { t } = useTranslation('console');
  const { slug: org } = useOrganization();
  const speakers = useQuery(speakersQuery(org));
  const [adding, setAdding] = useState(false);
  const [editing, setEditing] = useState<string | null>(null);
  const all = speakers.data ?? [];
  const others = all.filter(({ id }) => !chosen.includes(id));
  return (
    <fieldset>
      <legend className="mb-1.5 text-sm font-[550]">{t('events.speakers')}</legend>
      <ul>
        {chosen.map((id) => {
          const speaker = all.find((one) => one.id === id);
          const name = speaker?.name ?? '…';
          if (speaker && editing === id) {
            return (
              <li key={id}>
                <SpeakerForm
                  speaker={speaker}
                  onDone={() => setEditing(null)}
                  onClose={() => setEditing(null)}
                />
              </li>
            );
          }
          return (
            <li key={id} className="flex items-center gap-3 py-1.5">
              <Avatar name={name} url={speaker?.photo_url ?? null} />
              <span className="min-w-0 flex-1">
                <b className="block truncate text-ui font-[550]">{name}</b>
                {speaker?.headline && (
                  <small className="block truncate text-xs text-ink-3">{speaker.headline}</small>
                )}
              </span>
              {speaker && (
                <IconButton label={t('events.editSpeaker', { name })} onClick={() => setEditing(id)}>
                  <Pencil size={17} strokeWidth={1.75} aria-hidden />
                </IconButton>
              )}
              <IconButton
                label={t('details.removePerson', { name })}
                onClick={() => onChange(chosen.filter((one) => one !== id))}
              >
                <X size={18} strokeWidth={1.75} aria-hidden />
              </IconButton>
            </li>
          );
        })}
      </ul>
      {speakers.isError && <p className="text-sm text-danger">{t('events.speakersError')}</p>}
      <div className="mt-2 flex flex-wrap gap-3">
        {others.length > 0 && (
          <label className="min-w-0 flex-1">
            <span className="sr-only">{t('events.chooseSpeaker')}</span>
            <Select
              value=""
              onChange={({ target }) => {
                if (target.value) onChange([...chosen, target.value]);
              }}
            >
              <option value="">{t('events.chooseSpeaker')}</option>
              {others.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          </label>
        )}
        {!adding && (
          <Button onClick={() => setAdding(true)} className="!h-11">
            <Plus size={17} strokeWidth={1.75} aria-hidden />
            {t('events.newSpeaker')}
          </Button>
        )}
      </div>
      {adding && (
        <SpeakerForm
          onDone={(id) => {
            onChange([...chosen, id]);
            setAdding(false);
          }}
          onClose={() => setAdding(false)}
        />
      )}
    </fieldset>
  );
}

interface SpeakerFormProps {
  /** None: somebody new. */
  speaker?: StaffSpeaker;
  onDone: (id: string) => void;
  onClose: () => void;
}

/** A speaker's card. What is changed here is changed at every event where they speak. */
function SpeakerForm({ speaker, onDone, onClose }: SpeakerFormProps) {
  const { t } = useTranslation('console');
  const [draft, setDraft] = useState({
    name: speaker?.name ?? '',
    headline: speaker?.headline ?? '',
    bio: speaker?.bio ?? '',
  });
  const [tried, setTried] = useState(false);
  const missing = draft.name.trim() === '';
  const save = useEventStep((org, body: StaffSpeakerInput) =>
    speaker
      ? unwrap(
          api.PATCH('/api/events/speakers/{speaker_id}/', {
            ...inTenant(org),
            params: { path: { speaker_id: speaker.id } },
            body,
          }),
        )
      : unwrap(api.POST('/api/events/speakers/', { ...inTenant(org), body })),
  );
  const submit = () => {
    setTried(true);
    if (missing) return;
    save.mutate(
      { name: draft.name.trim(), headline: draft.headline.trim(), bio: draft.bio.trim() },
      { onSuccess: ({ id }) => onDone(id) },
    );
  };
  return (
    <div
      role="group"
      aria-label={speaker ? t('events.editSpeaker', { name: speaker.name }) : t('events.newSpeaker')}
      className="my-2 grid gap-4 rounded-md bg-sunken p-4"
    >
      <FormProblem error={save.error} />
      {speaker && <p className="text-sm text-ink-2">{t('events.speakerEverywhere')}</p>}
      <Field label={t('events.speakerName')} error={tried && missing ? t('events.nameMissing') : undefined}>
        <Input
          maxLength={120}
          value={draft.name}
          onChange={({ target }) => setDraft({ ...draft, name: target.value })}
        />
      </Field>
      <Field label={t('details.headline')} optional hint={t('events.headlineHint')}>
        <Input
          maxLength={160}
          value={draft.headline}
          onChange={({ target }) => setDraft({ ...draft, headline: target.value })}
        />
      </Field>
      <Field label={t('details.bio')} optional>
        <Textarea
          rows={3}
          maxLength={4000}
          value={draft.bio}
          onChange={({ target }) => setDraft({ ...draft, bio: target.value })}
        />
      </Field>
      {speaker && <SpeakerPhoto speaker={speaker} />}
      <div className="flex gap-3">
        <Button onClick={submit} busy={save.isPending && t('lesson.saving')}>
          {t(speaker ? 'events.saveSpeaker' : 'events.addSpeaker')}
        </Button>
        <Button variant="ghost" onClick={onClose}>
          {t('cancel', { ns: 'common' })}
        </Button>
      </div>
    </div>
  );
}

/** The picture of a card that is there already. Saved as soon as it is checked. */
function SpeakerPhoto({ speaker }: { speaker: StaffSpeaker }) {
  const { t } = useTranslation('console');
  const { slug: organization } = useOrganization();
  const save = useEventStep((org, photo: string | null) =>
    unwrap(
      api.PATCH('/api/events/speakers/{speaker_id}/', {
        ...inTenant(org),
        params: { path: { speaker_id: speaker.id } },
        body: { photo },
      }),
    ),
  );
  return (
    <div className="grid justify-items-start gap-3">
      <FormProblem error={save.error} />
      <UploadField
        label={t('events.speakerPhoto')}
        purpose="thumbnail"
        organization={organization}
        hint={t('details.pictureHint')}
        onReady={(upload) => save.mutate(upload.id)}
      />
      {speaker.photo_url && (
        <Button
          size="sm"
          variant="ghost"
          busy={save.isPending && t('details.pictureSaving')}
          onClick={() => save.mutate(null)}
        >
          {t('details.pictureRemove')}
        </Button>
      )}
    </div>
  );
}
