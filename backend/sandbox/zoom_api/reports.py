"""What Zoom tells of calls that are over: their occurrences, and who was in them.

A number names the latest occurrence only, a UUID exactly one. Rows repeat with each entry and each wait.
"""

from __future__ import annotations

import time

from sandbox.store import Json
from sandbox.zoom_api.account import Zoom, written
from sandbox.zoom_api.endpoint import Answer, Call, Endpoint, Kind, owned
from sandbox.zoom_api.errors import NO_MEETING, TOO_OLD, ZoomError, invalid, no_meeting
from sandbox.zoom_api.paging import paged

_YEAR = 365 * 86400


def instances(zoom: Zoom, call: Call, meeting_id: str) -> Answer:
    """`GET /past_meetings/{id}/instances`, oldest first."""
    owned(zoom, call, meeting_id)
    rows = [{"uuid": one["id"], "start_time": written(one["started"])} for one in _ended(zoom, meeting_id)]
    return 200, {f"{call.kind}s": rows}


def past_show(zoom: Zoom, call: Call, given: str) -> Answer:
    """`GET /past_meetings/{id|uuid}`."""
    meeting, instance = _occurrence(zoom, call, given)
    rows = _rows(zoom, instance)
    return 200, {
        "uuid": instance["id"],
        "id": int(meeting["id"]),
        "host_id": meeting["user"],
        "type": meeting["body"]["type"],
        "topic": meeting["body"]["topic"],
        "start_time": written(instance["started"]),
        "end_time": written(instance["ended"]),
        "duration": int(instance["ended"] - instance["started"]) // 60,
        "total_minutes": sum(int(row["left"] - row["joined"]) for row in rows) // 60,
        "participants_count": len(rows),
    }


def report(zoom: Zoom, call: Call, given: str) -> Answer:
    """`GET /report/meetings/{id|uuid}/participants`. `registrant_id` only on request, `participant_uuid` never."""
    fields = [one for one in call.query.get("include_fields", "").split(",") if one]
    if set(fields) - {"registrant_id"}:
        raise invalid(("include_fields", "Invalid field."))
    _, instance = _occurrence(zoom, call, given)
    if instance["started"] < zoom.now() - _YEAR:
        raise ZoomError(400, TOO_OLD, "Can not access a meeting a year ago.")
    rows = [_reported(row, with_registrant=bool(fields)) for row in _rows(zoom, instance)]
    return 200, paged(zoom, call, "participants", rows, instance["id"])


def past_participants(zoom: Zoom, call: Call, given: str) -> Answer:
    """`GET /past_meetings/{id|uuid}/participants`, which always names the registrant and knows no `include_fields`."""
    if "include_fields" in call.query:
        raise invalid(("include_fields", "Invalid field."))
    _, instance = _occurrence(zoom, call, given)
    rows = [_reported(row, with_registrant=True) for row in _rows(zoom, instance)]
    return 200, paged(zoom, call, "participants", rows, instance["id"])


def absentees(zoom: Zoom, call: Call, given: str) -> Answer:
    """`GET /past_webinars/{id|uuid}/absentees`: the approved who never came."""
    meeting, instance = _occurrence(zoom, call, given)
    came = {row["person"] for row in _rows(zoom, instance)}
    rows = [
        {"id": one["id"], "email": one["email"], "first_name": one["first_name"], "last_name": one["last_name"]}
        for one in zoom.store.every("zoom.registrant", meeting=meeting["id"], status="approved")
        if one["id"] not in came
    ]
    return 200, paged(zoom, call, "registrants", rows, instance["id"])


def _ended(zoom: Zoom, meeting_id: str) -> list[Json]:
    found = [one for one in zoom.store.every("zoom.instance", meeting=meeting_id) if one["ended"]]
    return sorted(found, key=lambda one: float(one["started"]))


def _occurrence(zoom: Zoom, call: Call, given: str) -> tuple[Json, Json]:
    """The meeting and the occurrence that is meant. Raises ZoomError 3001 while there is none that is over."""
    if given.isdecimal():
        meeting = owned(zoom, call, given)
        over = _ended(zoom, given)
        instance = over[-1] if over else None
    else:
        instance = zoom.store.find("zoom.instance", given)
        if instance is None:
            raise no_meeting(given)
        meeting = owned(zoom, call, instance["meeting"])
    if instance is None or not instance["ended"]:
        raise no_meeting(given)
    if time.time() < instance.get("report_at", 0):
        raise ZoomError(404, NO_MEETING, f"The report of this meeting is not ready yet: {given}.")
    return meeting, instance


def _rows(zoom: Zoom, instance: Json) -> list[Json]:
    found = zoom.store.every("zoom.visit", meeting=instance["meeting"], instance=instance["id"])
    return sorted((one for one in found if one["left"]), key=lambda one: float(one["joined"]))


def _reported(row: Json, *, with_registrant: bool) -> Json:
    told: Json = {
        "id": row["zoom_id"],
        "user_id": row["user_id"],
        "name": row["name"],
        "user_email": row["email"],
        "join_time": written(row["joined"]),
        "leave_time": written(row["left"]),
        "duration": int(row["left"]) - int(row["joined"]),
        "status": row["status"],
        "failover": False,
        "participant_user_id": row["zoom_id"],
    }
    if with_registrant:
        told["registrant_id"] = row["registrant"]
    return told


def _endpoints(kind: Kind) -> list[Endpoint]:
    past, reading = f"/past_{kind}s/{{id}}", f"{kind}:read:{kind}"
    listing = "meeting:read:list_past_instances" if kind == "meeting" else reading
    reporting = f"report:read:list_{kind}_participants"
    return [
        Endpoint("GET", f"{past}/instances", listing, "Medium", instances, kind),
        Endpoint("GET", past, reading, "Light", past_show, kind),
        Endpoint("GET", f"{past}/participants", reading, "Medium", past_participants, kind),
        Endpoint("GET", f"/report/{kind}s/{{id}}/participants", reporting, "Heavy", report, kind),
    ]


ENDPOINTS: list[Endpoint] = [
    *_endpoints("meeting"),
    *_endpoints("webinar"),
    Endpoint("GET", "/past_webinars/{id}/absentees", "webinar:read:webinar", "Heavy", absentees, "webinar"),
]
