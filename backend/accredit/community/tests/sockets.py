"""A client of the socket for tests: it speaks to the ASGI application as a server would."""

from __future__ import annotations

import asyncio
import gc
import json
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from asgiref.testing import ApplicationCommunicator
from django.conf import settings
from django.db import connection

from accredit.accounts.models import User
from accredit.community.services import ticket_issue
from accredit.core import clock
from accredit.core.realtime.hub import hub
from config.asgi import application

PATIENCE = 10
_communicator: Any = ApplicationCommunicator  # not a typed package
Found = TypeVar("Found")


class Socket:
    """One open socket."""

    def __init__(self, ticket: str, origin: str, *, path: str = "/ws/community/") -> None:
        scope = {
            "type": "websocket",
            "path": path,
            "query_string": f"ticket={ticket}".encode(),
            "headers": [(b"origin", origin.encode())],
            "subprotocols": [],
        }
        self._line: Any = _communicator(application, scope)
        self.heard: list[dict[str, Any]] = []

    async def open(self) -> dict[str, Any]:
        """Knock; what the server answers."""
        await self._line.send_input({"type": "websocket.connect"})
        answer: dict[str, Any] = await self._line.receive_output(PATIENCE)
        return answer

    async def say(self, **frame: Any) -> None:
        await self.say_text(json.dumps(frame, default=str))

    async def say_text(self, text: str) -> None:
        await self._line.send_input({"type": "websocket.receive", "text": text})

    async def hear(self, kind: str, *, within: float = PATIENCE) -> dict[str, Any]:
        """The next frame of this kind; those before it are put aside."""
        while True:
            message = await self._line.receive_output(within)
            assert message["type"] == "websocket.send", f"closed with {message.get('code')}"
            frame: dict[str, Any] = json.loads(message["text"])
            self.heard.append(frame)
            if frame["type"] == kind:
                return frame

    async def closed(self, *, within: float = PATIENCE) -> int:
        """The code with which the server closes it."""
        while True:
            message = await self._line.receive_output(within)
            if message["type"] == "websocket.close":
                return int(message["code"])
            self.heard.append(json.loads(message["text"]))

    async def is_quiet(self) -> bool:
        """Whether nothing more comes for a moment, but for what anybody may miss."""
        while not await self._line.receive_nothing(0.2, 0.02):
            frame = json.loads((await self._line.receive_output(1))["text"])
            if frame["type"] not in ("presence", "line"):
                return False
        return True

    async def subscribe(self, *rooms: UUID) -> dict[str, Any]:
        await self.say(type="subscribe", id="rooms", rooms=list(rooms))
        return await self.hear("subscribed")

    async def leave(self) -> None:
        """The client goes away."""
        await self._line.send_input({"type": "websocket.disconnect", "code": 1000})
        await self._line.wait(PATIENCE)


def a_ticket(person: User, *, session_id: UUID | None = None, until: datetime | None = None) -> str:
    now = clock.now()
    until = until or now + timedelta(minutes=10)
    return ticket_issue(user_id=person.id, session_id=session_id, until=until, now=now)


@asynccontextmanager
async def opened(person: User, *rooms: UUID, **of: Any) -> AsyncIterator[Socket]:
    """A socket of somebody who listens to these rooms."""
    socket = Socket(await beside(lambda: a_ticket(person, **of)), settings.PUBLIC_URL)
    assert (await socket.open())["type"] == "websocket.accept"
    up = await socket.hear("welcome")
    while not up["is_up"]:
        up = await socket.hear("line")
    if rooms:
        await socket.subscribe(*rooms)
    yield socket
    await socket.leave()


async def beside(call: Callable[[], Found]) -> Found:
    """Run something that asks the database in a thread, as a request would."""

    def run() -> Found:
        try:
            return call()
        finally:
            connection.close()

    return await asyncio.to_thread(run)


def play(scene: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run a scene with a hub of its own."""

    async def run() -> None:
        try:
            await scene()
        finally:
            await hub().stop()

    try:
        asyncio.run(run())
    finally:
        # Closes what the threads of this loop held open at the database. What is older than the scene is left alone: to
        # look through all that is imported would take longer than most scenes.
        gc.collect(1)
