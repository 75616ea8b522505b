import { AtSign, FileText, Paperclip, SendHorizontal, X } from 'lucide-react';
import { useRef, useState, type Ref } from 'react';
import { useTranslation } from 'react-i18next';

import { Button, IconButton, Kbd } from '@/components';
import { ACCEPTED, slotFor, useUpload } from '@/features/media';
import { cx } from '@/lib/cx';
import { useLocale } from '@/lib/i18n';
import { useNow } from '@/lib/useNow';

import { useDraft } from '../drafts';
import { bodyOf } from '../mentions';
import { nameOf } from '../roomList';
import { moment } from '../when';

import { UploadLine } from './UploadLine';
import { WordsField } from './WordsField';

import type { RoomDetail, RoomFile } from '@/api';
import type { RoomFeed } from '../client/roomFeed';

interface ComposerProps {
  room: RoomDetail;
  feed: RoomFeed;
  thread: string | null;
  /** The arrow up in the empty field: one's last message is changed. */
  onEditLast?: () => void;
  /** At the lower edge of a sheet, which keeps its own distance. */
  inSheet?: boolean;
  ref?: Ref<HTMLTextAreaElement>;
}

const MOST_FILES = 5;
const DISTANCE = 'mx-3 mt-1.5 mb-5 wide:mx-10 wide:mt-2 wide:mb-[22px]';
const MINUTE_MS = 60_000;
const requestSlot = slotFor('attachment');

/** Where one writes. What is begun stays on this device until it is sent. */
export function Composer({ room, feed, thread, onEditLast, inSheet = false, ref }: ComposerProps) {
  const { t } = useTranslation('community');
  const [words, setWords] = useDraft({ me: feed.me, room: room.id, thread });
  const [files, setFiles] = useState<readonly RoomFile[]>([]);
  const input = useRef<HTMLInputElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const upload = useUpload(requestSlot, ({ id, file_name, width, height }) =>
    setFiles((before) => [...before, { id, file_name, media_type: '', bytes: null, width, height }]),
  );
  const closed = useClosedWords(room);
  if (closed !== null) {
    return (
      <p className={cx('rounded-lg bg-sunken px-4 py-3 text-ui text-ink-2', !inSheet && DISTANCE)}>
        {closed}
      </p>
    );
  }

  const uploading = upload.state.step === 'sending' || upload.state.step === 'checking';
  const empty = words.text.trim() === '' && files.length === 0;
  const send = () => {
    if (empty || uploading) return;
    feed.send({ body: bodyOf(words), thread, files, people: words.people });
    setWords({ text: '', people: [] });
    setFiles([]);
  };
  const field = () => box.current?.querySelector('textarea');
  const mention = () => {
    const text = words.text === '' || /\s$/.test(words.text) ? `${words.text}@` : `${words.text} @`;
    setWords({ ...words, text });
    requestAnimationFrame(() => {
      field()?.focus();
      field()?.setSelectionRange(text.length, text.length);
    });
  };
  const label = t(thread === null ? 'compose.label' : 'compose.reply', { name: nameOf(room) });
  return (
    <div className={cx(!inSheet && DISTANCE)}>
      <div
        ref={box}
        className="rounded-lg border border-line-strong bg-surface p-2 has-[textarea:focus-visible]:outline-2 has-[textarea:focus-visible]:outline-offset-2 has-[textarea:focus-visible]:outline-focus"
      >
        <div className="px-2.5 pt-2">
          <WordsField
            ref={ref ?? null}
            label={label}
            placeholder={label}
            room={room.id}
            words={words}
            onChange={(next) => {
              setWords(next);
              if (next.text !== '') feed.typing();
            }}
            onSend={send}
            onEscape={() => field()?.blur()}
            {...(onEditLast ? { onUp: onEditLast } : {})}
          />
        </div>
        {files.length > 0 && (
          <ul aria-label={t('compose.files')} className="flex flex-wrap gap-2 px-2 pt-2">
            {files.map((file) => (
              <li
                key={file.id}
                className="flex items-center gap-2 rounded-md bg-sunken ps-2.5 text-sm [&>span]:max-w-44"
              >
                <FileText size={16} strokeWidth={1.75} aria-hidden />
                <span className="truncate">{file.file_name}</span>
                <IconButton
                  label={t('compose.removeFile', { name: file.file_name })}
                  className="!size-9"
                  onClick={() => setFiles(files.filter(({ id }) => id !== file.id))}
                >
                  <X size={15} strokeWidth={1.75} aria-hidden />
                </IconButton>
              </li>
            ))}
          </ul>
        )}
        <UploadLine state={upload.state} onRetry={upload.retry} onCancel={upload.cancel} />
        <div className="mt-1 flex items-center gap-1">
          <IconButton
            label={t('compose.attach')}
            disabled={uploading || files.length >= MOST_FILES}
            onClick={() => input.current?.click()}
          >
            <Paperclip size={19} strokeWidth={1.75} aria-hidden />
          </IconButton>
          <input
            ref={input}
            type="file"
            tabIndex={-1}
            aria-label={t('compose.attach')}
            accept={ACCEPTED.attachment}
            className="sr-only"
            onChange={(event) => {
              const file = event.target.files?.[0];
              if (file) upload.start(file);
              event.target.value = '';
            }}
          />
          <IconButton label={t('compose.mention')} onClick={mention}>
            <AtSign size={19} strokeWidth={1.75} aria-hidden />
          </IconButton>
          <span className="ms-auto me-2 flex items-center gap-1.5 text-xs text-ink-3 max-wide:hidden">
            {room.slow_mode_seconds > 0 && room.standing === 'member' ? (
              t('compose.slow', { count: room.slow_mode_seconds })
            ) : (
              <>
                <Kbd>Enter</Kbd> {t('compose.sends')} <Kbd>Shift Enter</Kbd> {t('compose.newLine')}
              </>
            )}
          </span>
          <Button
            variant="primary"
            aria-label={t('compose.send')}
            className="w-11 !px-0 max-wide:ms-auto"
            disabled={empty || uploading}
            onClick={send}
          >
            <SendHorizontal size={18} strokeWidth={1.75} aria-hidden />
          </Button>
        </div>
      </div>
    </div>
  );
}

/** Why nothing can be written here now; null when it can. */
function useClosedWords(room: RoomDetail): string | null {
  const { t } = useTranslation('community');
  const locale = useLocale();
  const now = useNow(MINUTE_MS);
  if (room.status === 'closed') return t('compose.closed');
  if (room.silenced_until !== null && Date.parse(room.silenced_until) > now) {
    return t('compose.silenced', { when: moment(room.silenced_until, locale, now) });
  }
  if (room.is_announcements && room.standing === 'member') return t('compose.announcements');
  // A silence that has run out is over, whatever was said when the room was opened.
  return room.may_write || room.silenced_until !== null ? null : t('compose.notNow');
}
