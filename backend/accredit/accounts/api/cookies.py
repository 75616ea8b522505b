"""The refresh token of a browser: in an HttpOnly cookie, used only together with a CSRF token."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware, get_token, rotate_token
from rest_framework.request import Request
from rest_framework.response import Response

from accredit.accounts.exceptions import CsrfRefused
from accredit.accounts.rules import REFRESH_LIFETIME

COOKIE = "accredit_refresh"
PATH = "/api/token/"
TRANSPORT = "X-Token-Transport"


class _CsrfCheck(CsrfViewMiddleware):
    """Django's check (origin, cookie and header), whose refusal is a reason and not a page."""

    def _reject(self, request: HttpRequest, reason: str) -> str:
        return reason


def wants_cookie(request: Request) -> bool:
    """Whether the caller asks for the refresh token in a cookie instead of the body."""
    return request.headers.get(TRANSPORT, "").strip().lower() == "cookie"


def refresh_from_cookie(request: Request) -> str | None:
    """The refresh token in the caller's cookie, None without one. Raises CsrfRefused when the request is not proven to
    come from our own pages."""
    token = request.COOKIES.get(COOKIE)
    if token is None:
        return None
    check, inner = _CsrfCheck(_no_view), _inner(request)
    check.process_request(inner)
    if check.process_view(inner, None, (), {}):  # type: ignore[arg-type]
        raise CsrfRefused
    return token


def set_cookies(request: Request, response: Response, refresh: str, *, fresh: bool) -> None:
    """Put the refresh token and the CSRF token into cookies. `fresh` gives a new CSRF token, as signing in must."""
    response.set_cookie(
        COOKIE,
        refresh,
        max_age=int(REFRESH_LIFETIME.total_seconds()),
        path=PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
    inner = _inner(request)
    if fresh:
        rotate_token(inner)
    else:
        get_token(inner)
    _CsrfCheck(_no_view).process_response(inner, response)


def drop_cookies(response: HttpResponse) -> None:
    """Forget both cookies; the readable one tells the app that nobody is signed in."""
    response.delete_cookie(COOKIE, path=PATH, samesite="Strict")
    response.delete_cookie(settings.CSRF_COOKIE_NAME, path=settings.CSRF_COOKIE_PATH, samesite="Strict")


def _inner(request: Request) -> HttpRequest:
    return request._request  # noqa: SLF001 - DRF's own way to Django's request; it has no public name


def _no_view(request: HttpRequest) -> HttpResponse:
    return HttpResponse()
