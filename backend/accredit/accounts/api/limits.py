"""Rate limits, counted in the shared cache so that they hold across processes. While it is away nothing is limited.

A limit is a number of tries in a fixed window, for one subject: an address of the network, an account, an organization.
Every answer says what is left, in the header fields of the IETF draft `httpapi-ratelimit-headers`.
"""

from __future__ import annotations

import hashlib
import ipaddress
import math
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.cache import cache
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.settings import api_settings

from accredit.accounts.exceptions import TooManyAttempts
from accredit.core.api import ApiView
from accredit.core.cache import CacheAway, cache_calls


@dataclass(frozen=True, slots=True)
class Limit:
    """`tries` in each `window`; the name stands in the answer's headers."""

    name: str
    tries: int
    window: timedelta


@dataclass(frozen=True, slots=True)
class Spent:
    """Where a subject stands after one try."""

    limit: Limit
    key: str
    used: int
    resets_in: int

    @property
    def left(self) -> int:
        return max(self.limit.tries - self.used, 0)


SIGN_IN_ADDRESS = Limit("sign-in-address", 60, timedelta(minutes=15))
SIGN_IN_ACCOUNT = Limit("sign-in-account", 10, timedelta(minutes=15))
REGISTER_ADDRESS = Limit("register-address", 60, timedelta(hours=1))
REGISTER_ACCOUNT = Limit("register-account", 5, timedelta(hours=1))
RESET_ADDRESS = Limit("reset-address", 30, timedelta(hours=1))
RESET_ACCOUNT = Limit("reset-account", 5, timedelta(hours=1))
LINK_ADDRESS = Limit("link-address", 60, timedelta(minutes=15))
MAIL_ACCOUNT = Limit("mail-account", 5, timedelta(hours=1))
PASSWORD_ACCOUNT = Limit("password-account", 10, timedelta(minutes=15))


class LimitedView(ApiView):
    """A view that counts tries by `spend` and says on every answer what is left."""

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self._spent: list[Spent] = []

    def spend(self, limit: Limit, subject: object) -> None:
        """Count one try of the subject. Raises TooManyAttempts once the window's tries are used up."""
        try:
            spent = _count(limit, str(subject), now=self.now)
        except CacheAway:
            return  # better unlimited for a while, and in the log, than nobody signing in
        self._spent.append(spent)
        if spent.used > limit.tries:
            raise TooManyAttempts(retry_after=spent.resets_in)

    def give_back(self) -> None:
        """The tries of this request were honest (the password was right): do not count them."""
        for spent in self._spent:
            # A count that a restarted cache has forgotten (ValueError) need not be lowered.
            with suppress(CacheAway, ValueError), cache_calls():
                cache.decr(spent.key)
        self._spent = [Spent(s.limit, s.key, s.used - 1, s.resets_in) for s in self._spent]

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Response:
        final = super().finalize_response(request, response, *args, **kwargs)
        if self._spent:
            final["RateLimit-Policy"] = ", ".join(
                f'"{s.limit.name}";q={s.limit.tries};w={int(s.limit.window.total_seconds())}' for s in self._spent
            )
            final["RateLimit"] = ", ".join(f'"{s.limit.name}";r={s.left};t={s.resets_in}' for s in self._spent)
        return final


def client_ip(request: Request) -> str | None:
    """The caller's address: the connection's, or behind `NUM_PROXIES` trusted proxies the one that they saw.

    Whatever a client itself writes into X-Forwarded-For stands left of what the proxies add, and is not believed.
    """
    proxies = api_settings.NUM_PROXIES or 0
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    address = forwarded[-min(proxies, len(forwarded))] if proxies and forwarded else request.META.get("REMOTE_ADDR", "")
    try:
        return str(ipaddress.ip_address(address))
    except ValueError:
        return None


def network_of(request: Request) -> str:
    """What an address limit counts: the IPv4 address, or the /64 that one IPv6 household or server has."""
    address = client_ip(request)
    if address is None:
        return "unknown"
    parsed = ipaddress.ip_address(address)
    return str(parsed) if parsed.version == 4 else str(ipaddress.ip_network((parsed, 64), strict=False))


def _count(limit: Limit, subject: str, *, now: datetime) -> Spent:
    seconds = int(limit.window.total_seconds())
    window, elapsed = divmod(now.timestamp(), seconds)
    # Hashed: an address of a person does not stand in the cache in the clear.
    digest = hashlib.sha256(subject.encode()).hexdigest()[:32]
    key = f"accounts:limit:{limit.name}:{digest}:{int(window)}"
    with cache_calls():
        cache.add(key, 0, timeout=2 * seconds)
        used = cache.incr(key)
    return Spent(limit, key, used, max(math.ceil(seconds - elapsed), 1))
