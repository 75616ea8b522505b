"""Zoom's webhooks: kept when their signature holds, acted upon in a job, in any order and more than once."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import transaction

from accredit.core import inbound, jobs
from accredit.core.errors import BadRequest
from accredit.core.secrets import wrap
from accredit.integrations.exceptions import WebhookForged
from accredit.integrations.models import ParticipantFact, ZoomInstance, ZoomMeeting, ZoomRecording
from accredit.integrations.rules.presence import FactKind
from accredit.integrations.rules.wire import challenge_answer, instant, is_genuine
from accredit.integrations.selectors import meeting_by_zoom_id

from .participants import resolve_owe
from .removing import REMOVED, zoom_remove

SOURCE = "zoom"
CHALLENGE = "endpoint.url_validation"
REPORT = "integrations.zoom_report_fetch"
REPORT_AFTER = timedelta(minutes=5)
"""Zoom says nowhere when a report is ready; a job that comes too early is tried again."""
LONGEST_ADDRESS = 2000
Json = Mapping[str, Any]
Handler = Callable[[ZoomMeeting, Json, datetime], None]


@dataclass(frozen=True, slots=True)
class Received:
    """What Zoom is answered: that a delivery was kept, or the proof that it asked for."""

    kept: bool
    proof: Mapping[str, str] | None = None


def delivery_receive(*, body: bytes, signature: str, timestamp: str, now: datetime) -> Received:
    """Keep a delivery to be handled; one that was kept before, or that concerns nobody here, is not kept. A challenge
    is answered, but only a signed one: an answer to anybody would sign whatever they like.

    Raises WebhookForged, BadRequest.
    """
    secret = settings.ZOOM_WEBHOOK_SECRET
    if not is_genuine(secret=secret, timestamp=timestamp, body=body, given=signature, now=now):
        raise WebhookForged
    try:
        told = json.loads(body)
        event, payload = told["event"], told["payload"]
        if event == CHALLENGE:
            plain = str(payload["plainToken"])
            if ":" in plain:
                raise WebhookForged
            return Received(False, {"plainToken": plain, "encryptedToken": challenge_answer(secret, plain)})
    except (ValueError, KeyError, TypeError) as error:
        raise BadRequest("This is no event of Zoom.") from error
    # Zoom names no delivery; sent again, it is the same body, in which the instant of the event stands.
    return Received((event in _HANDLERS or event == REMOVED) and inbound.store(SOURCE, sha256(body).hexdigest(), body))


def delivery_handle(*, body: str, now: datetime) -> None:
    """Act on a kept delivery; again changes nothing more. Meetings that are none of ours are passed over."""
    told = json.loads(body)
    if told["event"] == REMOVED:
        zoom_remove(told=told["payload"], now=now)
        return
    about = told["payload"]["object"]
    meeting = meeting_by_zoom_id(zoom_id=str(about["id"]))
    if meeting is not None:
        with transaction.atomic():
            _HANDLERS[told["event"]](meeting, about, now)


def instance_of(meeting: ZoomMeeting, uuid: str) -> ZoomInstance:
    """The occurrence of this name, made when it is heard of first."""
    row, _ = ZoomInstance.objects.get_or_create(
        meeting=meeting, uuid=uuid, defaults={"organization_id": meeting.organization_id}
    )
    return row


def _started(meeting: ZoomMeeting, about: Json, now: datetime) -> None:
    row = instance_of(meeting, str(about["uuid"]))
    if about.get("start_time"):
        ZoomInstance.objects.filter(pk=row.pk, started_at=None).update(started_at=instant(about["start_time"]))


def _ended(meeting: ZoomMeeting, about: Json, now: datetime) -> None:
    row = instance_of(meeting, str(about["uuid"]))
    ZoomInstance.objects.filter(pk=row.pk).update(ended_at=instant(about["end_time"]), report_fetched_at=None)
    resolve_owe(instance_id=row.pk)
    key = f"{REPORT}:{row.pk}"
    jobs.enqueue(REPORT, str(meeting.pk), run_after=now + REPORT_AFTER, unique_key=key)


def _passed(kind: FactKind, meeting: ZoomMeeting, about: Json, now: datetime) -> None:
    who = about["participant"]
    row = instance_of(meeting, str(about["uuid"]))
    registrant_id = _text(who, "registrant_id")
    account_id = _text(who, "participant_user_id") or _text(who, "id")
    fact = ParticipantFact(
        created_at=now,
        organization_id=meeting.organization_id,
        instance=row,
        kind=kind,
        participant=(_text(who, "parent_user_id") or _text(who, "user_id"))[:60],
        room=_text(about, "breakout_room_uuid")[:100],
        at=instant(who["join_time" if kind is FactKind.JOINED else "leave_time"]),
        registrant_id=registrant_id[:100],
        email=_text(who, "email").lower()[:254],
        account_id=account_id[:100] if account_id != registrant_id else "",
        name=_text(who, "user_name")[:200],
    )
    ParticipantFact.objects.bulk_create([fact], ignore_conflicts=True)
    resolve_owe(instance_id=row.pk)


def _recorded(meeting: ZoomMeeting, about: Json, now: datetime) -> None:
    files = [
        ZoomRecording(
            created_at=now,
            organization_id=meeting.organization_id,
            meeting=meeting,
            uuid=str(about["uuid"]),
            file_id=_text(one, "id")[:100],
            file_type=_text(one, "file_type")[:20],
            kind=_text(one, "recording_type")[:60],
            starts_at=instant(one["recording_start"]) if one.get("recording_start") else None,
            ends_at=instant(one["recording_end"]) if one.get("recording_end") else None,
            size=int(one.get("file_size") or 0),
            download_url=_text(one, "download_url")[:2000],
            play_wrapped=_secret(_text(one, "play_url") or _text(about, "share_url")),
        )
        for one in about.get("recording_files") or []
        if one.get("id")
    ]
    ZoomRecording.objects.bulk_create(files, ignore_conflicts=True)


def _secret(address: str) -> bytes | None:
    """Only what a browser opens as a page is kept at all."""
    is_page = address.startswith(("https://", "http://")) and len(address) <= LONGEST_ADDRESS
    return wrap(address.encode()) if is_page else None


def _text(told: Json, name: str) -> str:
    value = told.get(name)
    return str(value).strip() if value is not None else ""


_joined, _left = partial(_passed, FactKind.JOINED), partial(_passed, FactKind.LEFT)
_OF_ONE: Mapping[str, Handler] = {
    "started": _started,
    "ended": _ended,
    "participant_joined": _joined,
    "participant_left": _left,
    "participant_joined_breakout_room": _joined,
    "participant_left_breakout_room": _left,
}
_HANDLERS: Mapping[str, Handler] = {
    **{f"{place}.{name}": handler for place in ("meeting", "webinar") for name, handler in _OF_ONE.items()},
    "recording.completed": _recorded,
}
