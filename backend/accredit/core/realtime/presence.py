"""Who is here at the moment: a heartbeat each, forgotten when it stays away."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Sequence
from dataclasses import dataclass

from . import bus
from .hub import Hub

TTL_SECONDS = 60
MOST_NAMED = 200
"""So many are known by name; more are a number."""


@dataclass(frozen=True, slots=True)
class Company:
    """How many are in one place, and who, unless they are too many to be named."""

    count: int
    people: Sequence[str] = ()

    @property
    def is_crowd(self) -> bool:
        return self.count > MOST_NAMED


NOBODY = Company(0)


class Presence:
    """Of the sockets of one hub; in Redis where there is one, so that every process knows of the others."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._here: dict[str, dict[str, float]] = {}

    async def beat(self, person: str, topics: Sequence[str]) -> list[Company]:
        """The person is still in these places; who is there, as far as is known."""
        now = time.time()
        if self._hub.redis is None:
            for topic in topics:
                self._here.setdefault(topic, {})[person] = now
            return await self.here(topics)
        with contextlib.suppress(*_failures()):
            async with self._hub.redis.pipeline(transaction=False) as pipeline:
                for topic in topics:
                    pipeline.zadd(_key(topic), {person: now})
                    pipeline.zremrangebyscore(_key(topic), "-inf", now - TTL_SECONDS)
                    pipeline.expire(_key(topic), TTL_SECONDS)
                await pipeline.execute()
            return await self.here(topics)
        return [NOBODY for _ in topics]

    async def gone(self, person: str, topics: Sequence[str]) -> list[int]:
        """The person has left them; how many are still in each."""
        if self._hub.redis is None:
            for topic in topics:
                self._here.get(topic, {}).pop(person, None)
            return await self.counts(topics)
        with contextlib.suppress(*_failures()):
            async with self._hub.redis.pipeline(transaction=False) as pipeline:
                for topic in topics:
                    pipeline.zrem(_key(topic), person)
                await pipeline.execute()
        return await self.counts(topics)

    async def counts(self, topics: Sequence[str]) -> list[int]:
        """How many are in each of the places, as far as is known."""
        since = time.time() - TTL_SECONDS
        if self._hub.redis is None:
            return [sum(at > since for at in self._here.get(topic, {}).values()) for topic in topics]
        with contextlib.suppress(*_failures()):
            async with self._hub.redis.pipeline(transaction=False) as pipeline:
                for topic in topics:
                    pipeline.zcount(_key(topic), since, "+inf")
                return list(await pipeline.execute())
        return [0 for _ in topics]

    async def here(self, topics: Sequence[str]) -> list[Company]:
        """Who is in each of the places, as far as is known. Of a crowd no names are read: that alone would take a
        server's time when a thousand people ask."""
        counts = await self.counts(topics)
        named = [topic for topic, count in zip(topics, counts, strict=True) if 0 < count <= MOST_NAMED]
        people = dict(zip(named, await self._people(named), strict=True))
        return [
            Company(len(people[topic]), people[topic]) if topic in people else Company(count)
            for topic, count in zip(topics, counts, strict=True)
        ]

    async def _people(self, topics: Sequence[str]) -> list[list[str]]:
        since = time.time() - TTL_SECONDS
        if self._hub.redis is None:
            return [[person for person, at in self._here.get(topic, {}).items() if at > since] for topic in topics]
        with contextlib.suppress(*_failures()):
            async with self._hub.redis.pipeline(transaction=False) as pipeline:
                for topic in topics:
                    pipeline.zrangebyscore(_key(topic), since, "+inf", start=0, num=MOST_NAMED)
                found = await pipeline.execute()
            return [[person.decode() for person in people] for people in found]
        return [[] for _ in topics]


def _key(topic: str) -> str:
    return f"{bus.channel()}:here:{topic}"


def _failures() -> tuple[type[Exception], ...]:
    from redis.exceptions import RedisError

    return RedisError, OSError
