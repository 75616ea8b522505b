import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';

import { Button, ErrorState, Notice, PageTitle } from '@/components';
import { useWide } from '@/lib/useMediaQuery';

import { ownLast } from '../ownLast';
import { nameOf } from '../roomList';
import { useEditing } from '../useEditing';
import { useRoomFeed } from '../useRoomFeed';

import { Composer } from './Composer';
import { Conversation } from './Conversation';
import { LiveWords } from './LiveWords';
import { NotInRoom } from './NotInRoom';
import { ReportDialog } from './ReportDialog';
import { RoomAside } from './RoomAside';
import { RoomHead } from './RoomHead';
import { SearchSheet } from './SearchSheet';
import { SocketNotice } from './SocketNotice';
import { ThreadSheet } from './ThreadSheet';
import { TypingLine } from './TypingLine';

import type { RoomDetail, RoomMessage } from '@/api';
import type { RoomFeed } from '../client/roomFeed';

const MANY_UNREAD = 40;

/** One room as it is talked in. What was read when it was opened stays marked while it is open. */
export function Room({ room }: { room: RoomDetail }) {
  const { t } = useTranslation('community');
  const { feed, view } = useRoomFeed(room.id);
  const [params, setParams] = useSearchParams();
  const asked = Number(params.get('message')) || null;
  const [opened] = useState(room);
  const found = asked === null || view?.state !== 'ready' ? undefined : feed?.log.at(asked);
  const [thread, setThread] = useThread(found);
  const [reported, setReported] = useState<RoomMessage | null>(null);
  const [searching, setSearching] = useState(false);
  const wide = useWide();
  const [facts, setFacts] = useState(wide);
  const composer = useRef<HTMLTextAreaElement>(null);
  useBegin(feed, opened, asked);
  useEffect(() => feed?.prune(room.retention_days), [feed, room.retention_days, view]);

  const [problem, setProblem] = useState<string | null>(null);
  const [editing, edit] = useEditing(composer);
  const acts = useMemo(
    () => ({ editing, onEdit: edit, onThread: setThread, onReport: setReported, onProblem: setProblem }),
    [editing, edit, setThread],
  );
  const goTo = ({ seq }: RoomMessage) => {
    setSearching(false);
    setParams({ message: String(seq) }, { replace: true });
  };
  const leaveThread = () => {
    setThread(null);
    // A link that led into it leads there again.
    if (found?.thread) setParams({}, { replace: true });
  };
  const toEnd = () => {
    setParams({}, { replace: true });
    if (view?.hasNewer) void feed?.begin({ at: 'end' });
  };
  if (view?.state === 'left') return <NotInRoom room={room.id} />;
  return (
    <div className="h-full min-h-0 wide:grid wide:grid-cols-[minmax(0,1fr)_auto]">
      <PageTitle title={nameOf(room)} />
      <section
        aria-label={nameOf(room)}
        className="flex h-full min-h-0 min-w-0 flex-col border-line wide:border-e"
      >
        <RoomHead
          room={room}
          here={view?.hereCount ?? 0}
          factsShown={facts}
          onFacts={() => setFacts(!facts)}
          onSearch={() => setSearching(true)}
        />
        {feed && view && view.state !== 'failed' ? (
          <Conversation
            room={room}
            feed={feed}
            view={view}
            opened={opened}
            wanted={found?.thread ? (feed.log.get(found.thread.id)?.seq ?? null) : asked}
            acts={acts}
            onEnd={toEnd}
            onWrite={() => composer.current?.focus()}
          />
        ) : (
          <div className="min-h-0 flex-1 overflow-y-auto">
            {view?.state === 'failed' && feed && (
              <ErrorState
                title={t('room.errorTitle')}
                error={view.error}
                retry={() => void feed.begin({ at: 'end' })}
              />
            )}
          </div>
        )}
        <TypingLine typing={view?.typing ?? []} />
        <SocketNotice />
        {problem !== null && (
          <Notice
            tone="danger"
            className="mx-3 mb-1 wide:mx-10"
            action={
              <Button size="sm" variant="ghost" onClick={() => setProblem(null)}>
                {t('close', { ns: 'common' })}
              </Button>
            }
          >
            {problem}
          </Notice>
        )}
        {feed && view && (
          <Composer
            key={room.id}
            ref={composer}
            room={room}
            feed={feed}
            thread={null}
            onEditLast={() => edit(ownLast(view.messages, feed.me))}
          />
        )}
      </section>
      <RoomAside room={room} here={view?.here ?? new Set()} open={facts} onOpenChange={setFacts} />
      {feed && view && (
        <>
          <LiveWords view={view} me={feed.me} />
          <ThreadSheet
            room={room}
            feed={feed}
            view={view}
            thread={thread}
            wanted={found?.thread ? found.seq : null}
            onClose={leaveThread}
            onReport={setReported}
            onProblem={setProblem}
          />
        </>
      )}
      <ReportDialog message={reported} onClose={() => setReported(null)} />
      <SearchSheet room={room.id} open={searching} onOpenChange={setSearching} onChoose={goTo} />
    </div>
  );
}

/** The first page: at what is looked for, at the first unread one of many, or at the end. */
function useBegin(feed: RoomFeed | null, first: RoomDetail, asked: number | null): void {
  useEffect(() => {
    if (!feed) return;
    feed.startsAt(first);
    if (asked !== null) void feed.begin({ at: 'seq', seq: asked });
    else if (feed.snapshot().state === 'loading') {
      const many = first.last_seq - first.read_seq > MANY_UNREAD;
      void feed.begin(many ? { at: 'seq', seq: first.read_seq } : { at: 'end' });
    }
  }, [feed, asked, first]);
}

/** The thread that is open: one that somebody opened, or that of a reply which a link means. */
function useThread(found: RoomMessage | undefined): [string | null, (thread: string | null) => void] {
  const [thread, setThread] = useState<string | null>(null);
  const meant = found?.thread?.id;
  useEffect(() => {
    // Once what it answers has the focus in the conversation, which has it again when the thread is left.
    // eslint-disable-next-line react-hooks/set-state-in-effect
    if (meant !== undefined) setThread(meant);
  }, [meant]);
  return [thread, setThread];
}
