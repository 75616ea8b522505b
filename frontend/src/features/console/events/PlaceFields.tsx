import { useTranslation } from 'react-i18next';

import { Field, Input, Select, TimeZoneOptions } from '@/components';

import type { EventDraft, EventProblems } from './eventDraft';

export interface FieldsProps {
  draft: EventDraft;
  /** Null as long as nobody tried to save. */
  problems: EventProblems | null;
  change: (part: Partial<EventDraft>) => void;
}

/** A room, a link or both, by the event's format; and the zone of its times. */
export function PlaceFields({ draft, problems, change }: FieldsProps) {
  const { t } = useTranslation('console');
  return (
    <>
      <Field label={t('events.zone')} hint={t('events.zoneHint')}>
        <Select value={draft.zone} onChange={({ target }) => change({ zone: target.value })}>
          <TimeZoneOptions chosen={draft.zone} />
        </Select>
      </Field>
      {draft.format !== 'online' && (
        <div className="grid gap-6 wide:grid-cols-2">
          <Field label={t('events.venueName')}>
            <Input
              maxLength={160}
              value={draft.venueName}
              onChange={({ target }) => change({ venueName: target.value })}
            />
          </Field>
          <Field label={t('events.venueCity')} optional>
            <Input
              maxLength={80}
              value={draft.venueCity}
              onChange={({ target }) => change({ venueCity: target.value })}
            />
          </Field>
          <Field label={t('events.venueAddress')} optional className="wide:col-span-2">
            <Input
              maxLength={300}
              value={draft.venueAddress}
              onChange={({ target }) => change({ venueAddress: target.value })}
            />
          </Field>
          <Field
            label={t('events.venueMap')}
            optional
            className="wide:col-span-2"
            error={problems?.venueMap ? t('events.linkWrong') : undefined}
          >
            <Input
              type="url"
              maxLength={500}
              value={draft.venueMap}
              onChange={({ target }) => change({ venueMap: target.value })}
            />
          </Field>
        </div>
      )}
      {draft.format !== 'in_person' && (
        <Field
          label={t('events.onlineUrl')}
          optional
          hint={t('events.onlineUrlHint')}
          error={problems?.onlineUrl ? t('events.linkWrong') : undefined}
        >
          <Input
            type="url"
            maxLength={500}
            value={draft.onlineUrl}
            onChange={({ target }) => change({ onlineUrl: target.value })}
          />
        </Field>
      )}
    </>
  );
}
