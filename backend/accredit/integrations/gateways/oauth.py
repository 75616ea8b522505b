"""Zoom's OAuth (authorization code with a proof key, RFC 7636, refresh, revocation)."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from urllib.parse import urlencode, urlsplit

from django.conf import settings

from accredit.integrations.exceptions import ConnectionBroken, ZoomAway

from .transport import Json, call

OWN_HOSTS = ".zoom.us"
"""Only here may an answer send us and our token."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """`expires_in` in seconds. `api_url`: where this account's calls go; empty means the usual address."""

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    expires_in: int
    scope: str
    api_url: str


def is_offered() -> bool:
    """Whether this installation has a Zoom app."""
    return bool(settings.ZOOM_CLIENT_ID)


def redirect_uri() -> str:
    return f"{settings.PUBLIC_URL}/api/integrations/zoom/callback/"


def authorize_url(*, state: str, verifier: str) -> str:
    """Where a person allows us to act for them."""
    digest = base64.urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    query = {
        "response_type": "code",
        "client_id": settings.ZOOM_CLIENT_ID,
        "redirect_uri": redirect_uri(),
        "state": state,
        "code_challenge": digest,
        "code_challenge_method": "S256",
    }
    return f"{settings.ZOOM_OAUTH_URL}/authorize?{urlencode(query)}"


def code_exchange(*, code: str, verifier: str) -> Tokens:
    """The first tokens, for a code that lives five minutes. Raises ConnectionBroken, ZoomAway."""
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": redirect_uri()}
    return _tokens({**form, "code_verifier": verifier})


def tokens_refresh(*, refresh: str) -> Tokens:
    """New tokens; the old refresh token is dead. Raises ConnectionBroken when Zoom takes it no more, ZoomAway."""
    return _tokens({"grant_type": "refresh_token", "refresh_token": refresh})


def token_revoke(*, token: str) -> None:
    """End what was allowed. Zoom not knowing the token is as good. Raises ZoomAway."""
    call("POST", f"{settings.ZOOM_OAUTH_URL}/revoke", headers=_basic(), form={"token": token}, again=True)


def _tokens(form: Mapping[str, str]) -> Tokens:
    answer = call("POST", f"{settings.ZOOM_OAUTH_URL}/token", headers=_basic(), form=form, again=False)
    if not answer.is_success:
        raise ConnectionBroken
    try:
        given: Json = answer.json()
        return Tokens(
            access=str(given["access_token"]),
            refresh=str(given["refresh_token"]),
            expires_in=int(given["expires_in"]),
            scope=str(given.get("scope") or ""),
            api_url=_trusted(str(given.get("api_url") or "")),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise ZoomAway from error


def _trusted(address: str) -> str:
    parts = urlsplit(address)
    return address.rstrip("/") if parts.scheme == "https" and (parts.hostname or "").endswith(OWN_HOSTS) else ""


def _basic() -> dict[str, str]:
    pair = f"{settings.ZOOM_CLIENT_ID}:{settings.ZOOM_CLIENT_SECRET}"
    return {"Authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"}
