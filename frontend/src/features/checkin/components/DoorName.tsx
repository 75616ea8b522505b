import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Field, Input } from '@/components';

import { deviceName } from '../useDoor';

/** How this phone stands in the log: people remember a door, not a browser. */
export function DoorName() {
  const { t } = useTranslation('checkin');
  const [name, setName] = useState(deviceName.get);
  return (
    <Field label={t('device.name')} hint={t('device.hint')} className="mt-10">
      <Input
        value={name}
        maxLength={80}
        autoComplete="off"
        className="!h-12"
        onChange={(event) => {
          setName(event.target.value);
          deviceName.set(event.target.value);
        }}
      />
    </Field>
  );
}
