"""The sockets of this process: one subscription to the bus, and each frame written to whoever wants it.

Everything here runs in the event loop of the process.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
import structlog
from django.conf import settings

from . import bus
from .bus import Envelope
from .topics import EVERYBODY

log = structlog.get_logger(__name__)
Send = Callable[[dict[str, Any]], Awaitable[None]]
LONGEST_QUEUE = 1000
"""Frames that wait for a slow reader; one more and the socket is closed, which loses nothing: the client asks again."""
DROPS_FROM = 50
"""So many wait: what may be missed is left out."""
TOO_SLOW = 4408
PAUSE = 0.5
LINE_DOWN, LINE_UP = '{"type":"line","is_up":false}', '{"type":"line","is_up":true}'
"""Whether this process hears the others. Up again: ask for what was missed."""


class Line:
    """One open socket: what waits to be written to it, and how it is closed."""

    def __init__(self, send: Send, *, person: str, check: Callable[[], Awaitable[None]]) -> None:
        self.person = person
        self.topics: set[str] = set()
        self._send, self._check = send, check
        self._waiting: deque[dict[str, Any]] = deque()
        self._idle: asyncio.Future[None] | None = None
        """Of the writer that waits for something to write."""
        self._closing: int | None = None
        self._checking: asyncio.Task[None] | None = None
        self._writer = asyncio.create_task(self._write())

    def put(self, message: dict[str, Any], *, droppable: bool = False) -> None:
        """Have an ASGI message written when those before it are."""
        waiting = len(self._waiting)
        if self._closing is not None or (droppable and waiting >= DROPS_FROM):
            return
        if waiting >= LONGEST_QUEUE:
            self._waiting.clear()
            self.close(TOO_SLOW)
            return
        self._waiting.append(message)
        self._wake()

    def close(self, code: int) -> None:
        """Have it closed when what waits is written."""
        if self._closing is None:
            self._closing = code
            self._wake()

    def check(self) -> None:
        """Have its owner look again at what it may hear."""
        if self._checking is None or self._checking.done():
            self._checking = asyncio.create_task(self._looked())

    async def end(self) -> None:
        """The socket is gone."""
        for task in (self._writer, self._checking):
            if task is not None and task is not asyncio.current_task():
                task.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await task

    def _wake(self) -> None:
        if self._idle is not None and not self._idle.done():
            self._idle.set_result(None)

    async def _write(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            while True:
                while self._waiting:
                    await self._send(self._waiting.popleft())
                if self._closing is not None:
                    await self._send({"type": "websocket.close", "code": self._closing})
                    return
                # A plain future: an Event costs as much again for each frame of each socket.
                self._idle = loop.create_future()
                await self._idle
        except (OSError, RuntimeError) as error:  # a server says so of a client that has gone
            log.debug("socket_gone", error=repr(error))

    async def _looked(self) -> None:
        try:
            await self._check()
        except Exception:
            log.exception("socket_check_failed")


class Hub:
    """Who listens to what in this process."""

    def __init__(self) -> None:
        self._topics: dict[str, set[Line]] = {}
        self._lines: set[Line] = set()
        self._task: asyncio.Task[None] | None = None
        self._stop: Callable[[], None] | None = None
        self._redis: Any = None
        self.is_up = True

    def open(self, line: Line) -> None:
        """A socket begins to listen; the first one opens the process's line to the bus."""
        self._lines.add(line)
        self.join(line, EVERYBODY)
        if self._task is None and self._stop is None:
            self._start()

    def closed(self, line: Line) -> None:
        """A socket listens no more."""
        self._lines.discard(line)
        for topic in tuple(line.topics):
            self.leave(line, topic)

    def join(self, line: Line, topic: str) -> None:
        line.topics.add(topic)
        self._topics.setdefault(topic, set()).add(line)

    def leave(self, line: Line, topic: str) -> None:
        line.topics.discard(topic)
        if (listening := self._topics.get(topic)) is not None:
            listening.discard(line)
            if not listening:
                del self._topics[topic]

    def lines_of(self, topic: str) -> tuple[Line, ...]:
        """Who listens to a topic here."""
        return tuple(self._topics.get(topic, ()))

    def deliver(self, envelope: Envelope) -> None:
        """Write one thing to whoever listens to its topic."""
        if envelope.topic == EVERYBODY and envelope.text == bus.MISSED:
            self._tell_of_line(is_up=True)
            return
        lines = self.lines_of(envelope.topic)
        if envelope.code:
            for line in lines:
                line.close(envelope.code)
            return
        if envelope.leaving:
            leaving = set(envelope.leaving)
            for line in lines:
                if line.person in leaving:
                    self.leave(line, envelope.topic)
            return
        message = {"type": "websocket.send", "text": envelope.text}
        for line in lines:
            line.put(message, droppable=envelope.droppable)

    async def say(self, envelope: Envelope) -> None:
        """Say something that may be missed to all processes, from within the loop."""
        if self._redis is None:
            self.deliver(envelope)
            return
        from redis.exceptions import RedisError

        with contextlib.suppress(RedisError, OSError):
            await self._redis.publish(bus.channel(), bus.encoded(envelope))

    @property
    def redis(self) -> Any:
        """The asynchronous client of this process; None in a trial."""
        return self._redis

    async def stop(self) -> None:
        """Listen to nobody any more."""
        if self._stop is not None:
            self._stop()
            self._stop = None
        if self._task is not None:
            while not self._task.done():
                # Cancelled while it connects, redis-py may take that for its own time-out.
                self._task.cancel()
                await asyncio.wait({self._task}, timeout=PAUSE)
            self._task = None
        if self._redis is not None:
            await self._redis.aclose()
            self._redis = None

    def _start(self) -> None:
        loop = asyncio.get_running_loop()
        if not settings.ENV.redis_url:
            # The bus speaks from threads of the same process.
            def hear(envelope: Envelope) -> None:
                loop.call_soon_threadsafe(self.deliver, envelope)

            self._stop = bus.listen(hear)
            return
        from redis.asyncio import Redis

        self.is_up = False
        self._redis = Redis.from_url(settings.ENV.redis_url, socket_connect_timeout=1)
        self._task = asyncio.create_task(self._listen())

    async def _listen(self) -> None:
        """Hear the bus for good. Whenever the line was down, everybody is told to ask for what they missed."""
        from redis.exceptions import RedisError

        while True:
            try:
                async with self._redis.pubsub() as pubsub:
                    await pubsub.subscribe(bus.channel())
                    await self._hear(pubsub)
            except (RedisError, OSError) as error:
                if self.is_up:
                    log.warning("realtime_away", error=repr(error))
                self._tell_of_line(is_up=False)
                await asyncio.sleep(PAUSE)

    async def _hear(self, pubsub: Any) -> None:
        async for message in pubsub.listen():
            if message["type"] == "subscribe":
                # Whatever was said before this answer was said without us.
                self._tell_of_line(is_up=True)
                continue
            try:
                envelope = bus.decoded(message["data"])
            except msgspec.MsgspecError:
                log.warning("realtime_not_understood")
                continue
            self.deliver(envelope)

    def _tell_of_line(self, *, is_up: bool) -> None:
        self.is_up = is_up
        message = {"type": "websocket.send", "text": LINE_UP if is_up else LINE_DOWN}
        for line in tuple(self._lines):
            line.put(message)
            if is_up:
                line.check()


_hubs: dict[asyncio.AbstractEventLoop, Hub] = {}


def hub() -> Hub:
    """The hub of the running loop; a process has one."""
    loop = asyncio.get_running_loop()
    if loop not in _hubs:
        _hubs.clear()
        _hubs[loop] = Hub()
    return _hubs[loop]
