"""Registrants: each has a link of their own to the same meeting or webinar."""

from __future__ import annotations

from sandbox.store import Json
from sandbox.zoom_api.account import Zoom, token, written
from sandbox.zoom_api.bodies import BatchBody, RegistrantBody, StatusBody, WebinarBatchBody, read
from sandbox.zoom_api.endpoint import Answer, Call, Endpoint, Kind, owned
from sandbox.zoom_api.errors import NO_REGISTRATION, ZoomError, invalid
from sandbox.zoom_api.limits import use_of_day
from sandbox.zoom_api.paging import paged

NO_REGISTRANT = 404
STATUSES = ("pending", "approved", "denied")
_BECOMES = {"approve": "approved", "deny": "denied", "cancel": "cancelled"}


def registrant_add(zoom: Zoom, call: Call, meeting_id: str) -> Answer:
    """`POST …/registrants`: 201 with the link. The same email again is the same registrant with the same link."""
    meeting = _open(zoom, call, meeting_id)
    given = read(RegistrantBody, call.body)
    row = _register(zoom, meeting, given.email, given.first_name, given.last_name, approve=given.auto_approve is True)
    return 201, {
        "id": int(meeting_id),
        "join_url": join_url(zoom, row),
        "registrant_id": row["id"],
        "start_time": written(meeting["starts_at"]),
        "topic": meeting["body"]["topic"],
        **({"participant_pin_code": int(row["pin"])} if call.kind == "meeting" else {}),
    }


def batch_add(zoom: Zoom, call: Call, meeting_id: str) -> Answer:
    """`POST …/batch_registrants`: all of them or none."""
    meeting = _open(zoom, call, meeting_id)
    batch = read(BatchBody, call.body) if call.kind == "meeting" else read(WebinarBatchBody, call.body)
    rows = [
        _register(zoom, meeting, one.email, one.first_name, one.last_name, approve=batch.auto_approve)
        for one in batch.registrants
    ]
    return 201, {
        "registrants": [
            {
                "email": row["email"],
                "join_url": join_url(zoom, row),
                "registrant_id": row["id"],
                **({"participant_pin_code": int(row["pin"])} if call.kind == "meeting" else {}),
            }
            for row in rows
        ]
    }


def registrant_list(zoom: Zoom, call: Call, meeting_id: str) -> Answer:
    """`GET …/registrants?status=`: by default the approved."""
    owned(zoom, call, meeting_id)
    status = call.query.get("status", "approved")
    if status not in STATUSES:
        raise invalid(("status", "Invalid field."))
    rows = zoom.store.every("zoom.registrant", meeting=meeting_id, status=status)
    return 200, paged(zoom, call, "registrants", [_shown(zoom, row) for row in rows], f"{meeting_id} {status}")


def registrant_show(zoom: Zoom, call: Call, meeting_id: str, registrant_id: str) -> Answer:
    """`GET …/registrants/{registrantId}`."""
    owned(zoom, call, meeting_id)
    return 200, _shown(zoom, _find(zoom, meeting_id, registrant_id))


def registrants_change(zoom: Zoom, call: Call, meeting_id: str) -> Answer:
    """`PUT …/registrants/status`: 204. A cancelled or denied registrant's link opens nothing."""
    owned(zoom, call, meeting_id)
    given = read(StatusBody, call.body)
    for named in given.registrants:
        row = _find(zoom, meeting_id, named.id or named.email or "")
        use_of_day(zoom.store, zoom.rules, f"status {row['id']}", zoom.rules.daily_status_changes)
        zoom.store.put({**row, "status": _BECOMES[given.action]})
    return 204, None


def registrant_delete(zoom: Zoom, call: Call, meeting_id: str, registrant_id: str) -> Answer:
    """`DELETE …/registrants/{registrantId}`: 204."""
    owned(zoom, call, meeting_id)
    zoom.store.put({**_find(zoom, meeting_id, registrant_id), "status": "cancelled"})
    return 204, None


def join_url(zoom: Zoom, row: Json) -> str:
    """The registrant's own link."""
    return f"{zoom.base_url}/join/{row['meeting']}?tk={row['tk']}"


def by_link(zoom: Zoom, meeting_id: str, tk: str) -> Json | None:
    """Whose link this is, whatever their status."""
    found = zoom.store.every("zoom.registrant", meeting=meeting_id, tk=tk) if tk else []
    return found[0] if found else None


