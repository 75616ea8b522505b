"""One call of Zoom's API: where it is, what it costs, what the token must allow, and what it does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from sandbox.store import Json
from sandbox.zoom_api.account import Zoom
from sandbox.zoom_api.errors import no_meeting
from sandbox.zoom_api.limits import Label

Kind = Literal["meeting", "webinar"]


@dataclass(frozen=True)
class Call:
    """Who calls, and what with. `kind` says whether the address is that of a meeting or of a webinar."""

    user: Json
    query: Mapping[str, str]
    body: Any
    kind: Kind = "meeting"


Answer = tuple[int, Json | None]
Handler = Callable[..., Answer]


@dataclass(frozen=True)
class Endpoint:
    """`handle(zoom, call, *ids_in_the_path)` runs inside a transaction and returns status and body.

    In `path` each `{…}` stands for one segment.
    """

    method: str
    path: str
    scope: str
    label: Label
    handle: Handler
    kind: Kind = "meeting"


def owned(zoom: Zoom, call: Call, meeting_id: str) -> Json:
    """The caller's own meeting or webinar. Raises ZoomError 3001: a token sees nothing of another account."""
    found = zoom.meeting(meeting_id, call.kind)
    if found["user"] != call.user["id"]:
        raise no_meeting(meeting_id)
    return found
