"""People in a room who keep the rules that every client keeps, over real sockets to real processes."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID, uuid4

import httpx
from django.db import connection
from processes import LOOPBACK
from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

from accredit.community.models import Message, Room

from .deployment import PATIENCE, Deployment
from .journeys import Learner

MESSAGES = "/api/community/messages/"
HEARTBEAT = 2.0
AWAY = (httpx.HTTPError, OSError, WebSocketException, asyncio.TimeoutError)
Found = TypeVar("Found")


@dataclass
class Talker:
    """One person: what is on the screen, by message, and how far it is known to be whole."""

    person: Learner
    room_id: UUID
    number: int
    """Of the server that they are at."""
    shown: dict[str, dict[str, Any]] = field(default_factory=dict)
    cursor: int = 0
    ended: list[str] = field(default_factory=list)
    lost_line: int = 0
    caught_up: int = 0
    _socket: Any = None
    _behind: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def deployment(self) -> Deployment:
        return self.person.deployment

    async def live(self) -> None:
        """Be there: connect, listen, come back by another server whenever the line breaks."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._connected())
            group.create_task(self._catching_up())
            group.create_task(self._beating())

    async def say(self, body: str) -> None:
        """Send until it is stored. It may have been stored by a try of which no answer came: the id makes it one."""
        frame = {"room": str(self.room_id), "client_id": str(uuid4()), "body": body}
        while True:
            with contextlib.suppress(*AWAY):
                answer = await self._http("POST", MESSAGES, json=frame)
                if answer.status_code in (200, 201):
                    self._take(answer.json())
                    return
            await asyncio.sleep(0.1)

    async def _connected(self) -> None:
        while True:
            with contextlib.suppress(*AWAY):
                ticket = (await self._http("POST", "/api/community/ticket/")).json()["ticket"]
                port = self.deployment.ports[self.number]
                address = f"ws://{LOOPBACK}:{port}/ws/community/?ticket={ticket}"
                async with connect(address, origin=self.deployment.url) as socket:  # type: ignore[arg-type]
                    self._socket = socket
                    await socket.send(json.dumps({"type": "subscribe", "rooms": [str(self.room_id)]}))
                    async for text in socket:
                        self._hear(json.loads(text))
            self._socket = None
            self.lost_line += 1
            self.number = 1 - self.number
            await asyncio.sleep(0.2)

    def _hear(self, frame: dict[str, Any]) -> None:
        match frame["type"]:
            case "message":
                self._take(frame["message"])
                self._count(frame["message"]["change"])
            case "subscribed" | "pong":
                if any(stands["last_change"] > self.cursor for stands in frame["rooms"]):
                    self._behind.set()
            case "line":
                self._behind.set()
            case "left":
                self.ended.append(frame["room"])

    def _take(self, message: dict[str, Any]) -> None:
        known = self.shown.get(message["id"])
        if known is None or known["change"] < message["change"]:
            self.shown[message["id"]] = message

    def _count(self, change: int) -> None:
        if change == self.cursor + 1:
            self.cursor = change
        elif change > self.cursor:
            self._behind.set()

    async def _catching_up(self) -> None:
        while True:
            await self._behind.wait()
            self._behind.clear()
            try:
                await self._catch_up()
            except AWAY:
                self._behind.set()
                await asyncio.sleep(0.2)

    async def _catch_up(self) -> None:
        more = True
        while more:
            query = {"room": str(self.room_id), "after": str(self.cursor), "page_size": "100"}
            page = (await self._http("GET", MESSAGES, params=query)).json()
            for message in page["results"]:
                self._take(message)
            self.cursor, more = max(self.cursor, page["up_to"]), page["next"] is not None
        self.caught_up += 1

    async def _beating(self) -> None:
        while True:
            await asyncio.sleep(HEARTBEAT)
            if (socket := self._socket) is not None:
                with contextlib.suppress(*AWAY):
                    await socket.send('{"type":"ping"}')

    async def _http(self, method: str, path: str, **of: Any) -> httpx.Response:
        async with httpx.AsyncClient(base_url=self.deployment.address(self.number), timeout=10) as client:
            answer = await client.request(method, path, headers=self.person.headers, **of)
        if answer.status_code >= 500:
            raise httpx.HTTPError(f"{answer.status_code} {answer.text}")
        return answer


def play(talkers: list[Talker], scene: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Let them live for as long as the scene lasts, and until everybody knows what the database does."""

    async def run() -> None:
        living = [asyncio.create_task(one.live()) for one in talkers]
        try:
            await scene()
            await settled(talkers)
        finally:
            for task in living:
                task.cancel()
            await asyncio.gather(*living, return_exceptions=True)

    asyncio.run(run())


async def settled(talkers: list[Talker]) -> None:
    """Nobody is told to look: what they hear must be enough."""
    room_id = talkers[0].room_id
    async with asyncio.timeout(PATIENCE):
        while True:
            last = await asyncio.to_thread(_last_change, room_id)
            if all(one.cursor == last and not one._behind.is_set() for one in talkers):
                return
            await asyncio.sleep(0.1)


def _last_change(room_id: UUID) -> int:
    try:
        return Room.objects.get(pk=room_id).last_change
    finally:
        connection.close()


def stored(room_id: UUID) -> list[tuple[int, str, str]]:
    """The room as the database has it."""
    rows = Message.objects.filter(room_id=room_id).order_by("seq").values_list("seq", "id", "body")
    return [(seq, str(message_id), body) for seq, message_id, body in rows]


def on_the_screen(talker: Talker) -> list[tuple[int, str, str]]:
    """The room as somebody sees it."""
    return sorted((one["seq"], one["id"], one["body"]) for one in talker.shown.values())
