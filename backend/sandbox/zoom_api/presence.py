"""Calls that are held, and who is in them: each start makes an occurrence with its own UUID, each entry a visit.

Every change tells its webhook; `lost` keeps that webhook from ever being sent, while the report still knows.
"""

from __future__ import annotations

import secrets
import time
import uuid
from dataclasses import dataclass

from sandbox.store import Json
from sandbox.zoom_api.account import Zoom, written
from sandbox.zoom_api.meetings import next_uuid

HOST = "host"


@dataclass(frozen=True)
class Person:
    """Somebody who enters, as Zoom will show them. `key` tells people apart within the sandbox only.

    `zoom_id` is the Zoom user's id of one who is signed in: never that of a registrant.
    """

    key: str
    name: str
    email: str = ""
    registrant: str = ""
    zoom_id: str = ""


def host_of(zoom: Zoom, meeting: Json) -> Person:
    """The meeting's owner, who is signed in."""
    user = zoom.store.find("zoom.user", meeting["user"]) or {}
    return Person(HOST, user.get("name", "Host"), user.get("email", ""), zoom_id=meeting["user"])


def registrant_of(row: Json, *, hide_email: bool = False, forget: bool = False, signed_in: bool = False) -> Person:
    """A registrant who comes by their own link.

    A name stays that of the registration. Signed in to another account, they have that account's id, and their email
    comes back empty; `forget` leaves out the registrant's id, which Zoom's documents call optional.
    """
    name = f"{row['first_name']} {row['last_name']}".strip()
    return Person(
        row["id"],
        name,
        "" if hide_email or signed_in else row["email"],
        "" if forget else row["id"],
        f"zu-{row['id'][:16]}" if signed_in else "",
    )


def running(zoom: Zoom, meeting: Json) -> Json | None:
    """The call that is held now."""
    found = zoom.store.every("zoom.instance", meeting=meeting["id"], ended=0)
    return found[0] if found else None


def inside(zoom: Zoom, instance: Json) -> list[Json]:
    """The visits that have not ended."""
    return zoom.store.every("zoom.visit", meeting=instance["meeting"], instance=instance["id"], left=0)


def start(zoom: Zoom, meeting: Json, at: float, *, lost: bool = False) -> Json:
    """The call begins, unless one is held already."""
    known = running(zoom, meeting)
    if known is not None:
        return known
    fresh = zoom.meeting(meeting["id"])
    instance = zoom.add("instance", fresh["uuid"], meeting=meeting["id"], started=at, ended=0)
    zoom.store.put({**fresh, "uuid": next_uuid(zoom)})
    _emit(zoom, meeting, instance, "started", at, {}, lost=lost)
    return instance


def end(zoom: Zoom, meeting: Json, at: float, *, lost: bool = False) -> Json | None:
    """The call is over for everybody in it; None when none is held."""
    instance = running(zoom, meeting)
    if instance is None:
        return None
    for visit in inside(zoom, instance):
        leave(zoom, meeting, visit, at, reason="Host ended the meeting.", lost=lost)
    # The report's delay runs by the real clock, wherever the call lies in time.
    ready = time.time() + zoom.rules.report_delay_seconds
    ended = {**instance, "ended": max(at, instance["started"]), "report_at": ready}
    zoom.store.put(ended)
    _emit(zoom, meeting, ended, "ended", at, {"end_time": written(ended["ended"])}, lost=lost)
    return ended


def join(zoom: Zoom, meeting: Json, person: Person, at: float, *, device: str = "", lost: bool = False) -> Json:
    """Somebody enters; the first one begins the call. Zoom's `user_id` and `participant_uuid` are new each time."""
    instance = start(zoom, meeting, at)
    visit = _visit(zoom, instance, person, at, device=device)
    told = {"participant": {**_participant(visit), "user_name": person.name, "join_time": written(at)}}
    _emit(zoom, meeting, instance, "participant_joined", at, told, lost=lost)
    return visit


def leave(zoom: Zoom, meeting: Json, visit: Json, at: float, *, reason: str, lost: bool = False) -> Json:
    """Somebody goes. What is told names no time of entry."""
    gone = {**visit, "left": max(at, visit["joined"])}
    zoom.store.put(gone)
    instance = zoom.store.find("zoom.instance", visit["instance"]) or {}
    told = {
        "participant": {
            **_participant(visit),
            "user_name": visit["name"],
            "leave_time": written(gone["left"]),
            "leave_reason": reason,
        }
    }
    _emit(zoom, meeting, instance, "participant_left", at, told, lost=lost)
    return gone


