"""What goes over the socket, as types. `docs/socket.schema.json` is made from them. Pure.

Every frame is a JSON object whose `type` says which of these it is. Ids are UUIDs as text, instants RFC 3339.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from .messages import LONGEST, MOST_FILES

LARGEST_FRAME = 64 * 1024
HEARTBEAT_SECONDS = 25
TYPING_SECONDS = 3
"""At most so often others hear that somebody is writing."""
READ_SECONDS = 2
"""At most so often it is written down how far somebody has read in a room."""
CROWD_SECONDS = 2
"""At most so often a server says how many are in a room that is too large for names."""
MOST_ROOMS = 100
MOST_SOCKETS = 10
"""Of one person in one process."""
MOST_FRAMES, WINDOW_SECONDS = 200, 10
NOT_UNDERSTOOD, ENDED, TOO_MANY_SOCKETS, TOO_MANY_FRAMES = 4400, 4401, 4409, 4429
"""Codes with which a socket is closed; 4408 is a reader that is too slow, 1009 a frame that is too large."""
Re = Annotated[str, msgspec.Meta(max_length=64)]
"""Chosen by the client: the answer to its frame carries it."""
Rooms = Annotated[list[UUID], msgspec.Meta(max_length=MOST_ROOMS)]
Body = Annotated[str, msgspec.Meta(max_length=LONGEST, pattern="^[^\\x00]*$")]
"""What HTTP takes as well: the database keeps no NUL, and a longer text is long in the rendering."""
Files = Annotated[list[UUID], msgspec.Meta(max_length=MOST_FILES)]


class Subscribe(msgspec.Struct, frozen=True, tag="subscribe"):
    """Hear of these rooms from now on; answered by `subscribed`."""

    rooms: Rooms
    id: Re | None = None


class Unsubscribe(msgspec.Struct, frozen=True, tag="unsubscribe"):
    rooms: Rooms


class Send(msgspec.Struct, frozen=True, tag="send"):
    """As `POST messages/`; answered by `sent`, or by `error`."""

    room: UUID
    client_id: UUID
    body: Body = ""
    thread: UUID | None = None
    files: Files = []
    id: Re | None = None


class Read(msgspec.Struct, frozen=True, tag="read"):
    """Everything up to this message was seen."""

    room: UUID
    seq: Annotated[int, msgspec.Meta(ge=0, le=2**62)]
    id: Re | None = None


class Typing(msgspec.Struct, frozen=True, tag="typing"):
    """The person is writing; others hear it every three seconds at most."""

    room: UUID


class Ping(msgspec.Struct, frozen=True, tag="ping"):
    """Still here: each `heartbeat_seconds`; answered by `pong`."""


class Renew(msgspec.Struct, frozen=True, tag="renew"):
    """Keep the socket beyond the end of its access token; answered by `renewed`."""

    ticket: Annotated[str, msgspec.Meta(max_length=100)]
    id: Re | None = None


ClientFrame = Subscribe | Unsubscribe | Send | Read | Typing | Ping | Renew


class Card(msgspec.Struct, frozen=True):
    """What others may see of a person."""

    id: UUID
    display_name: str
    avatar_url: str | None


class File(msgspec.Struct, frozen=True):
    id: UUID
    file_name: str
    media_type: str
    bytes: int | None
    width: int | None
    height: int | None


class ReactionCount(msgspec.Struct, frozen=True):
    kind: str
    count: int


class Thread(msgspec.Struct, frozen=True):
    """The message that a reply belongs to, as far as a reply changes it."""

    id: UUID
    reply_count: int
    last_reply_at: datetime | None


class MessageBody(msgspec.Struct, frozen=True):
    """A message as everybody in the room reads it; what is hidden from members is empty here for organizers too."""

    id: UUID
    room: UUID
    seq: int
    change: int
    client_id: UUID
    sender: Card
    from_staff: bool
    status: str
    body: str
    html: str
    mentions: list[Card]
    files: list[File]
    reactions: list[ReactionCount]
    created_at: datetime
    edited_at: datetime | None
    reply_count: int
    last_reply_at: datetime | None
    repliers: list[Card]
    thread: Thread | None


class MessageFrame(msgspec.Struct, frozen=True, tag="message"):
    """A new message, or whatever happened to an older one: the one with the greater `change` holds.

    `by` did it. A `change` that is not the next one after the last that was seen means that something is missing: ask
    for `after` over HTTP.
    """

    message: MessageBody
    by: UUID


class ReactedFrame(msgspec.Struct, frozen=True, tag="reacted"):
    """Somebody set or took back a sign under a message. Counts into `change` as messages do."""

    room: UUID
    message: UUID
    change: int
    by: UUID
    kind: str
    is_set: bool
    reactions: list[ReactionCount]


class ReadFrame(msgspec.Struct, frozen=True, tag="read"):
    """How far somebody has read: oneself on another device, or the other one in a room of two who shares it."""

    room: UUID
    by: UUID
    seq: int


class RoomFrame(msgspec.Struct, frozen=True, tag="room"):
    """The room's own settings are others, or it is new: read it again."""

    room: UUID


