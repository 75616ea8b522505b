"""Who is here at the moment: a heartbeat each, forgotten when it stays away."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Sequence

from . import bus
from .hub import Hub

TTL_SECONDS = 60
MOST_SHOWN = 500


class Presence:
    """Of the sockets of one hub; in Redis where there is one, so that every process knows of the others."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._here: dict[str, dict[str, float]] = {}

    async def beat(self, person: str, topics: Sequence[str]) -> None:
        """The person is still in these places."""
        now = time.time()
        if self._hub.redis is None:
            for topic in topics:
                self._here.setdefault(topic, {})[person] = now
            return
        with contextlib.suppress(*_failures()):
            async with self._hub.redis.pipeline(transaction=False) as pipeline:
                for topic in topics:
                    pipeline.zadd(_key(topic), {person: now})
                    pipeline.zremrangebyscore(_key(topic), "-inf", now - TTL_SECONDS)
                    pipeline.expire(_key(topic), TTL_SECONDS)
                await pipeline.execute()

    async def gone(self, person: str, topics: Sequence[str]) -> None:
        """The person has left them."""
        if self._hub.redis is None:
            for topic in topics:
                self._here.get(topic, {}).pop(person, None)
            return
        with contextlib.suppress(*_failures()):
            async with self._hub.redis.pipeline(transaction=False) as pipeline:
                for topic in topics:
                    pipeline.zrem(_key(topic), person)
                await pipeline.execute()

    async def here(self, topics: Sequence[str]) -> list[list[str]]:
        """Who is in each of the places, as far as is known."""
        since = time.time() - TTL_SECONDS
        if self._hub.redis is None:
            return [
                [person for person, at in self._here.get(topic, {}).items() if at > since][:MOST_SHOWN]
                for topic in topics
            ]
        with contextlib.suppress(*_failures()):
            async with self._hub.redis.pipeline(transaction=False) as pipeline:
                for topic in topics:
                    pipeline.zrangebyscore(_key(topic), since, "+inf", start=0, num=MOST_SHOWN)
                found = await pipeline.execute()
            return [[person.decode() for person in people] for people in found]
        return [[] for _ in topics]


def _key(topic: str) -> str:
    return f"{bus.channel()}:here:{topic}"


def _failures() -> tuple[type[Exception], ...]:
    from redis.exceptions import RedisError

    return RedisError, OSError
