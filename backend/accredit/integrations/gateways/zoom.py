"""Zoom's meetings, webinars, registrants and reports, behind the few calls that we make (API version 2).

Each call may raise ZoomAway (may be repeated), TokenRefused (the token is not taken), ZoomForgot (what we name is not
there) and ZoomRefused (anything else that Zoom does not accept). Nothing here touches the database, and nothing here is
called inside a transaction.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from django.conf import settings

from accredit.integrations.exceptions import ZoomAway, ZoomRefused
from accredit.integrations.rules.wire import instant, uuid_in_path

from .transport import Json, call, parsed

LARGEST_PAGE = 300
MOST_PAGES = 500
PLACES = {"meeting": "meetings", "webinar": "webinars"}
SCHEDULED = {"meeting": 2, "webinar": 5}
"""Zoom's `type` of a meeting and of a webinar with one fixed time."""
APPROVED_AT_ONCE = 0


class TokenRefused(ZoomRefused):
    """The token is dead, whatever its age."""


@dataclass(frozen=True, slots=True)
class Account:
    """For whom we call, and where."""

    token: str = field(repr=False)
    api_url: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """A meeting as Zoom is told of it. The start goes out in UTC; the zone is for Zoom's own pages."""

    topic: str
    starts_at: datetime
    minutes: int
    time_zone: str


@dataclass(frozen=True, slots=True)
class Registrant:
    registrant_id: str
    join_url: str


@dataclass(frozen=True, slots=True)
class Occurrence:
    uuid: str
    started_at: datetime


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One stay of one participant. Texts are empty where Zoom says nothing."""

    participant: str
    registrant_id: str
    account_id: str
    email: str
    name: str
    room: str
    joined_at: datetime
    left_at: datetime


def own_user_id(account: Account) -> str:
    """Zoom's id of the person we act for."""
    return str(_ask(account, "GET", "/users/me").get("id") or "")


def meeting_create(account: Account, *, kind: str, plan: Plan) -> str:
    """The id of a new meeting or webinar of the connected person, into which only registrants come."""
    body = _described(plan) | {
        "type": SCHEDULED[kind],
        "settings": {
            "approval_type": APPROVED_AT_ONCE,
            "registrants_confirmation_email": False,
            "registrants_email_notification": False,
            "allow_multiple_devices": True,
        },
    }
    # Not sent again by itself: a second meeting would be made.
    made = _ask(account, "POST", f"/users/me/{PLACES[kind]}", body=body, again=False)
    if not made.get("id"):
        raise ZoomAway
    return str(made["id"])


def meeting_update(account: Account, *, kind: str, zoom_id: str, plan: Plan) -> None:
    """Another topic or time."""
    _ask(account, "PATCH", f"/{PLACES[kind]}/{zoom_id}", body=_described(plan))


def meeting_delete(account: Account, *, kind: str, zoom_id: str) -> None:
    """Nobody can join it any more."""
    _ask(account, "DELETE", f"/{PLACES[kind]}/{zoom_id}")


def registrant_add(account: Account, *, kind: str, zoom_id: str, email: str, name: str) -> Registrant:
    """A person's own way in; the same address again gives the same one."""
    first, _, last = name.strip().partition(" ")
    body = {"email": email, "first_name": first[:64] or "Guest", "last_name": last.strip()[:64], "auto_approve": True}
    made = _ask(account, "POST", f"/{PLACES[kind]}/{zoom_id}/registrants", body=body)
    registrant_id = made.get("registrant_id") or made.get("id")
    if not registrant_id or not made.get("join_url"):
        raise ZoomAway
    return Registrant(str(registrant_id), str(made["join_url"]))


def registrant_cancel(account: Account, *, kind: str, zoom_id: str, registrant_id: str, email: str) -> None:
    """The link opens nothing any more."""
    body = {"action": "cancel", "registrants": [{"id": registrant_id, "email": email}]}
    _ask(account, "PUT", f"/{PLACES[kind]}/{zoom_id}/registrants/status", body=body)


def occurrences(account: Account, *, kind: str, zoom_id: str) -> list[Occurrence]:
    """Each time that the meeting took place and ended."""
    place = f"past_{PLACES[kind]}"
    found = _ask(account, "GET", f"/{place}/{zoom_id}/instances").get(PLACES[kind]) or []
    return [Occurrence(str(one["uuid"]), instant(one["start_time"])) for one in found]


def report(account: Account, *, kind: str, uuid: str) -> Iterator[ReportRow]:
    """Who was in one occurrence, page by page; not those who only waited outside."""
    path = f"/report/{PLACES[kind]}/{uuid_in_path(uuid)}/participants"
    query = {"page_size": str(LARGEST_PAGE), "include_fields": "registrant_id"}
    for _ in range(MOST_PAGES):
        page = _ask(account, "GET", path, query=query)
        yield from (_row(one) for one in page.get("participants") or [] if one.get("status") != "in_waiting_room")
        if not (token := page.get("next_page_token")):
            return
        query = {**query, "next_page_token": str(token)}
    raise ZoomAway


def _row(row: Json) -> ReportRow:
    return ReportRow(
        # Who has neither number is told apart by the moment of joining; the name is only there to be read.
        participant=_text(row, "user_id") or _text(row, "id") or f"{row['join_time']} {_text(row, 'name')}",
        registrant_id=_text(row, "registrant_id"),
        account_id=_text(row, "participant_user_id") or _text(row, "id"),
        email=_text(row, "user_email").lower(),
        name=_text(row, "name"),
        room=_text(row, "bo_mtg_id"),
        joined_at=instant(row["join_time"]),
        left_at=instant(row["leave_time"]),
    )


def _text(row: Json, name: str) -> str:
    value = row.get(name)
    return str(value).strip() if value is not None else ""


def _described(plan: Plan) -> dict[str, Any]:
    return {
        "topic": plan.topic,
        "start_time": plan.starts_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "duration": plan.minutes,
        "timezone": plan.time_zone,
    }


def _ask(
    account: Account,
    method: str,
    path: str,
    *,
    body: Json | None = None,
    query: dict[str, str] | None = None,
    again: bool = True,
) -> Json:
    base = f"{account.api_url}/v2" if account.api_url else settings.ZOOM_API_URL
    headers = {"Authorization": f"Bearer {account.token}"}
    answer = call(method, base + path, headers=headers, body=body, query=query, again=again)
    if answer.status_code == HTTPStatus.UNAUTHORIZED:
        raise TokenRefused
    return parsed(answer)
