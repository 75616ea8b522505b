import { memo } from 'react';
import { useTranslation } from 'react-i18next';

import { Avatar } from '@/components';
import { cx } from '@/lib/cx';
import { useLocale } from '@/lib/i18n';

import { clock } from '../when';

import { EditForm } from './EditForm';
import { FileCard } from './FileCard';
import { MessageActions } from './MessageActions';
import { ReactionRow } from './ReactionRow';

import type { RoomDetail, RoomMessage } from '@/api';
import type { KeyboardEvent } from 'react';
import type { RoomFeed } from '../client/roomFeed';

interface MessageItemProps {
  message: RoomMessage;
  feed: RoomFeed;
  room: RoomDetail;
  /** The way of the Tab key into the list. */
  focusable: boolean;
  /** A link has led here. */
  wanted?: boolean;
  acts: MessageActs;
}

/** What a message leads to outside itself. */
export interface MessageActs {
  /** The message whose words are being changed. */
  editing: string | null;
  onEdit: (message: string | null) => void;
  /** None within a thread: it is one deep. */
  onThread?: (thread: string) => void;
  onReport: (message: RoomMessage) => void;
  /** Something did not work; in words. */
  onProblem: (words: string) => void;
}

/** The words of a message, cleaned by the server. */
const WORDS =
  'mt-0.5 leading-[1.56] break-words [&_a]:link [&_blockquote]:border-s-2 [&_blockquote]:border-line [&_blockquote]:ps-3 ' +
  '[&_code]:rounded-xs [&_code]:bg-sunken [&_code]:px-1 [&_code]:font-mono [&_code]:text-[.9em] [&_li]:ms-5 ' +
  '[&_mark]:rounded-xs [&_mark]:bg-warning-bg [&_mark]:px-1 [&_mark]:py-px [&_mark]:font-[550] [&_mark]:text-warning ' +
  '[&_ol]:list-decimal [&_p+p]:mt-2 [&_pre]:overflow-x-auto [&_pre]:rounded-md [&_pre]:bg-sunken [&_pre]:p-3 [&_ul]:list-disc';

export const MessageItem = memo(function MessageItem({
  message,
  feed,
  room,
  focusable,
  wanted = false,
  acts,
}: MessageItemProps) {
  const { t } = useTranslation('community');
  const locale = useLocale();
  const { onThread } = acts;
  const own = message.sender.id === feed.me;
  const shown = message.status === 'shown';
  const time = clock(message.created_at, locale);
  const editing = own && shown && acts.editing === message.id;

  const keys = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.target !== event.currentTarget || event.metaKey || event.ctrlKey || event.altKey) return;
    if (event.key === 'Enter' && onThread && shown) onThread(message.id);
    else if (event.key === 'e' && own && shown) acts.onEdit(message.id);
    else return;
    event.preventDefault();
  };
  return (
    // The message takes the focus so that its words are read and its acts are a Tab away.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      role="article"
      aria-label={t('message.label', { name: message.sender.display_name, time })}
      aria-describedby={`words-${message.id}`}
      data-seq={message.seq}
      data-message={message.id}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={focusable ? 0 : -1}
      onKeyDown={keys}
      className={cx(
        'group relative grid scroll-mt-10 grid-cols-[38px_minmax(0,1fr)] gap-[15px] rounded-md py-[11px]',
        wanted && '-mx-2.5 bg-tint px-2.5',
      )}
    >
      <Avatar name={message.sender.display_name} url={message.sender.avatar_url} size={38} />
      <div className="max-w-[667px] min-w-0">
        <p className="flex flex-wrap items-baseline gap-x-[9px]">
          <b className="text-ui font-semibold">{message.sender.display_name}</b>
          {message.from_staff && (
            <span className="rounded-sm bg-tint px-[7px] py-0.5 text-2xs font-semibold text-primary-text">
              {t('message.staff')}
            </span>
          )}
          <time dateTime={message.created_at} className="num text-xs text-ink-3">
            {time}
          </time>
          {message.edited_at && shown && <span className="text-xs text-ink-3">{t('message.edited')}</span>}
        </p>
        {editing ? (
          <EditForm message={message} feed={feed} room={room} onDone={() => acts.onEdit(null)} />
        ) : (
          <div id={`words-${message.id}`}>
            <Body message={message} />
          </div>
        )}
        {message.files.map((file) => (
          <FileCard key={file.id} message={message.id} file={file} />
        ))}
        {shown && <ReactionRow message={message} feed={feed} />}
        {onThread && message.reply_count > 0 && <ThreadButton message={message} onThread={onThread} />}
      </div>
      {(shown || (message.status === 'hidden' && room.standing === 'staff')) && !editing && (
        <MessageActions message={message} feed={feed} room={room} own={own} acts={acts} />
      )}
    </div>
  );
});

function Body({ message }: { message: RoomMessage }) {
  const { t } = useTranslation('community');
  if (message.status !== 'shown') {
    return (
      <>
        <p className="mt-0.5 text-ui text-ink-3 italic">{t(`message.${message.status}`)}</p>
        {/* Organizers still read what they have hidden. */}
        {message.html && (
          <div className={cx(WORDS, 'text-ink-3')} dangerouslySetInnerHTML={{ __html: message.html }} />
        )}
      </>
    );
  }
  // Markdown rendered and cleaned by the server.
  return <div className={WORDS} dangerouslySetInnerHTML={{ __html: message.html }} />;
}

function ThreadButton({ message, onThread }: { message: RoomMessage; onThread: (thread: string) => void }) {
  const { t } = useTranslation('community');
  const locale = useLocale();
  return (
    <button
      type="button"
      onClick={() => onThread(message.id)}
      className="mt-[9px] flex min-h-11 flex-wrap items-center gap-1 rounded-sm text-sm wide:min-h-[26px]"
    >
      {message.repliers.map((person) => (
        <Avatar key={person.id} name={person.display_name} url={person.avatar_url} size={22} />
      ))}
      <b className="ms-1.5 font-semibold text-primary-text">
        {t('message.replies', { count: message.reply_count })}
      </b>
      {message.last_reply_at && (
        <span className="num ms-1 text-ink-3">
          {t('message.lastReply', { time: clock(message.last_reply_at, locale) })}
        </span>
      )}
    </button>
  );
}
