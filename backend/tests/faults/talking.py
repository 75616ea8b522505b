"""People in a room who keep the rules that every client keeps, over real sockets to real processes behind a proxy."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

import httpx
from django.db import connection
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from accredit.community.models import Message, Room

from .deployment import PATIENCE, Deployment
from .journeys import Learner

MESSAGES = "/api/community/messages/"
HEARTBEAT, ANSWER, GRACE = 2.0, 8.0, 0.1
"""Seconds between signs of life, until a frame counts as unanswered, and for a number that is late."""
AWAY = (httpx.HTTPError, OSError, WebSocketException, asyncio.TimeoutError)


@dataclass
class Talker:
    """One person: what is on the screen, by message, and how far it is known to be whole."""

    person: Learner
    room_id: UUID
    shown: dict[str, dict[str, Any]] = field(default_factory=dict)
    cursor: int = 0
    ended: list[str] = field(default_factory=list)
    servers: list[str] = field(default_factory=list)
    """Whom the proxy has led each of their sockets to."""
    caught_up: int = 0
    http: httpx.AsyncClient = field(init=False)
    _socket: ClientConnection | None = None
    _asked: dict[str, asyncio.Future[bool]] = field(default_factory=dict)
    _ahead: set[int] = field(default_factory=set)
    _told: int = 0
    _missed: bool = False
    _behind: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def deployment(self) -> Deployment:
        return self.person.deployment

    @property
    def is_behind(self) -> bool:
        """By the numbers, or because the server has said so."""
        return self._missed or bool(self._ahead) or self._told > self.cursor

    async def live(self) -> None:
        """Be there: connect, listen, come back whenever the line breaks."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._connected())
            group.create_task(self._catching_up())
            group.create_task(self._beating())

    async def say(self, body: str) -> None:
        """Send until it is stored: by the socket, and where nobody answers there over HTTP.

        It may have been stored by a try of which no answer came: the id makes it one.
        """
        message = {"room": str(self.room_id), "client_id": str(uuid4()), "body": body}
        while True:
            with contextlib.suppress(*AWAY):
                if await self._say_by_socket(message):
                    return
                answer = await self._request("POST", MESSAGES, json=message)
                if answer.status_code in (200, 201):
                    self._take(answer.json())
                    return
            await asyncio.sleep(0.1)

    async def _say_by_socket(self, message: dict[str, str]) -> bool:
        if self._socket is None:
            return False
        name = message["client_id"]
        answer = self._asked[name] = asyncio.get_running_loop().create_future()
        try:
            await self._socket.send(json.dumps({"type": "send", "id": name, **message}))
            return await asyncio.wait_for(answer, ANSWER)
        finally:
            del self._asked[name]

    async def _connected(self) -> None:
        while True:
            with contextlib.suppress(*AWAY):
                ticket = (await self._request("POST", "/api/community/ticket/")).json()["ticket"]
                front = self.deployment.front
                address = f"{front.replace('http', 'ws', 1)}/ws/community/?ticket={ticket}"
                async with connect(address, origin=front) as socket:  # type: ignore[arg-type]
                    self._socket = socket
                    if socket.response is not None:
                        # With whom it has tried in vain before that.
                        self.servers.append(socket.response.headers["Served-By"].rpartition(", ")[2])
                    await socket.send(json.dumps({"type": "subscribe", "rooms": [str(self.room_id)]}))
                    async for text in socket:
                        self._hear(json.loads(text))
            self._socket = None
            for answer in self._asked.values():
                if not answer.done():
                    answer.set_result(False)
            await asyncio.sleep(0.2)

    def _hear(self, frame: dict[str, Any]) -> None:
        match frame["type"]:
            case "message" | "sent":
                self._take(frame["message"])
                self._count(frame["message"]["change"])
            case "subscribed" | "pong":
                self._told = max([self._told, *(stands["last_change"] for stands in frame["rooms"])])
            case "line":
                self._missed = True
            case "left":
                self.ended.append(frame["room"])
        answer = self._asked.get(frame.get("re") or "")
        if answer is not None and not answer.done():
            answer.set_result(frame["type"] == "sent")
        if self.is_behind:
            self._behind.set()

    def _take(self, message: dict[str, Any]) -> None:
        known = self.shown.get(message["id"])
        if known is None or known["change"] < message["change"]:
            self.shown[message["id"]] = message

    def _count(self, change: int) -> None:
        """Two servers may tell of two messages in either order: what is ahead waits for what is before it."""
        if change > self.cursor:
            self._ahead.add(change)
        while self.cursor + 1 in self._ahead:
            self.cursor += 1
            self._ahead.discard(self.cursor)

    async def _catching_up(self) -> None:
        while True:
            await self._behind.wait()
            await asyncio.sleep(GRACE)
            self._behind.clear()
            if not self.is_behind:
                continue
            try:
                await self._catch_up()
            except AWAY:
                self._behind.set()
                await asyncio.sleep(0.2)

    async def _catch_up(self) -> None:
        more, self._missed = True, False
        try:
            while more:
                query = {"room": str(self.room_id), "after": str(self.cursor), "page_size": "100"}
                page = (await self._request("GET", MESSAGES, params=query)).json()
                for message in page["results"]:
                    self._take(message)
                self.cursor, more = max(self.cursor, page["up_to"]), page["next"] is not None
                self._ahead = {change for change in self._ahead if change > self.cursor}
                self._count(self.cursor)
        except AWAY:
            self._missed = True
            raise
        self.caught_up += 1

    async def _beating(self) -> None:
        while True:
            await asyncio.sleep(HEARTBEAT)
            if (socket := self._socket) is not None:
                with contextlib.suppress(*AWAY):
                    await socket.send('{"type":"ping"}')

    async def _request(self, method: str, path: str, **of: Any) -> httpx.Response:
        answer = await self.http.request(method, path, headers=self.person.headers, **of)
        if answer.status_code >= 500:
            raise httpx.HTTPError(f"{answer.status_code} {answer.text}")
        return answer


def play(talkers: list[Talker], scene: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Let them live for as long as the scene lasts, and until everybody knows what the database does."""

    async def run() -> None:
        keeps = httpx.Limits(max_connections=None, max_keepalive_connections=len(talkers))
        async with httpx.AsyncClient(base_url=talkers[0].deployment.front, timeout=10, limits=keeps) as http:
            for one in talkers:
                one.http = http
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
            if all(one.cursor == last and not one.is_behind for one in talkers):
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
