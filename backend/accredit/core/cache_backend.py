"""Django's cache on Redis, with clients that are used again."""

from __future__ import annotations

from typing import Any

from django.core.cache.backends import redis


class OneClientEach(redis.RedisCacheClient):
    """Django makes a new client of redis-py for each call, which costs as much as the call: it fills a table of some
    170 commands each time. A client keeps nothing between calls, so one for each pool of connections does."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._clients: dict[int, Any] = {}

    def get_client(self, key: Any = None, *, write: bool = False) -> Any:
        index = self._get_connection_pool_index(write)  # type: ignore[attr-defined]  # the stubs leave it out
        if index not in self._clients:
            self._clients[index] = super().get_client(key, write=write)
        return self._clients[index]


class RedisCache(redis.RedisCache):
    """For `settings.CACHES`."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = OneClientEach

    def count(self, key: str, by: int, seconds: int) -> int:
        """Add to a number that is forgotten `seconds` after it was first counted; what it is now."""
        full = self.make_and_validate_key(key)
        with self._cache.get_client(full, write=True).pipeline(transaction=False) as both:
            both.set(full, 0, ex=seconds, nx=True)
            both.incrby(full, by)
            return int(both.execute()[1])
