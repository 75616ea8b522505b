"""From whoever has something to say to every process that holds sockets: Redis, or in a trial this process alone."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from functools import cache, partial
from typing import Any
from uuid import UUID

import msgspec
import structlog
from django.conf import settings
from django.db import transaction

from .topics import EVERYBODY

log = structlog.get_logger(__name__)
PAUSE = 0.5
"""Seconds between two looks at a Redis that was away; nobody waits for it meanwhile."""
MISSED = ""
"""The text of an envelope that says: something was not heard, look for yourselves."""


class Envelope(msgspec.Struct, frozen=True, omit_defaults=True):
    """One thing said about one topic."""

    topic: str
    text: str
    """The frame, written once for everybody."""
    droppable: bool = False
    """Whether a slow reader may miss it: typing and presence, never a message."""
    leaving: list[str] = []
    """Not empty: the sockets of these people leave the topic, and nothing is written."""
    code: int = 0
    """Not zero: the topic's sockets are closed with it."""


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Envelope)
_listeners: list[Callable[[Envelope], None]] = []


def publish(topic: str, text: str, *, droppable: bool = False) -> None:
    """Say it once the caller's transaction has committed. Never raises and never waits long: without Redis nobody
    hears it, and when Redis is back everybody is told to look for what they missed."""
    _after_commit(Envelope(topic, text, droppable))


def evict(topic: str, people: Iterable[UUID]) -> None:
    """Once the caller's transaction has committed, take the sockets of these people out of a topic."""
    _after_commit(Envelope(topic, "", leaving=[str(one) for one in people]))


def hang_up(topic: str, *, code: int) -> None:
    """Once the caller's transaction has committed, close the topic's sockets with this code."""
    _after_commit(Envelope(topic, "", code=code))


def listen(listener: Callable[[Envelope], None]) -> Callable[[], None]:
    """Hear everything that is said in this process, where there is no Redis; returns how to stop."""
    _listeners.append(listener)
    return lambda: _listeners.remove(listener)


def heard_here(envelope: Envelope) -> None:
    """Say something to the listeners of this process."""
    for listener in tuple(_listeners):
        listener(envelope)


def encoded(envelope: Envelope) -> bytes:
    """As it travels through Redis."""
    return _encoder.encode(envelope)


def decoded(content: bytes) -> Envelope:
    """Raises msgspec.MsgspecError for what is none of ours."""
    return _decoder.decode(content)


def channel() -> str:
    """The one Redis channel of this installation. Channels know no databases, so the number is part of the name."""
    return f"accredit:realtime:{settings.ENV.redis_url.rpartition('/')[2] or '0'}"


class _Line:
    """This process's line to Redis. Once it breaks nothing is sent any more, so that nobody waits; a thread looks for
    Redis, and says that something was missed as the first thing afterwards."""

    def __init__(self) -> None:
        self._away = threading.Event()
        self._lock = threading.Lock()

    def say(self, envelope: Envelope) -> None:
        if self._away.is_set():
            return
        from redis.exceptions import RedisError  # takes 0.3 s to import

        try:
            _redis().publish(channel(), encoded(envelope))
        except (RedisError, OSError) as error:
            log.warning("realtime_away", error=repr(error))
            self._lose()

    def _lose(self) -> None:
        with self._lock:
            if self._away.is_set():
                return
            self._away.set()
        threading.Thread(target=self._come_back, name="realtime", daemon=True).start()

    def _come_back(self) -> None:
        from redis.exceptions import RedisError

        pause = threading.Event()
        while True:
            pause.wait(PAUSE)
            try:
                _redis().ping()
                # From here on everybody speaks again; what was said before is told as missed.
                self._away.clear()
                _redis().publish(channel(), encoded(Envelope(EVERYBODY, MISSED)))
            except (RedisError, OSError):
                self._away.set()
            else:
                log.info("realtime_back")
                return


_line = _Line()


def _after_commit(envelope: Envelope) -> None:
    say = _line.say if settings.ENV.redis_url else heard_here
    transaction.on_commit(partial(say, envelope), robust=True)


@cache
def _redis() -> Any:
    from redis import Redis

    return Redis.from_url(settings.ENV.redis_url, socket_connect_timeout=1, socket_timeout=1)
