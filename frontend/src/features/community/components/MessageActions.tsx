import { useMutation } from '@tanstack/react-query';
import { Ellipsis, MessageSquareReply, SmilePlus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';

import { Button, Dialog, FormProblem, IconButton, Menu, MenuItem, MenuSeparator, toasts } from '@/components';
import { paths } from '@/config/paths';

import { useOpenDirect, type StaffAct } from '../queries';
import { SIGNS } from '../signs';

import { EditsDialog } from './EditsDialog';
import SilenceDialog from './SilenceDialog';
import { StaffActDialog } from './StaffActDialog';

import type { ReactionKind, RoomDetail, RoomMessage } from '@/api';
import type { RoomFeed } from '../client/roomFeed';
import type { MessageActs } from './MessageItem';

interface MessageActionsProps {
  message: RoomMessage;
  feed: RoomFeed;
  room: RoomDetail;
  own: boolean;
  acts: MessageActs;
}

/** What can be done with a message. Beside it on a desk when it is pointed at or focused; always there on a phone. */
export function MessageActions({ message, feed, room, own, acts }: MessageActionsProps) {
  const { t } = useTranslation('community');
  const navigate = useNavigate();
  const direct = useOpenDirect(room.id);
  const [deleting, setDeleting] = useState(false);
  const [history, setHistory] = useState(false);
  const [silencing, setSilencing] = useState(false);
  const [staffAct, setStaffAct] = useState<StaffAct | null>(null);
  const shown = message.status === 'shown';
  const moderates = room.standing === 'staff' && room.kind !== 'direct' && !own;
  const react = useMutation({
    mutationFn: ({ kind, on }: { kind: ReactionKind; on: boolean }) => feed.react(message.id, kind, on),
    onError: () => acts.onProblem(t('signs.failed')),
  });
  const remove = useMutation({
    mutationFn: () => feed.remove(message.id),
    onSuccess: () => setDeleting(false),
  });
  const name = message.sender.display_name;
  const { onThread } = acts;
  const writeTo = () =>
    direct.mutate(message.sender.id, {
      onSuccess: ({ id }) => void navigate(paths.room(id)),
      onError: () => acts.onProblem(t('message.directFailed', { name })),
    });
  const copyLink = async () => {
    const address = new URL(paths.room(room.id, message.seq), window.location.origin).href;
    try {
      await navigator.clipboard.writeText(address);
      toasts.show(t('message.linkCopied'));
    } catch {
      // The browser does not let us: the address is shown, to be copied by hand.
      toasts.show(address);
    }
  };
  return (
    <div
      role="group"
      aria-label={t('message.acts')}
      className="absolute end-0 -top-2.5 flex rounded-md wide:-top-3 wide:bg-surface wide:outline-card wide:opacity-0 wide:group-focus-within:opacity-100 wide:group-hover:opacity-100 wide:has-[[aria-expanded=true]]:opacity-100"
    >
      {shown && (
        <Menu
          label={t('signs.choose')}
          trigger={
            <IconButton label={t('signs.choose')} className="max-wide:hidden wide:!size-9">
              <SmilePlus size={17} strokeWidth={1.75} aria-hidden />
            </IconButton>
          }
        >
          <Signs message={message} onChoose={(kind, on) => react.mutate({ kind, on })} />
        </Menu>
      )}
      {shown && onThread && (
        <IconButton
          label={t('message.reply')}
          className="max-wide:hidden wide:!size-9"
          onClick={() => onThread(message.id)}
        >
          <MessageSquareReply size={17} strokeWidth={1.75} aria-hidden />
        </IconButton>
      )}
      <Menu
        label={t('message.more', { name })}
        trigger={
          <IconButton label={t('message.more', { name })} className="wide:!size-9">
            <Ellipsis size={17} strokeWidth={1.75} aria-hidden />
          </IconButton>
        }
      >
        {onThread && <MenuItem onSelect={() => onThread(message.id)}>{t('message.reply')}</MenuItem>}
        {own && shown && <MenuItem onSelect={() => acts.onEdit(message.id)}>{t('message.edit')}</MenuItem>}
        {message.edited_at && <MenuItem onSelect={() => setHistory(true)}>{t('message.history')}</MenuItem>}
        <MenuItem onSelect={() => void copyLink()}>{t('message.copyLink')}</MenuItem>
        {!own && room.kind !== 'direct' && (
          <MenuItem onSelect={writeTo}>{t('message.direct', { name })}</MenuItem>
        )}
        {shown && (
          <div className="wide:hidden">
            <MenuSeparator />
            <Signs message={message} onChoose={(kind, on) => react.mutate({ kind, on })} />
          </div>
        )}
        <MenuSeparator />
        {moderates && (
          <>
            <MenuItem onSelect={() => setStaffAct(shown ? 'hide' : 'show')}>
              {t(shown ? 'staff.hide.do' : 'staff.show.do')}
            </MenuItem>
            {!message.from_staff && (
              <MenuItem onSelect={() => setSilencing(true)}>{t('silence.open', { name })}</MenuItem>
            )}
            <MenuItem tone="danger" onSelect={() => setStaffAct('remove')}>
              {t('staff.remove.do')}
            </MenuItem>
          </>
        )}
        {own ? (
          <MenuItem tone="danger" onSelect={() => setDeleting(true)}>
            {t('message.delete')}
          </MenuItem>
        ) : (
          !moderates && (
            <MenuItem tone="danger" onSelect={() => acts.onReport(message)}>
              {t('message.report')}
            </MenuItem>
          )
        )}
      </Menu>
      <Dialog
        open={deleting}
        onOpenChange={setDeleting}
        title={t('delete.title')}
        description={t('delete.text')}
        actions={
          <>
            <Button
              variant="danger"
              busy={remove.isPending && t('delete.busy')}
              onClick={() => remove.mutate()}
            >
              {t('delete.do')}
            </Button>
            <Button onClick={() => setDeleting(false)}>{t('delete.keep')}</Button>
          </>
        }
      >
        <FormProblem error={remove.error} />
      </Dialog>
      {staffAct && (
        <StaffActDialog
          act={staffAct}
          message={message}
          feed={feed}
          room={room}
          onClose={() => setStaffAct(null)}
        />
      )}
      {silencing && (
        <SilenceDialog
          organization={room.organization.slug}
          room={room.id}
          person={message.sender}
          onClose={() => setSilencing(false)}
        />
      )}
      {history && <EditsDialog message={message} onClose={() => setHistory(false)} />}
    </div>
  );
}

interface SignsProps {
  message: RoomMessage;
  onChoose: (kind: ReactionKind, on: boolean) => void;
}

function Signs({ message, onChoose }: SignsProps) {
  const { t } = useTranslation('community');
  return SIGNS.map(({ kind, Icon }) => {
    const mine = message.reactions.some((sign) => sign.kind === kind && sign.mine);
    return (
      <MenuItem key={kind} onSelect={() => onChoose(kind, !mine)}>
        <Icon size={17} strokeWidth={1.75} aria-hidden className="text-ink-3" />
        <span className={mine ? 'font-semibold text-primary-text' : undefined}>
          {t(mine ? 'signs.takeBack' : 'signs.set', { sign: t(`signs.${kind}`) })}
        </span>
      </MenuItem>
    );
  });
}
