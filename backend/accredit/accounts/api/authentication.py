"""Who calls: read from the access token alone, as a rule without a query."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request

from accredit.accounts.services import AccessClaims, access_read
from accredit.core import clock

SCHEME = "Bearer"


class AccessTokenAuthentication(BaseAuthentication):
    """`Authorization: Bearer <access token>`. The request's user is an AccessClaims, not a row."""

    def authenticate(self, request: Request) -> tuple[AccessClaims, AccessClaims] | None:
        if not (token := bearer_token(request)):
            return None
        claims = access_read(token, now=clock.now())
        return claims, claims

    def authenticate_header(self, request: Request) -> str:
        return f'{SCHEME} realm="api"'


def bearer_token(request: HttpRequest | Request) -> str:
    """The access token that a request brings; empty without one."""
    scheme, _, token = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
    return token.strip() if scheme.lower() == SCHEME.lower() else ""


def session_id_of(request: Request) -> UUID | None:
    """The session that the caller's token belongs to."""
    return request.auth.session_id if isinstance(request.auth, AccessClaims) else None
