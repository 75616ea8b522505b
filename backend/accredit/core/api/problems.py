"""Every failure as `application/problem+json` (RFC 9457)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import structlog
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from drf_spectacular.utils import OpenApiResponse
from rest_framework import exceptions as drf
from rest_framework.response import Response
from rest_framework.views import set_rollback

from accredit.core.database import is_away
from accredit.core.errors import (
    BadRequest,
    DatabaseAway,
    FieldError,
    Forbidden,
    NotFound,
    NotSignedIn,
    ProblemError,
    TooManyRequests,
)

from .serializers import ProblemSerializer

log = structlog.get_logger(__name__)
MEDIA_TYPE = "application/problem+json"
MEANINGS = {
    400: "The input is malformed.",
    401: "Not signed in, or the token has ended.",
    403: "The role does not allow it.",
    404: "Absent, or another tenant's.",
    409: "The state does not allow it, or somebody was faster.",
    422: "Well formed, but it cannot be carried out.",
    429: "Too many requests; see Retry-After.",
    503: "A service that this needs does not answer.",
}


def problem_responses(*statuses: int) -> dict[tuple[int, str], OpenApiResponse]:
    """The error answers of an operation, for `@extend_schema(responses={200: …, **problem_responses(400, 404)})`."""
    return {(status, MEDIA_TYPE): OpenApiResponse(ProblemSerializer, MEANINGS[status]) for status in statuses}


def problem_response(error: Exception, context: Mapping[str, Any]) -> Response | None:
    """DRF's exception handler. An error that nobody expected returns None and flies on to the log."""
    problem = _as_problem(error)
    if problem is None:
        return None
    set_rollback()
    return Response(_body(problem), status=problem.status, headers=_headers(problem), content_type=MEDIA_TYPE)


def plain_problem(problem: ProblemError) -> HttpResponse:
    """The same answer outside of the API's views."""
    return JsonResponse(_body(problem), status=problem.status, headers=_headers(problem), content_type=MEDIA_TYPE)


class DatabaseProblems:
    """Middleware: a page that cannot reach the database answers like the API does."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """What Django calls for an exception of a view."""
        problem = _as_problem(error) if isinstance(error, DatabaseError) else None
        return plain_problem(problem) if problem else None


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's answer to an address that no route knows."""
    return plain_problem(NotFound())


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's answer to an error that nobody expected; the log has it under the request's id."""
    return plain_problem(UnexpectedError())


class UnexpectedError(ProblemError):
    code, title = "unexpected", "Something went wrong on our side. Try again; if it stays, tell us the request id."


def _headers(problem: ProblemError) -> dict[str, str]:
    headers = {}
    if problem.retry_after is not None:
        headers["Retry-After"] = str(problem.retry_after)
    if problem.status == 401:
        headers["WWW-Authenticate"] = 'Bearer realm="api"'
    return headers


def _body(problem: ProblemError) -> dict[str, Any]:
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": problem.title,
        "status": problem.status,
        "detail": problem.detail,
        "code": problem.code,
    }
    if problem.errors:
        body["errors"] = [{"path": e.path, "code": e.code, "message": e.message} for e in problem.errors]
    return body


def _as_problem(error: Exception) -> ProblemError | None:
    if isinstance(error, ProblemError):
        return error
    if isinstance(error, DatabaseError) and is_away(error):
        log.warning("database_away", error=repr(error))
        return DatabaseAway()
    if isinstance(error, drf.ValidationError):
        return BadRequest("Some of what was sent is not right.", errors=list(_field_errors(error.detail, "")))
    if isinstance(error, drf.NotAuthenticated | drf.AuthenticationFailed):
        return NotSignedIn()
    if isinstance(error, drf.PermissionDenied | PermissionDenied):
        return Forbidden()
    if isinstance(error, Http404 | drf.NotFound):
        return NotFound()
    if isinstance(error, drf.Throttled):
        return TooManyRequests(retry_after=int(getattr(error, "wait", None) or 1) + 1)
    if isinstance(error, drf.APIException):
        problem = BadRequest(str(error.detail))
        problem.status, problem.code = error.status_code, str(error.default_code)
        return problem
    return None


def _field_errors(detail: Any, path: str) -> Iterator[FieldError]:
    if isinstance(detail, Mapping):
        for key, value in detail.items():
            step = "" if key == "non_field_errors" else str(key)
            yield from _field_errors(value, f"{path}.{step}".strip("."))
    elif isinstance(detail, Sequence) and not isinstance(detail, str):
        for index, value in enumerate(detail):
            nested = isinstance(value, Mapping)
            yield from _field_errors(value, f"{path}.{index}".strip(".") if nested else path)
    else:
        yield FieldError(path, str(getattr(detail, "code", "invalid")), str(detail))
