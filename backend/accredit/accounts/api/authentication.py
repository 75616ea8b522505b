"""Who calls: read from the access token alone, as a rule without a query."""

from __future__ import annotations

from uuid import UUID

from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request

from accredit.accounts.services import AccessClaims, access_read
from accredit.core import clock

SCHEME = "Bearer"


class AccessTokenAuthentication(BaseAuthentication):
    """`Authorization: Bearer <access token>`. The request's user is an AccessClaims, not a row."""

    def authenticate(self, request: Request) -> tuple[AccessClaims, AccessClaims] | None:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != SCHEME.lower() or not token:
            return None
        claims = access_read(token.strip(), now=clock.now())
        return claims, claims

    def authenticate_header(self, request: Request) -> str:
        return f'{SCHEME} realm="api"'


def session_id_of(request: Request) -> UUID | None:
    """The session that the caller's token belongs to."""
    return request.auth.session_id if isinstance(request.auth, AccessClaims) else None
