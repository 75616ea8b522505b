import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { api, inTenant, unwrap, type StaffCapacity, type StaffCapacityInput, type StaffEvent } from '@/api';
import { Field, Input, Radio, RadioGroup } from '@/components';

import { parseWhole } from '../amounts';

import { FormSheet } from './FormSheet';
import { useEventStep } from './queries';

const SIZE_AT_MOST = 1_000_000;

interface CapacitySheetProps {
  event: StaffEvent;
  capacity?: StaffCapacity;
  onClose: () => void;
}

/** So many places, or as many as come. Several tickets may take from the same ones. */
export function CapacitySheet({ event, capacity, onClose }: CapacitySheetProps) {
  const { t } = useTranslation('console');
  const [name, setName] = useState(capacity?.name ?? '');
  const [limited, setLimited] = useState(capacity?.size !== null);
  const [typed, setTyped] = useState(`${capacity?.size ?? ''}`);
  const [tried, setTried] = useState(false);
  const size = parseWhole(typed, 0, SIZE_AT_MOST);
  const sizeWrong = limited && typeof size !== 'number';
  const nameMissing = name.trim() === '';
  const save = useEventStep((org, body: StaffCapacityInput) =>
    capacity
      ? unwrap(
          api.PUT('/api/events/{event_id}/capacities/{capacity_id}/', {
            ...inTenant(org),
            params: { path: { event_id: event.id, capacity_id: capacity.id } },
            body,
          }),
        )
      : unwrap(
          api.POST('/api/events/{event_id}/capacities/', {
            ...inTenant(org),
            params: { path: { event_id: event.id } },
            body,
          }),
        ),
  );
  const submit = () => {
    setTried(true);
    if (nameMissing || sizeWrong) return;
    save.mutate({ name: name.trim(), size: limited ? (size ?? null) : null }, { onSuccess: onClose });
  };
  return (
    <FormSheet
      title={t(capacity ? 'events.editCapacity' : 'events.addCapacity')}
      action={t(capacity ? 'details.save' : 'events.addCapacity')}
      busy={save.isPending}
      error={save.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field
        label={t('events.name')}
        hint={t('events.capacityHint')}
        error={tried && nameMissing ? t('events.nameMissing') : undefined}
      >
        <Input maxLength={80} value={name} onChange={({ target }) => setName(target.value)} />
      </Field>
      <RadioGroup legend={t('events.size')}>
        <Radio
          name="limited"
          label={t('events.limited')}
          checked={limited}
          onChange={() => setLimited(true)}
        />
        <Radio
          name="limited"
          label={t('events.unlimited')}
          checked={!limited}
          onChange={() => setLimited(false)}
        />
      </RadioGroup>
      {limited && (
        <Field
          label={t('events.places')}
          hint={
            capacity && capacity.taken > 0 ? t('events.takenSoFar', { count: capacity.taken }) : undefined
          }
          error={tried && sizeWrong ? t('events.placesWrong') : undefined}
        >
          <Input
            inputMode="numeric"
            className="!w-32"
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
          />
        </Field>
      )}
    </FormSheet>
  );
}
