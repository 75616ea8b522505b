import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import {
  Button,
  Checkbox,
  Field,
  FieldError,
  FormProblem,
  Input,
  Sheet,
  Textarea,
  toasts,
} from '@/components';

import './messages';
import { useSendMessage } from './queries';
import { TOLD } from './told';

import type { StaffEvent, StaffMessageStatus, StaffRegistration } from '@/api';

const NAMES_SHOWN = 3;

interface WriteSheetProps {
  event: StaffEvent;
  /** Chosen one by one; without them it goes to whole states. */
  people?: readonly Pick<StaffRegistration, 'id' | 'name'>[];
  onSent: () => void;
  onClose: () => void;
}

/** A message to those of some states, or to people who were chosen. */
export function WriteSheet({ event, people, onSent, onClose }: WriteSheetProps) {
  const { t } = useTranslation('eventPeople');
  const formId = useId();
  const toId = useId();
  const form = useRef<HTMLFormElement>(null);
  const [statuses, setStatuses] = useState<readonly StaffMessageStatus[]>(['confirmed']);
  const [subject, setSubject] = useState('');
  const [body, setBody] = useState('');
  const [tries, setTries] = useState(0);
  const send = useSendMessage(event.id);
  const tried = tries > 0;
  const wrong = {
    to: people === undefined && statuses.length === 0,
    subject: subject.trim() === '',
    body: body.trim() === '',
  };

  useEffect(() => {
    if (tries === 0) return;
    form.current?.querySelector<HTMLElement>('[data-invalid] input, [aria-invalid="true"]')?.focus();
  }, [tries]);

  const submit = () => {
    if (wrong.to || wrong.subject || wrong.body) {
      setTries((before) => before + 1);
      return;
    }
    send.mutate(
      {
        subject: subject.trim(),
        body: body.trim(),
        ...(people ? { registrations: people.map(({ id }) => id) } : { statuses: [...statuses] }),
      },
      {
        onSuccess: ({ recipients }) => {
          toasts.show(t('messages.sentTo', { count: recipients }));
          onSent();
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
      title={t('messages.title')}
      description={t('messages.text')}
      actions={
        <>
          <Button
            type="submit"
            form={formId}
            variant="primary"
            busy={send.isPending && t('messages.sending')}
          >
            {t('messages.send')}
          </Button>
          <Button variant="ghost" onClick={onClose}>
            {t('cancel', { ns: 'common' })}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        ref={form}
        noValidate
        className="grid gap-5"
        onSubmit={(submitted) => {
          submitted.preventDefault();
          submit();
        }}
      >
        <FormProblem error={send.error} />
        {people ? (
          <Chosen people={people} />
        ) : (
          <fieldset
            data-invalid={tried && wrong.to ? true : undefined}
            aria-describedby={tried && wrong.to ? toId : undefined}
          >
            <legend className="mb-1 text-sm font-[550]">{t('messages.to')}</legend>
            {TOLD.map((status) => (
              <Checkbox
                key={status}
                label={t(`messages.statuses.${status}`)}
                checked={statuses.includes(status)}
                onChange={({ target }) =>
                  setStatuses((before) =>
                    target.checked ? [...before, status] : before.filter((one) => one !== status),
                  )
                }
              />
            ))}
            <FieldError id={toId} message={tried && wrong.to ? t('messages.toMissing') : undefined} />
          </fieldset>
        )}
        <Field
          label={t('messages.subject')}
          error={tried && wrong.subject ? t('messages.subjectMissing') : undefined}
        >
          <Input maxLength={150} value={subject} onChange={({ target }) => setSubject(target.value)} />
        </Field>
        <Field
          label={t('messages.body')}
          hint={t('messages.bodyHint')}
          error={tried && wrong.body ? t('messages.bodyMissing') : undefined}
        >
          <Textarea rows={9} maxLength={5000} value={body} onChange={({ target }) => setBody(target.value)} />
        </Field>
      </form>
    </Sheet>
  );
}

function Chosen({ people }: Required<Pick<WriteSheetProps, 'people'>>) {
  const { t } = useTranslation('eventPeople');
  const names = people
    .slice(0, NAMES_SHOWN)
    .map(({ name }) => name)
    .join(', ');
  const more = people.length - NAMES_SHOWN;
  return (
    <div className="text-ui">
      <p className="text-sm font-[550]">{t('messages.toPeople', { count: people.length })}</p>
      <p className="mt-0.5 text-ink-2">{more > 0 ? t('messages.andMore', { names, count: more }) : names}</p>
    </div>
  );
}