class LeftFrame(msgspec.Struct, frozen=True, tag="left"):
    """One is no longer in this room, or its organizers have closed it; nothing more comes from it."""

    room: UUID
    code: Literal["room_not_found", "room_closed"] = "room_not_found"


class TypingFrame(msgspec.Struct, frozen=True, tag="typing"):
    """Somebody is writing; show it for five seconds. May be left out."""

    room: UUID
    by: Card


class PresenceFrame(msgspec.Struct, frozen=True, tag="presence"):
    """Somebody has come or gone. May be left out; `pong` and `subscribed` tell who is here. Of a room with more than
    two hundred people in it `crowd` tells instead."""

    room: UUID
    by: UUID
    is_here: bool


class CrowdFrame(msgspec.Struct, frozen=True, tag="crowd"):
    """So many are in a large room now; nobody is named any more. May be left out, as `presence`."""

    room: UUID
    count: int


class BellFrame(msgspec.Struct, frozen=True, tag="bell"):
    """There is something new in the person's bell."""


class LineFrame(msgspec.Struct, frozen=True, tag="line"):
    """Whether this server hears the others. While it does not, ask over HTTP from time to time; when it does again,
    ask for what was missed."""

    is_up: bool


class WelcomeFrame(msgspec.Struct, frozen=True, tag="welcome"):
    """The first frame. The socket ends at `until` unless it is renewed. `is_up` as in `line`, which follows when it is
    false."""

    user: UUID
    until: datetime
    is_up: bool
    heartbeat_seconds: int = HEARTBEAT_SECONDS


class RoomState(msgspec.Struct, frozen=True):
    """Where a room stands: what is behind a client's own count of changes is missing there."""

    room: UUID
    last_seq: int
    last_change: int
    here: list[str]
    """Who is in it at the moment; empty where they are more than two hundred."""
    here_count: int


class Refused(msgspec.Struct, frozen=True):
    room: UUID
    code: Literal["room_not_found"] = "room_not_found"


class SubscribedFrame(msgspec.Struct, frozen=True, tag="subscribed"):
    re: str | None
    rooms: list[RoomState]
    refused: list[Refused]


class SentFrame(msgspec.Struct, frozen=True, tag="sent"):
    """The row is stored; the room hears it as `message`, in either order."""

    re: str | None
    message: MessageBody


class RenewedFrame(msgspec.Struct, frozen=True, tag="renewed"):
    re: str | None
    until: datetime


class PongFrame(msgspec.Struct, frozen=True, tag="pong"):
    """Where the subscribed rooms stand, so that nothing stays missed for longer than a heartbeat."""

    rooms: list[RoomState]


class ErrorFrame(msgspec.Struct, frozen=True, tag="error"):
    """A frame was not carried out, for the reason that HTTP would give (RFC 9457)."""

    re: str | None
    code: str
    title: str
    detail: str
    status: int
    retry_after: int | None = None


ServerFrame = (
    WelcomeFrame
    | SubscribedFrame
    | SentFrame
    | RenewedFrame
    | PongFrame
    | ErrorFrame
    | MessageFrame
    | ReactedFrame
    | ReadFrame
    | TypingFrame
    | PresenceFrame
    | CrowdFrame
    | RoomFrame
    | LeftFrame
    | BellFrame
    | LineFrame
)
