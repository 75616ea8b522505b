"""Limits of what could be guessed at or misused: passwords, links, mails (see `core.api.limits` for how they count)."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import Any

from django.core.cache import cache
from rest_framework.request import Request
from rest_framework.response import Response

from accredit.accounts.exceptions import TooManyAttempts
from accredit.core.api import ApiView
from accredit.core.api.addresses import client_ip, network_of
from accredit.core.api.limits import Limit, Standing, count_tries, resets_in, tell
from accredit.core.cache import CacheAway, cache_calls

__all__ = ["Limit", "LimitedView", "client_ip", "network_of"]


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
        self._spent: list[tuple[Limit, int, str]] = []

    def spend(self, limit: Limit, subject: object) -> None:
        """Count one try of the subject. Raises TooManyAttempts once the window's tries are used up."""
        try:
            used, key = count_tries(limit, str(subject), now=self.now)
        except CacheAway:
            return  # better unlimited for a while, and in the log, than nobody signing in
        self._spent.append((limit, used, key))
        if used > limit.tries:
            raise TooManyAttempts(retry_after=resets_in(limit, now=self.now))

    def give_back(self) -> None:
        """The tries of this request were honest (the password was right): do not count them."""
        for _, _, key in self._spent:
            # A count that a restarted cache has forgotten (ValueError) need not be lowered.
            with suppress(CacheAway, ValueError), cache_calls():
                cache.decr(key)
        self._spent = [(limit, used - 1, key) for limit, used, key in self._spent]

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Response:
        for limit, used, _ in self._spent:
            left = max(limit.tries - used, 0)
            tell(request, Standing(limit, left, resets_in(limit, now=self.now), refused=used > limit.tries))
        return super().finalize_response(request, response, *args, **kwargs)
