"""Every failure as `application/problem+json` (RFC 9457)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from drf_spectacular.utils import OpenApiResponse
from rest_framework import exceptions as drf
from rest_framework.response import Response
from rest_framework.views import set_rollback

from accredit.core.errors import (
    BadRequest,
    FieldError,
    Forbidden,
    NotFound,
    NotSignedIn,
    ProblemError,
    TooManyRequests,
)

from .serializers import ProblemSerializer

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
    headers = {}
    if isinstance(problem, TooManyRequests):
        headers["Retry-After"] = str(problem.retry_after)
    if problem.status == 401:
        headers["WWW-Authenticate"] = 'Bearer realm="api"'
    return Response(_body(problem), status=problem.status, headers=headers, content_type=MEDIA_TYPE)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's answer to an address that no route knows."""
    return _plain(NotFound())


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's answer to an error that nobody expected; the log has it under the request's id."""
    return _plain(UnexpectedError())


class UnexpectedError(ProblemError):
    code, title = "unexpected", "Something went wrong on our side. Try again; if it stays, tell us the request id."


def _plain(problem: ProblemError) -> HttpResponse:
    return JsonResponse(_body(problem), status=problem.status, content_type=MEDIA_TYPE)


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
