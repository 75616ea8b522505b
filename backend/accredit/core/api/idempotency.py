"""`Idempotency-Key`: the same request sent twice has one effect and one answer (IETF draft httpapi-idempotency-key)."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, TypeVar, cast

from django.http import HttpRequest
from django.utils.encoding import force_bytes
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.encoders import JSONEncoder

from accredit.core import clock
from accredit.core.errors import BadRequest, Conflict, Unprocessable
from accredit.core.models import IdempotencyRecord
from accredit.core.statements import Insert

from .addresses import client_ip
from .problems import problem_response

LONGEST_KEY = 255
WAIT_SECONDS = 5.0
ABANDONED_AFTER = timedelta(seconds=60)
"""A key without an answer that is older belongs to a process that died; the next request may take it over."""
NEVER_STORED = {409, 429}
_INSERT = Insert(IdempotencyRecord, unless_there=True)


class KeyRequired(BadRequest):
    code, title = "idempotency_key_required", "Send an Idempotency-Key header with this request."


class KeyReused(Unprocessable):
    code, title = "idempotency_key_reused", "This Idempotency-Key was used for another request. Use a new one."


class StillRunning(Conflict):
    code, title = "request_in_progress", "The same request is still being worked on. Ask again in a moment."


View = TypeVar("View", bound=Callable[..., Response])


def idempotent(*, required: bool = False) -> Callable[[View], View]:
    """Decorate a POST handler of a view. The key is committed before the handler runs, so that calls to outside
    services are never made twice; a handler that fails with 409, 429 or 5xx gives the key free again."""

    def decorate(handler: View) -> View:
        @wraps(handler)
        def wrapped(view: Any, request: Request, *args: Any, **kwargs: Any) -> Response:
            key = request.headers.get("Idempotency-Key", "").strip()
            if not key:
                if required:
                    raise KeyRequired
                return handler(view, request, *args, **kwargs)
            if len(key) > LONGEST_KEY:
                raise BadRequest(f"The Idempotency-Key is longer than {LONGEST_KEY} characters.")
            caller = str(request.user.pk or client_ip(request) or "")
            record = _claim(caller, key, _fingerprint(request))
            if record.status is not None:
                return Response(record.body, status=record.status, headers={"Idempotent-Replayed": "true"})
            return _first(record, lambda: handler(view, request, *args, **kwargs))

        return cast("View", wrapped)

    return decorate


def answered(request: HttpRequest, *, caller: str) -> IdempotencyRecord | None:
    """The record of a request that is answered at once, by whoever keeps it in the statement that has the effect: then
    there is no time at which one stands without the other. `status` and `body` are still to be filled in. None without
    a key that can be used; `idempotent` has the answer to that, and to one that was used before."""
    key = request.META.get("HTTP_IDEMPOTENCY_KEY", "").strip()
    if not 0 < len(key) <= LONGEST_KEY:
        return None
    return IdempotencyRecord(caller=caller, key=key, fingerprint=_fingerprint(request))


def _fingerprint(request: Request | HttpRequest) -> str:
    digest = hashlib.sha256(force_bytes(f"{request.method} {request.path}\n"))
    digest.update(request.body if hasattr(request, "body") else b"")
    return digest.hexdigest()


def _claim(caller: str, key: str, fingerprint: str) -> IdempotencyRecord:
    deadline = time.monotonic() + WAIT_SECONDS
    while True:
        record = IdempotencyRecord(caller=caller, key=key, fingerprint=fingerprint)
        if _INSERT.add(record):
            return record
        known = IdempotencyRecord.objects.filter(caller=caller, key=key).first()
        if known is None:
            continue
        if known.fingerprint != fingerprint:
            raise KeyReused
        if known.status is not None:
            return known
        now = clock.now()
        if known.created_at < now - ABANDONED_AFTER and IdempotencyRecord.objects.filter(
            pk=known.pk, created_at=known.created_at, status=None
        ).update(created_at=now):
            return known
        if time.monotonic() >= deadline:
            raise StillRunning
        time.sleep(0.05)


def _first(record: IdempotencyRecord, handle: Callable[[], Response]) -> Response:
    response: Response | None
    try:
        response = handle()
    except Exception as error:
        response = problem_response(error, {})
        if response is None:
            IdempotencyRecord.objects.filter(pk=record.pk).delete()
            raise
    if response.status_code in NEVER_STORED or response.status_code >= 500:
        IdempotencyRecord.objects.filter(pk=record.pk).delete()
    else:
        IdempotencyRecord.objects.filter(pk=record.pk).update(
            status=response.status_code, body=json.loads(json.dumps(response.data, cls=JSONEncoder))
        )
    return response
