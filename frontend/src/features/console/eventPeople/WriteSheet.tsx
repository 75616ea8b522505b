import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Button, Field, FormProblem, Input, Sheet, Textarea, toasts } from '@/components';

import './messages';
import { useSendMessage, useSendToShort } from './queries';
import { Recipients, type Audience } from './Recipients';

import type { StaffEvent, StaffRegistration } from '@/api';

const NAMES_SHOWN = 3;

interface WriteSheetProps {
  event: StaffEvent;
  /** Chosen one by one; without them it goes to whole states. */
  people?: readonly Pick<StaffRegistration, 'id' | 'name'>[];
  /** Whom it begins with, where nobody was chosen one by one. */
  to?: Audience | undefined;
  onSent: () => void;
  onClose: () => void;
}

/** A message to those of some states, to those who are not yet eligible, or to people who were chosen. */
export function WriteSheet({ event, people, to, onSent, onClose }: WriteSheetProps) {
  const { t } = useTranslation('eventPeople');
  const formId = useId();
  const form = useRef<HTMLFormElement>(null);
  const [audience, setAudience] = useState<Audience>(to ?? { kind: 'states', statuses: ['confirmed'] });
  const [subject, setSubject] = useState('');
  const [body, setBody] = useState('');
  const [tries, setTries] = useState(0);
  const sendTo = useSendMessage(event.id);
  const sendToShort = useSendToShort(event.id);
  const toShort = people === undefined && audience.kind === 'short';
  const send = toShort ? sendToShort : sendTo;
  const tried = tries > 0;
  const wrong = {
    to: people === undefined && audience.kind === 'states' && audience.statuses.length === 0,
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
    const words = { subject: subject.trim(), body: body.trim() };
    const onSuccess = ({ recipients }: { recipients: number }) => {
      toasts.show(t('messages.sentTo', { count: recipients }));
      onSent();
    };
    if (people) {
      sendTo.mutate({ ...words, registrations: people.map(({ id }) => id) }, { onSuccess });
    } else if (audience.kind === 'states') {
      sendTo.mutate({ ...words, statuses: [...audience.statuses] }, { onSuccess });
    } else {
      sendToShort.mutate({ ...words, lacks: audience.lacks ? [audience.lacks] : [] }, { onSuccess });
    }
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
          <Recipients
            event={event}
            value={audience}
            onChange={setAudience}
            error={tried && wrong.to ? t('messages.toMissing') : undefined}
          />
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
