"""The shared cache may be away. Whoever calls it says what happens then; nothing waits for it and nothing trusts it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from django.core.cache import cache, caches

from .cache_backend import RedisCache

log = structlog.get_logger(__name__)


class CacheAway(Exception):
    """The cache did not answer."""


@contextmanager
def cache_calls() -> Iterator[None]:
    """Around calls of Django's `cache`: a cache that cannot be reached raises CacheAway, with a warning in the log."""
    try:
        yield
    except Exception as error:
        from redis.exceptions import RedisError  # takes 0.3 s to import, and has been where there is a Redis

        if not isinstance(error, RedisError | OSError):
            raise
        log.warning("cache_away", error=repr(error))
        raise CacheAway from error


def count(key: str, by: int, *, seconds: int) -> int:
    """Add to a number that is forgotten `seconds` after it was first counted; what it is now, in one round trip.

    Raises CacheAway.
    """
    with cache_calls():
        if isinstance(shared := caches["default"], RedisCache):
            return shared.count(key, by, seconds)
        cache.add(key, 0, timeout=seconds)
        return cache.incr(key, by)
