"""The sockets of this process: one subscription to the bus, and each frame written to whoever wants it.

Everything here runs in the event loop of the process.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Generator
from typing import Any

import msgspec
import structlog
from django.conf import settings

from . import bus
from .bus import Envelope
from .topics import EVERYBODY

log = structlog.get_logger(__name__)
Send = Callable[[dict[str, Any]], Coroutine[Any, Any, None]]
"""What the server gives to write with. It is begun outside of any task; uvicorn's asks for none."""
LONGEST_QUEUE = 1000
"""Frames that wait for a slow reader; one more and the socket is closed, which loses nothing: the client asks again."""
DROPS_FROM = 50
"""So many wait: what may be missed is left out."""
TOO_SLOW = 4408
PAUSE = 0.5
PATIENCE = 1.0
"""Seconds for one answer of Redis: whoever waits for it holds up a socket."""
SILENCE = 2.0
"""Seconds in which Redis may say nothing: then it is asked whether it is still there, and has as long to answer."""
LINE_DOWN, LINE_UP = '{"type":"line","is_up":false}', '{"type":"line","is_up":true}'
"""Whether this process hears the others. Up again: ask for what was missed."""


class Line:
    """One open socket: what waits to be written to it, and how it is closed."""

    def __init__(self, send: Send, *, person: str, check: Callable[[], Awaitable[None]]) -> None:
        self.person = person
        self.topics: set[str] = set()
        self._send, self._check = send, check
        self._waiting: deque[dict[str, Any]] = deque()
        self._writer: asyncio.Task[None] | None = None
        """Writes what the server does not take at once."""
        self._closing: int | None = None
        self._is_closed = False
        self._checking: asyncio.Task[None] | None = None

    def put(self, message: dict[str, Any], *, droppable: bool = False) -> None:
        """Have an ASGI message written when those before it are."""
        if self.queue(message, droppable=droppable):
            self.write()

    def queue(self, message: dict[str, Any], *, droppable: bool = False) -> bool:
        """The same, but for `write`, which the caller owes it when this is true."""
        waiting = len(self._waiting)
        if self._closing is not None or (droppable and waiting >= DROPS_FROM):
            return False
        if waiting >= LONGEST_QUEUE:
            self._waiting.clear()
            self.close(TOO_SLOW)
            return False
        self._waiting.append(message)
        return True

    def write(self) -> None:
        """Write what waits as far as the server takes it at once. A task for each frame of each socket costs as much
        again as the frame itself, so there is one only where the server lets a slow reader wait."""
        if self._writer is not None:
            return
        try:
            while (message := self._next()) is not None:
                begun = self._send(message)
                try:
                    waits_for = begun.send(None)
                except StopIteration:
                    continue
                self._writer = asyncio.create_task(self._write_on(_Begun(begun, waits_for)))
                return
        except (OSError, RuntimeError) as error:
            self._gone(error)

    def close(self, code: int) -> None:
        """Have it closed when what waits is written."""
        if self._closing is None:
            self._closing = code
            self.write()

    def check(self) -> None:
        """Have its owner look again at what it may hear."""
        if self._checking is None or self._checking.done():
            self._checking = asyncio.create_task(self._looked())

    async def end(self) -> None:
        """The socket is gone."""
        self._is_closed = True
        for task in (self._writer, self._checking):
            if task is not None and task is not asyncio.current_task():
                task.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await task

    def _next(self) -> dict[str, Any] | None:
        if self._is_closed:
            return None
        if self._waiting:
            return self._waiting.popleft()
        if self._closing is None:
            return None
        self._is_closed = True
        return {"type": "websocket.close", "code": self._closing}

    async def _write_on(self, begun: _Begun) -> None:
        try:
            await begun
            while (message := self._next()) is not None:
                await self._send(message)
        except (OSError, RuntimeError) as error:
            self._gone(error)
        finally:
            self._writer = None

    def _gone(self, error: Exception) -> None:
        """A server says so of a client that has gone."""
        self._is_closed = True
        log.debug("socket_gone", error=repr(error))

    async def _looked(self) -> None:
        try:
            await self._check()
        except Exception:
            log.exception("socket_check_failed")


class _Begun:
    """What was begun outside of a task, and goes on in the one that awaits this."""

    def __init__(self, begun: Coroutine[Any, Any, None], waits_for: Any) -> None:
        self._begun, self._waits_for = begun, waits_for

    def __await__(self) -> Generator[Any, Any, None]:
        try:
            yield self._waits_for
            yield from self._begun.__await__()
        finally:
            self._begun.close()


class Hub:
    """Who listens to what in this process."""

    def __init__(self) -> None:
        self._topics: dict[str, set[Line]] = {}
        self._lines: set[Line] = set()
        self._task: asyncio.Task[None] | None = None
        self._stop: Callable[[], None] | None = None
        self._redis: Any = None
        self._owed: dict[Line, None] = {}
        """Lines for which something waits that was delivered in this turn of the loop, in its order."""
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
        """Write one thing to whoever listens to its topic: with whatever else is delivered in this turn of the loop, so
        that each socket is turned to once."""
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
        if not self._owed:
            asyncio.get_running_loop().call_soon(self._write)
        self._owed.update((line, None) for line in lines if line.queue(message, droppable=envelope.droppable))

    async def say(self, envelope: Envelope) -> None:
        """Say something that may be missed to all processes, from within the loop; to this one alone while it hears
        nothing of the others."""
        if self._redis is None or not self.is_up:
            self.deliver(envelope)
            return
        from redis.exceptions import RedisError

        with contextlib.suppress(RedisError, OSError):
            await self._redis.publish(bus.channel(), bus.encoded(envelope))

    @property
    def redis(self) -> Any:
        """The asynchronous client of this process; None in a trial, and while Redis is away."""
        return self._redis if self.is_up else None

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

    def _write(self) -> None:
        owed, self._owed = self._owed, {}
        for line in owed:
            line.write()

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
        self._redis = Redis.from_url(
            settings.ENV.redis_url, socket_connect_timeout=PATIENCE, socket_timeout=PATIENCE, retry=None
        )
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
        """Until the line breaks, which one to a Redis that hangs does not do by itself."""
        is_asked = False
        while True:
            message = await pubsub.get_message(timeout=SILENCE)
            if message is None:
                if is_asked:
                    raise TimeoutError("Redis hangs.")
                await pubsub.ping()
                is_asked = True
                continue
            is_asked = False
            if message["type"] == "pong":
                continue
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
