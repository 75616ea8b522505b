"""One call to Zoom over HTTP: time-outs, a few tries, and failures by name.

Tried again here, at most twice: what Zoom throttled with a short wait, and for calls that may be repeated (`again`)
what got no answer or a 5xx. Everything longer is the caller's job, which comes back later. Never in a transaction.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import structlog

from accredit.core import clock
from accredit.integrations.exceptions import ZoomAway, ZoomForgot, ZoomRefused
from accredit.integrations.rules.wire import wait_until

if TYPE_CHECKING:
    import httpx  # at run time only where a call is made: most processes never make one

log = structlog.get_logger(__name__)
TIMEOUT, CONNECT_TIMEOUT = 12.0, 3.05
"""Seconds."""
TRIES = 3
LONGEST_WAIT = timedelta(seconds=2)
"""Longer waits are not sat out."""
NOT_THERE = {1001, 3001}
"""No such user or meeting (Zoom: "Error Codes")."""
Json = dict[str, Any]


@cache
def _client() -> httpx.Client:
    """Keeps connections open; safe to share among threads. Redirects are not followed: no token travels on."""
    import httpx

    return httpx.Client(timeout=httpx.Timeout(TIMEOUT, connect=CONNECT_TIMEOUT), follow_redirects=False)


def call(
    method: str,
    url: str,
    *,
    headers: Mapping[str, str],
    again: bool,
    body: Json | None = None,
    form: Mapping[str, str] | None = None,
    query: Mapping[str, str] | None = None,
) -> httpx.Response:
    """The answer, whatever its status below 500 but 429. Raises ZoomAway."""
    import httpx

    for attempt in range(1, TRIES + 1):
        last = attempt == TRIES
        try:
            answer = _client().request(method, url, headers=headers, json=body, data=form, params=query)
        except httpx.ConnectError as error:  # nothing was sent, so nothing can have happened
            if last:
                raise ZoomAway from error
            continue
        except httpx.TransportError as error:
            if last or not again:
                raise ZoomAway from error
            continue
        if answer.status_code == HTTPStatus.TOO_MANY_REQUESTS:
            now = clock.now()
            until = wait_until(answer.headers.get("Retry-After", ""), now=now)
            wait = (until or now + timedelta(seconds=attempt / 2)) - now
            log.warning("zoom_throttled", method=method, seconds=wait.total_seconds())
            if last or wait > LONGEST_WAIT:
                raise ZoomAway(until=until)
            time.sleep(max(0.0, wait.total_seconds()))
        elif answer.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            if last or not again:
                raise ZoomAway
        else:
            return answer
    raise ZoomAway


def parsed(answer: httpx.Response) -> Json:
    """The body of an answer that is well; empty for one without. Raises ZoomForgot, ZoomRefused, ZoomAway for what is
    no JSON object."""
    found = _object(answer)
    if answer.is_success:
        return found
    code = found.get("code")
    zoom_code = code if isinstance(code, int) else 0
    said = str(found.get("message") or "").strip()[:200]
    sentence = f"Zoom did not accept this: {said}" if said else None
    if answer.status_code == HTTPStatus.NOT_FOUND or zoom_code in NOT_THERE:
        raise ZoomForgot(sentence, zoom_code=zoom_code)
    raise ZoomRefused(sentence, zoom_code=zoom_code)


def _object(answer: httpx.Response) -> Json:
    if not answer.content:
        return {}
    try:
        found = answer.json()
    except ValueError as error:
        if not answer.is_success:
            return {}
        raise ZoomAway from error
    return found if isinstance(found, dict) else {}
