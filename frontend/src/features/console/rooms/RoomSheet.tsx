import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';

import {
  Button,
  ButtonLink,
  Checkbox,
  Field,
  FormProblem,
  Input,
  Section,
  Select,
  Sheet,
  toasts,
} from '@/components';
import { paths } from '@/config/paths';
import { saveFile } from '@/lib/saveFile';

import { useOrganization } from '../organization';

import { NewTopic } from './NewTopic';
import { useExport, useRoomChange } from './queries';
import { roomName } from './roomName';

import type { StaffRoom } from '@/api';

const PAUSES = [0, 5, 10, 30, 60, 300, 900];
const LONGEST_DAYS = 3650;

interface RoomSheetProps {
  room: StaffRoom;
  onClose: () => void;
}

/** What is set in one room: open or closed, how often one may write, how long it is kept. */
export function RoomSheet({ room, onClose }: RoomSheetProps) {
  const { t } = useTranslation('rooms');
  const { slug: org } = useOrganization();
  const formId = useId();
  const change = useRoomChange(org, room.id);
  const file = useExport(org, room.id);
  const [closed, setClosed] = useState(room.status === 'closed');
  const [pause, setPause] = useState(room.slow_mode_seconds);
  const [days, setDays] = useState(room.retention_days === null ? '' : String(room.retention_days));
  const [tried, setTried] = useState(false);
  const wrong =
    days.trim() !== '' &&
    !(Number.isInteger(Number(days)) && Number(days) >= 1 && Number(days) <= LONGEST_DAYS);
  const pauses = PAUSES.includes(room.slow_mode_seconds) ? PAUSES : [...PAUSES, room.slow_mode_seconds];
  const store = () => {
    setTried(true);
    if (wrong) return;
    change.mutate(
      {
        status: closed ? 'closed' : 'open',
        slow_mode_seconds: pause,
        retention_days: days.trim() === '' ? null : Number(days),
      },
      {
        onSuccess: () => {
          toasts.show(t('room.saved'));
          onClose();
        },
      },
    );
  };
  return (
    <Sheet
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={roomName(room, t('direct'))}
      actions={
        <>
          <Button type="submit" form={formId} variant="primary" busy={change.isPending && t('room.saving')}>
            {t('save', { ns: 'common' })}
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
        onSubmit={(event) => {
          event.preventDefault();
          store();
        }}
        className="grid gap-6"
      >
        <FormProblem error={change.error} />
        <Checkbox
          label={t('room.close')}
          hint={t('room.closeHint')}
          checked={closed}
          onChange={(event) => setClosed(event.target.checked)}
        />
        <Field label={t('room.slow')} hint={t('room.slowHint')}>
          <Select value={pause} onChange={(event) => setPause(Number(event.target.value))}>
            {pauses.map((seconds) => (
              <option key={seconds} value={seconds}>
                {seconds === 0 ? t('room.notSlow') : t('room.everySeconds', { count: seconds })}
              </option>
            ))}
          </Select>
        </Field>
        <Field
          label={t('room.days')}
          hint={t('room.daysHint')}
          error={tried && wrong ? t('room.daysWrong', { most: LONGEST_DAYS }) : undefined}
        >
          <Input inputMode="numeric" value={days} onChange={(event) => setDays(event.target.value)} />
        </Field>
      </form>
      <div className="mt-9 border-t border-line pt-8">
        {room.activity && room.name === '' && (
          <Section title={t('topic.title')} lede={t('topic.lede')}>
            <NewTopic kind={room.activity.kind} activity={room.activity.id} />
          </Section>
        )}
        <Section title={t('room.records')}>
          <FormProblem error={file.error} className="mb-4" />
          <div className="flex flex-wrap gap-3">
            <ButtonLink to={paths.room(room.id)}>{t('room.open')}</ButtonLink>
            <Button
              busy={file.isPending && t('room.exporting')}
              onClick={() =>
                file.mutate(undefined, { onSuccess: (blob) => saveFile(blob, `room-${room.id}.csv`) })
              }
            >
              {t('room.export')}
            </Button>
          </div>
        </Section>
      </div>
    </Sheet>
  );
}
