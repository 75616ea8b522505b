"""The socket: one a tab, opened with a ticket, for everything that a person hears at once."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from time import monotonic
from typing import Any, TypeVar
from urllib.parse import parse_qs
from uuid import UUID

import msgspec
import structlog
from channels.consumer import AsyncConsumer
from channels.db import database_sync_to_async
from channels.exceptions import StopConsumer
from django.db import DatabaseError

from accredit.accounts.selectors import users_by_ids
from accredit.community import services
from accredit.community.exceptions import (
    FrameFailed,
    FrameNotUnderstood,
    FrameTooLarge,
    RoomNotFound,
    TicketEnded,
    TooManyFrames,
)
from accredit.community.rules import frames
from accredit.community.rules.frames import Card, ClientFrame
from accredit.community.selectors import room_access, rooms_heard
from accredit.community.services.sockets import Admission, ticket_use
from accredit.community.services.telling import room_topic, text_of
from accredit.core import clock
from accredit.core.errors import DatabaseAway, ProblemError
from accredit.core.realtime import person_topic, session_topic
from accredit.core.realtime.bus import Envelope
from accredit.core.realtime.hub import Hub, Line, hub

from .company import RoomCompany
from .pointers import Pointers

log = structlog.get_logger(__name__)
_decoder = msgspec.json.Decoder(ClientFrame)
_company: dict[Hub, RoomCompany] = {}
TOO_LARGE, LEFT_BY_CLIENT = 1009, 1000
MOST_MISTAKES = 5
Found = TypeVar("Found")


class CommunityConsumer(AsyncConsumer):  # type: ignore[misc]  # not a typed package
    """One socket of one person. Frames are carried out one after the other; what is said to it goes around it, from
    the hub straight to the socket."""

    line: Line | None = None
    admission: Admission
    _timer: asyncio.TimerHandle | None = None

    async def websocket_connect(self, _message: Mapping[str, Any]) -> None:
        """Let in whoever has a ticket. The answer to a bad one is a code of ours: of a refused handshake a browser does
        not tell its page the reason."""
        await self.send({"type": "websocket.accept"})
        try:
            self.admission = await _in_thread(partial(ticket_use, token=self._ticket(), now=clock.now()))
        except (TicketEnded, DatabaseError):
            await self.send({"type": "websocket.close", "code": frames.ENDED})
            return
        self._hub = hub()
        self._company = _company.setdefault(self._hub, RoomCompany(self._hub))
        self._pointers = Pointers(partial(_read, self.user_id))
        self._joined: dict[str, UUID] = {}
        self._typed_at: dict[UUID, float] = defaultdict(lambda: -1e9)
        self._mistakes = self._frames = 0
        self._window = monotonic()
        self._card: Card | None = None
        # Straight to the server: of a frame for a thousand sockets each call in between is a thousand.
        self.line = Line(self.base_send, person=str(self.user_id), check=self._check)
        if len(self._hub.lines_of(person_topic(self.user_id))) >= frames.MOST_SOCKETS:
            self.line.close(frames.TOO_MANY_SOCKETS)
            return
        self._hub.open(self.line)
        self._hub.join(self.line, person_topic(self.user_id))
        self._follow_session(self.admission, joins=True)
        self._end_at()
        self._say(frames.WelcomeFrame(self.user_id, self.admission.until, self._hub.is_up))

    async def websocket_receive(self, message: Mapping[str, Any]) -> None:
        """Carry out one frame."""
        if self.line is None:
            return
        text = message.get("text") or ""
        if len(text) > frames.LARGEST_FRAME or len(text.encode()) > frames.LARGEST_FRAME:
            self._refuse(None, FrameTooLarge())
            self.line.close(TOO_LARGE)
            return
        if self._too_many():
            self._refuse(None, TooManyFrames(retry_after=frames.WINDOW_SECONDS))
            self.line.close(frames.TOO_MANY_FRAMES)
            return
        try:
            frame = _decoder.decode(text)
        except (msgspec.MsgspecError, RecursionError) as error:
            self._refuse(None, FrameNotUnderstood(str(error)[:200]))
            self._mistakes += 1
            if self._mistakes >= MOST_MISTAKES:
                self.line.close(frames.NOT_UNDERSTOOD)
            return
        try:
            await self._carry_out(frame)
        except ProblemError as problem:
            self._refuse(getattr(frame, "id", None), problem)
        except DatabaseError:
            log.warning("socket_without_database", exc_info=True)
            self._refuse(getattr(frame, "id", None), DatabaseAway())
        except Exception:
            # Raised on, it would take the socket away from the server and leave its line in the hub for good.
            log.exception("socket_frame_failed")
            self._refuse(getattr(frame, "id", None), FrameFailed())

    async def websocket_disconnect(self, _message: Mapping[str, Any]) -> None:
        """Leave everything behind as it was before."""
        if self.line is not None:
            left = [room_id for room_id in self._rooms if not self._is_elsewhere(room_id)]
            self._hub.closed(self.line)
            if self._timer is not None:
                self._timer.cancel()
            await self.line.end()
            await self._company.went(self.user_id, left)
            await self._pointers.end()
        raise StopConsumer

    @property
    def user_id(self) -> UUID:
        return self.admission.user_id

    @property
    def _rooms(self) -> set[UUID]:
        """What is listened to now: the hub may have taken some away."""
        topics = self.line.topics if self.line is not None else ()
        return {self._joined[topic] for topic in topics if topic in self._joined}

    async def _carry_out(self, frame: ClientFrame) -> None:
        match frame:
            case frames.Subscribe():
                await self._subscribe(frame)
            case frames.Unsubscribe():
                await self._unsubscribe(frame.rooms)
            case frames.Send():
                await self._send_message(frame)
            case frames.Read():
                await self._pointers.move(frame.room, frame.seq)
            case frames.Typing():
                await self._typing(frame.room)
            case frames.Ping():
                await self._pong()
            case frames.Renew():
                await self._renew(frame)

    async def _subscribe(self, frame: frames.Subscribe) -> None:
        wanted = list(dict.fromkeys(frame.rooms))
        # Listening first: what is said while the database is asked is heard twice at worst.
        for room_id in wanted:
            self._join(room_id)
        try:
            heard = await _in_thread(partial(rooms_heard, user_id=self.user_id, room_ids=wanted))
        except DatabaseError:
            await self._unsubscribe(wanted)
            raise
        refused = [room_id for room_id in wanted if room_id not in heard]
        await self._unsubscribe(refused)
        if len(self._rooms) > frames.MOST_ROOMS:
            await self._unsubscribe(wanted)
            raise RoomNotFound(f"One socket hears of {frames.MOST_ROOMS} rooms at most.")
        states = await self._company.states(self.user_id, heard)
        self._say(frames.SubscribedFrame(frame.id, states, [frames.Refused(room_id) for room_id in refused]))
        await self._company.came(self.user_id, states)

    async def _unsubscribe(self, room_ids: Sequence[UUID]) -> None:
        inside = self._rooms
        there = [room_id for room_id in room_ids if room_id in inside]
        for room_id in there:
            self._part(room_id)
        await self._company.went(self.user_id, [room_id for room_id in there if not self._is_elsewhere(room_id)])

    async def _send_message(self, frame: frames.Send) -> None:
        shown = await _in_thread(partial(_send, self.user_id, frame))
        self._say(frames.SentFrame(frame.id, shown))

    async def _typing(self, room_id: UUID) -> None:
        if room_id not in self._rooms or monotonic() - self._typed_at[room_id] < frames.TYPING_SECONDS:
            return
        self._typed_at[room_id] = monotonic()
        if self._card is None:
            self._card = await _in_thread(partial(_card, self.user_id))
        text = text_of(frames.TypingFrame(room_id, self._card))
        await self._hub.say(Envelope(room_topic(room_id), text, droppable=True))

    async def _pong(self) -> None:
        """Say where the rooms stand, after looking again which of them the person may hear."""
        heard = await self._look_again()
        self._say(frames.PongFrame(await self._company.states(self.user_id, heard)))

    async def _renew(self, frame: frames.Renew) -> None:
        admission = await _in_thread(partial(ticket_use, token=frame.ticket, now=clock.now()))
        if admission.user_id != self.user_id:
            raise TicketEnded
        self._follow_session(self.admission, joins=False)
        self._follow_session(admission, joins=True)
        self.admission = admission
        self._end_at()
        self._say(frames.RenewedFrame(frame.id, admission.until))

    async def _check(self) -> None:
        await self._look_again()

    async def _look_again(self) -> Mapping[UUID, tuple[int, int]]:
        """Leave the rooms that are not the person's any more, should no news of it have arrived."""
        asked = self._rooms
        heard = await _in_thread(partial(rooms_heard, user_id=self.user_id, room_ids=asked))
        inside = self._rooms
        for room_id in (asked - set(heard)) & inside:
            self._part(room_id)
            self._say(frames.LeftFrame(room_id))
        return {room_id: stands for room_id, stands in heard.items() if room_id in inside}

    def _follow_session(self, admission: Admission, *, joins: bool) -> None:
        """Hear when a sign-in ends, or no more."""
        if self.line is not None and admission.session_id is not None:
            follow = self._hub.join if joins else self._hub.leave
            follow(self.line, session_topic(admission.session_id))

    def _join(self, room_id: UUID) -> None:
        if self.line is not None:
            self._joined[room_topic(room_id)] = room_id
            self._hub.join(self.line, room_topic(room_id))

    def _part(self, room_id: UUID) -> None:
        if self.line is not None:
            self._joined.pop(room_topic(room_id), None)
            self._hub.leave(self.line, room_topic(room_id))

    def _is_elsewhere(self, room_id: UUID) -> bool:
        """Whether another socket of the person is in the room, as far as this process knows."""
        listening = self._hub.lines_of(room_topic(room_id))
        return any(one is not self.line and one.person == str(self.user_id) for one in listening)

    def _too_many(self) -> bool:
        if monotonic() - self._window > frames.WINDOW_SECONDS:
            self._window, self._frames = monotonic(), 0
        self._frames += 1
        return self._frames > frames.MOST_FRAMES

    def _end_at(self) -> None:
        """Close the socket when the token ends that stands for the person."""
        if self._timer is not None:
            self._timer.cancel()
        if self.line is not None:
            left = max((self.admission.until - clock.now()).total_seconds(), 0)
            self._timer = asyncio.get_running_loop().call_later(left, self.line.close, frames.ENDED)

    def _ticket(self) -> str:
        query = parse_qs(self.scope.get("query_string", b"").decode("latin-1"))
        return str(query.get("ticket", [""])[0])

    def _say(self, frame: frames.ServerFrame) -> None:
        if self.line is not None:
            self.line.put({"type": "websocket.send", "text": text_of(frame)})

    def _refuse(self, re: str | None, problem: ProblemError) -> None:
        self._say(
            frames.ErrorFrame(re, problem.code, problem.title, problem.detail, problem.status, problem.retry_after)
        )


async def _in_thread(call: Callable[[], Found]) -> Found:
    """Run what asks the database beside the loop, in any thread: one for all would make everybody wait for each."""
    found: Found = await database_sync_to_async(call, thread_sensitive=False)()
    return found


def _send(user_id: UUID, frame: frames.Send) -> frames.MessageBody:
    sent = services.message_send(
        room_id=frame.room,
        user_id=user_id,
        client_id=frame.client_id,
        body=frame.body,
        thread_id=frame.thread,
        files=frame.files,
        now=clock.now(),
    )
    return sent.shown


async def _read(user_id: UUID, room_id: UUID, seq: int) -> None:
    def move() -> None:
        services.read_move(access=room_access(room_id=room_id, user_id=user_id), seq=seq, now=clock.now())

    await _in_thread(move)


def _card(user_id: UUID) -> Card:
    card = users_by_ids([user_id])[user_id]
    return Card(card.id, card.display_name, card.avatar_url)
