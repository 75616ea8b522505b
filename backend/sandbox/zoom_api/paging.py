"""`page_size` and `next_page_token`, as Zoom's lists have them (Zoom docs: Pagination)."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from typing import Any

from sandbox.store import Json
from sandbox.zoom_api.account import Zoom
from sandbox.zoom_api.endpoint import Call
from sandbox.zoom_api.errors import INVALID, ZoomError, invalid

DEFAULT_SIZE = 30
MAX_SIZE = 300
TOKEN_SECONDS = 900


def paged(zoom: Zoom, call: Call, name: str, rows: list[Any], about: str = "") -> Json:
    """One page of `rows`, and the token of the next: empty on the last, dead after fifteen minutes.

    Raises ZoomError 300 for a size out of bounds, and for a token that is not one of this list.
    """
    size = _size(call.query.get("page_size", str(DEFAULT_SIZE)))
    mark = f"{call.user['id']} {name} {about}"
    first = _offset(zoom, call.query.get("next_page_token", ""), mark)
    following = first + size
    return {
        "page_count": -(-len(rows) // size),
        "page_size": size,
        "total_records": len(rows),
        "next_page_token": _token(zoom, following, mark) if following < len(rows) else "",
        name: rows[first:following],
    }


def _size(given: str) -> int:
    if not given.isdecimal() or not 1 <= int(given) <= MAX_SIZE:
        raise invalid(("page_size", f"The value must be between 1 and {MAX_SIZE}."))
    return int(given)


def _token(zoom: Zoom, offset: int, mark: str) -> str:
    said = f"{offset}.{zoom.now() + TOKEN_SECONDS}"
    return base64.urlsafe_b64encode(f"{said}.{_proof(zoom, said, mark)}".encode()).decode()


def _offset(zoom: Zoom, given: str, mark: str) -> int:
    if not given:
        return 0
    try:
        offset, until, proof = base64.urlsafe_b64decode(given).decode().split(".")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        offset, until, proof = "0", "0", ""
    if not hmac.compare_digest(proof, _proof(zoom, f"{offset}.{until}", mark)) or int(until) <= zoom.now():
        raise ZoomError(400, INVALID, "The next page token is either invalid or has expired.")
    return int(offset)


def _proof(zoom: Zoom, said: str, mark: str) -> str:
    secret = zoom.settings.zoom.client_secret.encode()
    return hmac.new(secret, f"{said} {mark}".encode(), hashlib.sha256).hexdigest()[:32]
