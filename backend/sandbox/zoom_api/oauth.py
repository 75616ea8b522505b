"""Zoom's OAuth 2.0 for an app that its users add: codes, access tokens, and refresh tokens that rotate.

Zoom docs: OAuth 2.0. The bodies of its error answers are documented nowhere; a status and a code are.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Mapping
from urllib.parse import urlsplit

from sandbox.settings import ZoomSettings
from sandbox.store import Json
from sandbox.zoom_api.account import Zoom, token, written
from sandbox.zoom_api.errors import NO_SCOPE, TOKEN, ZoomError

CODE_SECONDS = 300
ACCESS_SECONDS = 3600
SCOPES = (
    "user:read:user",
    "meeting:read:meeting",
    "meeting:write:meeting",
    "meeting:update:meeting",
    "meeting:delete:meeting",
    "meeting:read:list_registrants",
    "meeting:write:registrant",
    "meeting:update:registrant_status",
    "meeting:read:list_past_instances",
    "webinar:read:webinar",
    "webinar:write:webinar",
    "webinar:write:registrant",
    "report:read:list_meeting_participants",
    "report:read:list_webinar_participants",
)
_WRONG_CLIENT = 4702
_WRONG_REDIRECT = 4709
_CODE_EXPIRED = 4733
_WRONG_CODE = 4734
_OWNER_GONE = 4735
_REFRESH_USED = 4740
_AUTHORIZED_AGAIN = 4741


class OAuthError(Exception):
    """An answer other than 200 of the token endpoint."""

    def __init__(self, code: int, reason: str, *, error: str = "invalid_grant", status: int = 400) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason
        self.error = error
        self.status = status

    def body(self) -> Json:
        """The JSON body."""
        return {"code": self.code, "error": self.error, "reason": self.reason}


def problem_of_request(settings: ZoomSettings, query: Mapping[str, str]) -> str | None:
    """What is wrong with a request for authorization, in a sentence for the person; None when it may be asked."""
    if query.get("client_id") != settings.client_id:
        return f"Invalid client_id: {query.get('client_id', '')} ({_WRONG_CLIENT})"
    if not _is_redirect(settings, query.get("redirect_uri", "")):
        return f"Invalid redirect URL: {query.get('redirect_uri', '')} ({_WRONG_REDIRECT})"
    if query.get("response_type") != "code":
        return "The parameter response_type must be code."
    if "code_challenge" in query and query.get("code_challenge_method") != "S256":
        return "The sandbox takes a code_challenge by the method S256 only."
    return None


def _is_redirect(settings: ZoomSettings, given: str) -> bool:
    if settings.redirect_url:
        return given == settings.redirect_url
    parts = urlsplit(given)
    return parts.scheme in ("http", "https") and parts.hostname in ("127.0.0.1", "localhost")


def code_give(zoom: Zoom, *, email: str, query: Mapping[str, str]) -> str:
    """A person has allowed the app: a code for them, which is good for one exchange within five minutes."""
    return str(
        zoom.add(
            "code",
            token(24),
            user=_user_of(zoom, email)["id"],
            redirect_uri=query["redirect_uri"],
            challenge=query.get("code_challenge", ""),
            expires_at=zoom.now() + CODE_SECONDS,
            used=False,
        )["id"]
    )


def _user_of(zoom: Zoom, email: str) -> Json:
    """The Zoom user with this address, made when new; each is the only one of their account."""
    known = zoom.store.every("zoom.user", email=email.lower())
    if known:
        return known[0]
    name = email.partition("@")[0].replace(".", " ").title()
    return zoom.add("user", token(), email=email.lower(), name=name, account_id=token(), gone=False)


def tokens_for(zoom: Zoom, authorization: str, form: Mapping[str, str]) -> Json:
    """The answer of the token endpoint, in the running transaction. Raises OAuthError."""
    _check_client(zoom.settings.zoom, authorization)
    match form.get("grant_type"):
        case "authorization_code":
            return _exchange(zoom, form)
        case "refresh_token":
            return _refresh(zoom, form.get("refresh_token", ""))
        case other:
            raise OAuthError(
                4700, f"The sandbox does not model the grant type {other!r}.", error="unsupported_grant_type"
            )


def _check_client(settings: ZoomSettings, authorization: str) -> None:
    scheme, _, credential = authorization.partition(" ")
    try:
        given = base64.b64decode(credential.strip(), validate=True)
    except binascii.Error:
        given = b""
    wanted = f"{settings.client_id}:{settings.client_secret}".encode()
    if scheme.lower() != "basic" or not hmac.compare_digest(given, wanted):
        raise OAuthError(_WRONG_CLIENT, "Invalid client_id or client_secret", error="invalid_client", status=401)


def _exchange(zoom: Zoom, form: Mapping[str, str]) -> Json:
    code = zoom.store.find("zoom.code", form.get("code", ""))
    if code is None or code["used"]:
        raise OAuthError(_WRONG_CODE, "Invalid authorization code")
    if code["expires_at"] <= zoom.now():
        raise OAuthError(_CODE_EXPIRED, "Authorization code expired")
    if code["redirect_uri"] != form.get("redirect_uri"):
        raise OAuthError(_WRONG_REDIRECT, "Redirect URI mismatch")
    if code["challenge"] and not _proves(form.get("code_verifier", ""), code["challenge"]):
        raise OAuthError(_WRONG_CODE, "Invalid code verifier")
    zoom.store.put({**code, "used": True})
    for earlier in zoom.store.every("zoom.grant", user=code["user"], ended=0):
        zoom.store.put({**earlier, "ended": _AUTHORIZED_AGAIN})
    grant = zoom.add("grant", token(), user=code["user"], ended=0, scopes=list(SCOPES))
    return _issue(zoom, grant)


def _proves(verifier: str, challenge: str) -> bool:
    made = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
    return hmac.compare_digest(made.encode(), challenge.encode())


def _refresh(zoom: Zoom, given: str) -> Json:
    """New tokens for a refresh token, which dies by it."""
    known = zoom.store.find("zoom.token", given)
    if known is None or known["use"] != "refresh" or known["dead"] or known["expires_at"] <= zoom.now():
        raise OAuthError(_REFRESH_USED, "Invalid refresh token")
    grant = zoom.store.find("zoom.grant", known["grant"])
    if grant is None or grant["ended"]:
        raise OAuthError(grant["ended"] if grant else _OWNER_GONE, "The authorization has ended")
    zoom.store.put({**known, "dead": True})
    return _issue(zoom, grant)


def _issue(zoom: Zoom, grant: Json) -> Json:
    access, refresh = token(48), token(48)
    now = zoom.now()
    lives = {"access": ACCESS_SECONDS, "refresh": zoom.settings.zoom.refresh_days * 86400}
    for use, made in (("access", access), ("refresh", refresh)):
        zoom.add("token", made, use=use, grant=grant["id"], expires_at=now + lives[use], dead=False)
    return {
        "access_token": access,
        "token_type": "bearer",
        "refresh_token": refresh,
        "expires_in": ACCESS_SECONDS,
        "scope": " ".join(grant["scopes"]),
        "api_url": zoom.base_url,
    }


def revoke(zoom: Zoom, authorization: str, given: str) -> Json:
    """The app gives up an authorization by one of its tokens. Raises OAuthError."""
    _check_client(zoom.settings.zoom, authorization)
    known = zoom.store.find("zoom.token", given)
    grant = None if known is None else zoom.store.find("zoom.grant", known["grant"])
    if grant is None:
        raise OAuthError(_WRONG_CODE, "Invalid token", error="invalid_request")
    zoom.store.put({**grant, "ended": _OWNER_GONE})
    return {"status": "success"}


def deauthorize(zoom: Zoom, email: str) -> int:
    """A user removes the app from their account: all their tokens die, and the app is told once. Returns how many
    authorizations ended."""
    ended = 0
    for user in zoom.store.every("zoom.user", email=email.lower()):
        grants = list(zoom.store.every("zoom.grant", user=user["id"], ended=0))
        for grant in grants:
            zoom.store.put({**grant, "ended": _OWNER_GONE})
        if grants:
            _tell_removal(zoom, user)
        ended += len(grants)
    return ended


def _tell_removal(zoom: Zoom, user: Json) -> None:
    """`app_deauthorized`: of an app and a person, and of no meeting."""
    at = zoom.now()
    told: Json = {
        "account_id": user["account_id"],
        "user_id": user["id"],
        "signature": token(24),
        "deauthorization_time": written(at),
        "client_id": zoom.settings.zoom.client_id,
    }
    zoom.emit("app_deauthorized", told, at)


def scopes_change(zoom: Zoom, email: str, scopes: list[str]) -> int:
    """What the user's authorizations allow from now on. Returns how many there are."""
    changed = 0
    for user in zoom.store.every("zoom.user", email=email.lower()):
        for grant in zoom.store.every("zoom.grant", user=user["id"], ended=0):
            zoom.store.put({**grant, "scopes": scopes})
            changed += 1
    return changed


def user_of(zoom: Zoom, authorization: str) -> tuple[Json, list[str]]:
    """Whose access token this is, and its scopes. Raises ZoomError."""
    scheme, _, given = authorization.partition(" ")
    known = zoom.store.find("zoom.token", given.strip()) if scheme.lower() == "bearer" else None
    if known is None or known["use"] != "access":
        raise ZoomError(401, TOKEN, "Invalid access token.")
    grant = zoom.store.find("zoom.grant", known["grant"])
    if known["expires_at"] <= zoom.now():
        raise ZoomError(401, TOKEN, "Access token is expired.")
    if grant is None or grant["ended"]:
        raise ZoomError(401, TOKEN, "Invalid access token.")
    user = zoom.store.find("zoom.user", grant["user"])
    if user is None:
        raise ZoomError(401, TOKEN, "Invalid access token.")
    return user, grant["scopes"]


def require(scopes: list[str], scope: str) -> None:
    """Raises ZoomError 4700 when the token does not allow this."""
    if scope not in scopes:
        raise ZoomError(400, NO_SCOPE, f"Invalid access token, does not contain scopes:[{scope}].")