def wait(zoom: Zoom, meeting: Json, person: Person, since: float, until: float) -> None:
    """Somebody waits to be let in: webhooks with a `date_time`, and a row of the report that is no attendance."""
    instance = start(zoom, meeting, since)
    visit = _visit(zoom, instance, person, since, status="in_waiting_room", left=until)
    for what, at in (("joined", since), ("left", until)):
        told = {"participant": {**_participant(visit), "user_name": person.name, "date_time": written(at)}}
        _emit(zoom, meeting, instance, f"participant_{what}_waiting_room", at, told)


def find_open(zoom: Zoom, meeting: Json, key: str, device: str = "") -> Json | None:
    """Where somebody is in the call now: the newest visit, on one device when it is named."""
    instance = running(zoom, meeting)
    if instance is None:
        return None
    found = [one for one in inside(zoom, instance) if one["person"] == key and device in ("", one["device"])]
    return found[-1] if found else None


def recorded(zoom: Zoom, meeting: Json, instance: Json, at: float) -> None:
    """`recording.completed` of a call that is over. Its id is a number, its token stands at the top."""
    host = zoom.store.find("zoom.user", meeting["user"]) or {}
    start_time, end_time = written(instance["started"]), written(instance["ended"] or at)
    minutes = int((instance["ended"] or at) - instance["started"]) // 60
    number = secrets.token_hex(8)
    told: Json = {
        "account_id": host.get("account_id", ""),
        "object": {
            "id": int(meeting["id"]),
            "uuid": instance["id"],
            "host_id": meeting["user"],
            "topic": meeting["body"]["topic"],
            "type": meeting["body"]["type"],
            "start_time": start_time,
            "duration": minutes,
            "timezone": meeting["body"]["timezone"],
            "total_size": 1024,
            "recording_count": 1,
            "share_url": f"{zoom.base_url}/rec/share/{number}",
            "recording_files": [
                {
                    "id": number,
                    "recording_start": start_time,
                    "recording_end": end_time,
                    "file_type": "MP4",
                    "file_extension": "MP4",
                    "file_size": 1024,
                    "download_url": f"{zoom.base_url}/rec/download/{number}",
                    "play_url": f"{zoom.base_url}/rec/play/{number}",
                    "recording_type": "shared_screen_with_speaker_view",
                    "status": "completed",
                }
            ],
        },
    }
    zoom.emit("recording.completed", told, at, download_token=secrets.token_urlsafe(24))


def _visit(
    zoom: Zoom,
    instance: Json,
    person: Person,
    at: float,
    *,
    device: str = "",
    status: str = "in_meeting",
    left: float = 0,
) -> Json:
    return zoom.add(
        "visit",
        f"visit_{secrets.token_hex(10)}",
        meeting=instance["meeting"],
        instance=instance["id"],
        person=person.key,
        device=device,
        name=person.name,
        email=person.email,
        registrant=person.registrant,
        zoom_id=person.zoom_id,
        user_id=str(16_000_000 + secrets.randbelow(900_000_000)),
        participant_uuid=str(uuid.uuid4()).upper(),
        status=status,
        joined=at,
        left=left,
    )


def _participant(visit: Json) -> Json:
    """What each event of a participant says of them: optional members are left out, never null."""
    told: Json = {
        "user_id": visit["user_id"],
        "id": visit["zoom_id"],
        "participant_uuid": visit["participant_uuid"],
        "participant_user_id": visit["zoom_id"],
        "email": visit["email"],
    }
    if visit["registrant"]:
        told["registrant_id"] = visit["registrant"]
    return told


def _emit(zoom: Zoom, meeting: Json, instance: Json, what: str, at: float, more: Json, *, lost: bool = False) -> None:
    host = zoom.store.find("zoom.user", meeting["user"]) or {}
    told: Json = {
        "id": meeting["id"],
        "uuid": instance["id"],
        "host_id": meeting["user"],
        "topic": meeting["body"]["topic"],
        "type": meeting["body"]["type"],
        "start_time": written(instance["started"]),
        "duration": meeting["body"]["duration"],
        "timezone": meeting["body"]["timezone"],
        **more,
    }
    payload: Json = {"account_id": host.get("account_id", ""), "object": told}
    zoom.emit(f"{meeting['kind']}.{what}", payload, at, lost=lost)