def _open(zoom: Zoom, call: Call, meeting_id: str) -> Json:
    meeting = owned(zoom, call, meeting_id)
    settings = meeting["body"]["settings"]
    if settings["approval_type"] == 2:
        raise ZoomError(404, NO_REGISTRATION, f"Registration has not been enabled for this meeting: {meeting_id}.")
    if settings["close_registration"] and zoom.now() > meeting["starts_at"] + meeting["body"]["duration"] * 60:
        raise ZoomError(400, NO_REGISTRATION, f"Registration is closed for this meeting: {meeting_id}.")
    if "occurrence_ids" in call.query:
        raise invalid(("occurrence_ids", "The sandbox registers for all occurrences."))
    return meeting


def _register(zoom: Zoom, meeting: Json, email: str, first_name: str, last_name: str, *, approve: bool) -> Json:
    email = email.lower()
    use_of_day(zoom.store, zoom.rules, f"add {meeting['id']} {email}", zoom.rules.daily_adds)
    status = "approved" if approve or meeting["body"]["settings"]["approval_type"] == 0 else "pending"
    known = zoom.store.every("zoom.registrant", meeting=meeting["id"], email=email)
    if known:
        row = {**known[0], "first_name": first_name, "last_name": last_name}
        if row["status"] in ("cancelled", "denied"):
            row["status"] = status
        zoom.store.put(row)
        return row
    made = zoom.add(
        "registrant",
        token(),
        meeting=meeting["id"],
        email=email,
        first_name=first_name,
        last_name=last_name,
        status=status,
        tk=f"{token(32)}.DQ",
        pin=str(100_000 + zoom.store.count("zoom.registrant", meeting=meeting["id"])),
    )
    _tell(zoom, meeting, made)
    return made


def _tell(zoom: Zoom, meeting: Json, row: Json) -> None:
    host = zoom.store.find("zoom.user", meeting["user"]) or {}
    told: Json = {
        "account_id": host.get("account_id", ""),
        "object": {
            # A number here, and text in the events of participants.
            "id": int(meeting["id"]),
            "uuid": meeting["uuid"],
            "host_id": meeting["user"],
            "topic": meeting["body"]["topic"],
            "type": meeting["body"]["type"],
            "start_time": written(meeting["starts_at"]),
            "duration": meeting["body"]["duration"],
            "timezone": meeting["body"]["timezone"],
            "registrant": {
                "id": row["id"],
                "email": row["email"],
                "first_name": row["first_name"],
                "last_name": row["last_name"],
                "status": row["status"],
                "join_url": join_url(zoom, row),
            },
        },
    }
    zoom.emit(f"{meeting['kind']}.registration_created", told, zoom.now())


def _find(zoom: Zoom, meeting_id: str, named: str) -> Json:
    """By id or by email. Raises ZoomError 404."""
    row = zoom.store.find("zoom.registrant", named)
    if row is None:
        by_email = zoom.store.every("zoom.registrant", meeting=meeting_id, email=named.lower())
        row = by_email[0] if by_email else None
    if row is None or row["meeting"] != meeting_id:
        raise ZoomError(404, NO_REGISTRANT, f"Registrant does not exist: {named}.")
    return row


def _shown(zoom: Zoom, row: Json) -> Json:
    return {
        "id": row["id"],
        "email": row["email"],
        "first_name": row["first_name"],
        "last_name": row["last_name"],
        "status": row["status"],
        "create_time": written(row["created"]),
        "join_url": join_url(zoom, row),
    }


def _endpoints(kind: Kind) -> list[Endpoint]:
    every, each = f"/{kind}s/{{id}}/registrants", f"/{kind}s/{{id}}/registrants/{{registrant}}"
    write = f"{kind}:write:registrant"
    reading = "meeting:read:list_registrants" if kind == "meeting" else "webinar:read:webinar"
    change = "meeting:update:registrant_status" if kind == "meeting" else write
    return [
        Endpoint("POST", every, write, "Light", registrant_add, kind),
        Endpoint("GET", every, reading, "Medium", registrant_list, kind),
        Endpoint("PUT", f"{every}/status", change, "Light", registrants_change, kind),
        Endpoint("GET", each, reading, "Light", registrant_show, kind),
        Endpoint("DELETE", each, write, "Light", registrant_delete, kind),
        Endpoint("POST", f"/{kind}s/{{id}}/batch_registrants", write, "Heavy", batch_add, kind),
    ]


ENDPOINTS: list[Endpoint] = [*_endpoints("meeting"), *_endpoints("webinar")]
