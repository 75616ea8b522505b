import { useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';

import { Button, FieldError, useErrorMessage } from '@/components';

import { bodyOf, wordsOf } from '../mentions';

import { WordsField } from './WordsField';

import type { RoomDetail, RoomMessage } from '@/api';
import type { RoomFeed } from '../client/roomFeed';

interface EditFormProps {
  message: RoomMessage;
  feed: RoomFeed;
  room: RoomDetail;
  onDone: () => void;
}

/** The words of a sent message in the place where they stand. Esc leaves them as they were. */
export function EditForm({ message, feed, room, onDone }: EditFormProps) {
  const { t } = useTranslation('community');
  const explain = useErrorMessage();
  const [words, setWords] = useState(() => wordsOf(message.body, message.mentions));
  const [state, setState] = useState<{ busy: boolean; error: unknown }>({ busy: false, error: null });
  const box = useRef<HTMLDivElement>(null);
  const end = () => {
    box.current?.closest<HTMLElement>('[data-message]')?.focus();
    onDone();
  };
  const keys = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    end();
  };
  const save = async () => {
    const body = bodyOf(words);
    if (body === message.body || (body === '' && message.files.length === 0)) {
      end();
      return;
    }
    setState({ busy: true, error: null });
    try {
      await feed.edit(message.id, body);
      end();
    } catch (error) {
      setState({ busy: false, error });
    }
  };
  return (
    // Esc ends the edit wherever in it the focus is, and nothing around it.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <div ref={box} data-own-escape onKeyDown={keys} className="mt-1.5">
      <div className="rounded-md border border-line-strong bg-surface px-3 py-2">
        <WordsField
          label={t('edit.label')}
          room={room.id}
          words={words}
          onChange={setWords}
          onSend={() => void save()}
          takesFocus
        />
      </div>
      <FieldError message={state.error === null ? undefined : explain(state.error)} />
      <div className="mt-2 flex gap-2">
        <Button size="sm" variant="primary" busy={state.busy && t('edit.saving')} onClick={() => void save()}>
          {t('edit.save')}
        </Button>
        <Button size="sm" variant="ghost" onClick={end}>
          {t('edit.cancel')}
        </Button>
      </div>
    </div>
  );
}
