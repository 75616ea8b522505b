import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Button, Field, ReasonDialog, Select, toasts } from '@/components';

import '../messages';
import { useSilence, useUnsilence } from '../queries';

import type { RoomPerson } from '@/api';

export interface SilenceDialogProps {
  organization: string;
  room: string;
  person: RoomPerson;
  /** A pause was put or ended. */
  onChanged?: () => void;
  onClose: () => void;
}

const SPANS = [
  { minutes: 60, key: 'hour' },
  { minutes: 24 * 60, key: 'day' },
  { minutes: 7 * 24 * 60, key: 'week' },
] as const;

/** Takes somebody's pen away for a while in one room, and can give it back. Reading stays. */
export default function SilenceDialog({
  organization,
  room,
  person,
  onChanged,
  onClose,
}: SilenceDialogProps) {
  const { t } = useTranslation('community');
  const silence = useSilence(organization);
  const unsilence = useUnsilence(organization);
  const [minutes, setMinutes] = useState<number>(SPANS[1].minutes);
  const name = person.display_name;
  const of = { room, person: person.id };
  const put = (reason: string) =>
    silence.mutate(
      { ...of, minutes, reason },
      {
        onSuccess: () => {
          onChanged?.();
          onClose();
          toasts.show(t('silence.done', { name }), {
            label: t('silence.undo'),
            run: () => unsilence.mutate(of, { onSuccess: () => onChanged?.() }),
          });
        },
      },
    );
  const lift = () =>
    unsilence.mutate(of, {
      onSuccess: () => {
        onChanged?.();
        toasts.show(t('silence.lifted', { name }));
        onClose();
      },
    });
  return (
    <ReasonDialog
      title={t('silence.title', { name })}
      text={t('silence.text')}
      action={t('silence.do')}
      busy={silence.isPending}
      error={silence.error ?? unsilence.error}
      onSend={put}
      onClose={onClose}
      also={
        <Button busy={unsilence.isPending && t('saving', { ns: 'common' })} onClick={lift}>
          {t('silence.lift')}
        </Button>
      }
    >
      <Field label={t('silence.for')}>
        <Select value={minutes} onChange={(event) => setMinutes(Number(event.target.value))}>
          {SPANS.map((span) => (
            <option key={span.key} value={span.minutes}>
              {t(`silence.span.${span.key}`)}
            </option>
          ))}
        </Select>
      </Field>
    </ReasonDialog>
  );
}
