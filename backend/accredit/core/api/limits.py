"""How often somebody may ask, counted in the shared cache so that it holds across processes. While the cache is away
nothing is limited.

A limit is a number of tries in a fixed window, for one subject: an address of the network, a person, an organization.
Every answer says what is left, in the header fields of the IETF draft `httpapi-ratelimit-headers`.

Here are the two limits that hold for every address of the API and every page: what one network address asks for
(`RateLimits`), and what one person writes (`WritesLimit`). Views that guess at secrets have tighter ones of their
own on top (`accounts.api.limits`).
"""

from __future__ import annotations

import hashlib
import math
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from accredit.core import clock
from accredit.core.cache import CacheAway, count
from accredit.core.errors import TooManyRequests

from .addresses import network_of
from .problems import plain_problem

MINUTE = timedelta(minutes=1)
EXEMPT = ("/health/", "/files/")
"""Probes come often, a film by range too, and neither costs the database anything. What WhiteNoise serves never gets
here."""
STANDINGS = "accredit.limits"
"""Where a request keeps what its answer will say."""
COUNTED = "accredit.limits.counted"
"""Where a request keeps that it has been counted as a write."""
PORTIONS = 100
PAUSE = 5.0
"""Seconds in which a cache that was away is not asked again: nobody waits for it, and the log hears of it once."""
LARGEST_MEMORY = 20_000
"""Subjects that are remembered at most; beyond them everything is drawn anew."""


@dataclass(frozen=True, slots=True)
class Limit:
    """`tries` in each `window`; the name stands in the answer's headers."""

    name: str
    tries: int
    window: timedelta


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a subject stands after one try."""

    limit: Limit
    left: int
    resets_in: int
    """Whole seconds until the window ends."""
    refused: bool
    """The try was one too many."""


def tell(request: HttpRequest | Request, *standings: Standing) -> None:
    """Have the answer say where subjects stand."""
    request.META.setdefault(STANDINGS, []).extend(standings)


def count_tries(limit: Limit, subject: str, tries: int = 1, *, now: datetime) -> tuple[int, str]:
    """Count tries of a subject in the shared cache: how many it has made in this window, and the key of the count.

    Raises CacheAway.
    """
    seconds = int(limit.window.total_seconds())
    # Hashed: an address of a person does not stand in the cache in the clear.
    digest = hashlib.sha256(subject.encode()).hexdigest()[:32]
    key = f"limit:{limit.name}:{digest}:{int(now.timestamp() // seconds)}"
    return count(key, tries, seconds=2 * seconds), key


def resets_in(limit: Limit, *, now: datetime) -> int:
    """Whole seconds until the limit's present window ends, at least one."""
    seconds = limit.window.total_seconds()
    return max(math.ceil(seconds - now.timestamp() % seconds), 1)


@dataclass(slots=True)
class _Drawn:
    """Of one subject: what is held here, and what was left for everybody at the last draw (None before the first)."""

    held: int = 0
    rest: int | None = None


class Portions:
    """What this process may still let through in the present minute without asking the cache.

    It draws a hundredth of a limit at a time, which costs one round trip, and gives it out by itself. All processes
    together never let more through than the limit; somebody whom several of them serve may meet it some hundredths
    early.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._minute = 0.0
        self._drawn: dict[tuple[Limit, str], _Drawn] = {}
        self._asks_again_at = 0.0

    def spend(self, limit: Limit, subject: str, *, now: datetime) -> Standing | None:
        """Where the subject stands after one more try; None while nobody can count."""
        at = now.timestamp()
        with self._lock:
            if at // 60 != self._minute or len(self._drawn) > LARGEST_MEMORY:
                self._minute = at // 60
                self._drawn = {}
            drawn = self._drawn.setdefault((limit, subject), _Drawn())
            if drawn.held or drawn.rest == 0:
                return self._give(limit, drawn, now=now)
        if at < self._asks_again_at:
            return None
        portion = max(limit.tries // PORTIONS, 1)
        try:
            used, _ = count_tries(limit, subject, portion, now=now)
        except CacheAway:
            self._asks_again_at = at + PAUSE
            return None
        with self._lock:
            drawn.held += min(max(limit.tries - used + portion, 0), portion)
            drawn.rest = max(limit.tries - used, 0)
            return self._give(limit, drawn, now=now)

    def forget(self) -> None:
        """Start with empty hands."""
        self._minute = self._asks_again_at = 0.0

    @staticmethod
    def _give(limit: Limit, drawn: _Drawn, *, now: datetime) -> Standing:
        refused = not drawn.held
        drawn.held -= not refused
        return Standing(limit, drawn.held + (drawn.rest or 0), resets_in(limit, now=now), refused)


PORTIONS_HERE = Portions()


class RateLimits:
    """Middleware: counts what a network address reads, and says on every answer where its caller stands."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            if request.method in SAFE_METHODS and not request.path_info.startswith(EXEMPT):
                spend_of_address(request)
        except TooManyRequests as refused:
            response = plain_problem(refused)
        else:
            response = self._get_response(request)
        if standings := request.META.get(STANDINGS):
            response["RateLimit-Policy"] = ", ".join(map(_policy, [standing.limit for standing in standings]))
            response["RateLimit"] = ", ".join(f'"{s.limit.name}";r={s.left};t={s.resets_in}' for s in standings)
        return response


class WritesLimit(BaseThrottle):
    """Counts what a person writes; what strangers write counts with what their network address reads."""

    def allow_request(self, request: Request, view: Any) -> bool:
        """Raises TooManyRequests."""
        if request.method in SAFE_METHODS:
            return True
        if request.user.is_authenticated:
            spend_of_writer(request, request.user.pk)
        else:
            spend_of_address(request)
        return True


def spend_of_writer(request: HttpRequest | Request, person_id: UUID) -> None:
    """Count one request of somebody who writes, once however often it is asked. Raises TooManyRequests."""
    if not request.META.get(COUNTED):
        request.META[COUNTED] = True
        _spend(request, "writes", settings.WRITES_PER_MINUTE, str(person_id))


def spend_of_address(request: HttpRequest | Request) -> None:
    """Count one request of its network address. Raises TooManyRequests."""
    _spend(request, "address", settings.REQUESTS_PER_MINUTE, network_of(request))


def _spend(request: HttpRequest | Request, name: str, tries: int, subject: str) -> None:
    if not tries:
        return
    standing = PORTIONS_HERE.spend(_a_minute(name, tries), subject, now=clock.now())
    if standing is None:
        return  # better unlimited for a while than nobody served
    tell(request, standing)
    if standing.refused:
        raise TooManyRequests(retry_after=standing.resets_in)


@lru_cache
def _a_minute(name: str, tries: int) -> Limit:
    return Limit(name, tries, MINUTE)


@lru_cache
def _policy(limit: Limit) -> str:
    return f'"{limit.name}";q={limit.tries};w={int(limit.window.total_seconds())}'
