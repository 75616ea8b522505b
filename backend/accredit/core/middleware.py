"""What surrounds every request."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from http import HTTPStatus

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

from accredit.core.ids import new_id

log = structlog.get_logger("accredit.request")
GetResponse = Callable[[HttpRequest], HttpResponse]
_SANE_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
_TEXT = re.compile(r"text/[a-z.-]+|application/(?:[a-z.-]+\+)?json|application/yaml|image/svg\+xml")
CLOUD_FILES = "https://storage.googleapis.com"


def content_security_policy(*, files: str = "") -> str:
    """The policy of every page; `files` is the foreign origin of pictures, films and uploads, if there is one."""
    return "; ".join(
        (
            "default-src 'self'",
            "script-src 'self' https://js.stripe.com",
            "style-src 'self' 'unsafe-inline'",  # element styles of charts and popovers; no script can hide in them
            f"img-src 'self' data: blob: {files}".rstrip(),
            f"media-src 'self' blob: {files}".rstrip(),
            "font-src 'self'",
            f"connect-src 'self' https://api.stripe.com {files}".rstrip(),
            "frame-src https://js.stripe.com https://hooks.stripe.com",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


class RequestContext:
    """Gives each request an id (the caller's, when sane), binds it to the logs and writes one line about the answer."""

    def __init__(self, get_response: GetResponse) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.META.get("HTTP_X_REQUEST_ID", "")
        request_id = given if _SANE_ID.fullmatch(given) else new_id().hex
        started = time.perf_counter()
        bound = structlog.contextvars.bind_contextvars(request_id=request_id)
        try:
            response = self._get_response(request)
            route = request.resolver_match.view_name if request.resolver_match else ""
            log.info(
                "request",
                method=request.method,
                route=route,
                status=response.status_code,
                ms=round((time.perf_counter() - started) * 1000, 1),
            )
        finally:
            structlog.contextvars.reset_contextvars(**bound)
        response["X-Request-Id"] = request_id
        return response


class ContentSecurityPolicy:
    """No inline script, no foreign origin but Stripe's, no framing."""

    def __init__(self, get_response: GetResponse) -> None:
        self._get_response = get_response
        self._policy = content_security_policy(files=CLOUD_FILES if settings.STORAGE_BACKEND == "gcs" else "")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._get_response(request)
        response.setdefault("Content-Security-Policy", self._policy)
        return response


class Compression(GZipMiddleware):
    """Compresses answers that are text, for whoever takes gzip.

    Pictures, films and PDFs are small already, and a part of a file must stay the bytes that were asked for. Django's
    middleware pads each answer at random, so that its length tells nothing of a secret in it.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        if response.status_code == HTTPStatus.PARTIAL_CONTENT or not _TEXT.fullmatch(kind):
            return response
        return super().process_response(request, response)
