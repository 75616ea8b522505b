"""Meetings and webinars: create, get, list, change, delete; and the user they belong to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sandbox.store import Json
from sandbox.zoom_api.account import Zoom, meeting_number, occurrence_uuid, written
from sandbox.zoom_api.bodies import MeetingBody, SettingsBody, read, start_of, type_of
from sandbox.zoom_api.endpoint import Answer, Call, Endpoint, Kind, owned
from sandbox.zoom_api.errors import NO_PERMISSION, NO_USER, ZoomError, invalid
from sandbox.zoom_api.limits import use_of_day
from sandbox.zoom_api.paging import paged

_IN_PROGRESS = 3002
_RECURRING = (8, 9)
_ONLY_ALONE = ("settings", "password", "occurrences", "recurrence", "tracking_fields", "start_url", "registration_url")


def user_show(zoom: Zoom, call: Call, given: str) -> Answer:
    """`GET /users/me`."""
    _only_me(call, given)
    user = call.user
    first, _, last = user["name"].partition(" ")
    return 200, {
        "id": user["id"],
        "account_id": user["account_id"],
        "email": user["email"],
        "first_name": first,
        "last_name": last,
        "display_name": user["name"],
        "type": 2,
        "timezone": "UTC",
        "status": "active",
    }


def _only_me(call: Call, given: str) -> None:
    """An app that its users add must call them `me`."""
    if given == "me":
        return
    if given in (call.user["id"], call.user["email"]):
        raise ZoomError(400, NO_PERMISSION, "No permission. A user-level app names its user as me.")
    raise ZoomError(404, NO_USER, f"User does not exist: {given}.")


def meeting_create(zoom: Zoom, call: Call, user: str) -> Answer:
    """`POST /users/me/meetings`: 201."""
    _only_me(call, user)
    given = read(MeetingBody, call.body)
    wanted_type = type_of(call.kind, given.type)
    starts_at = start_of(given.start_time, given.timezone)
    if wanted_type in _RECURRING and given.recurrence is None:
        raise invalid(("recurrence", "Required for a recurring meeting with fixed time."))
    use_of_day(zoom.store, zoom.rules, f"meetings {call.user['id']}", zoom.rules.daily_meetings)
    body = given.model_dump(exclude={"default_password", "start_time"}) | {"type": wanted_type}
    made = zoom.add(
        "meeting",
        meeting_number(zoom.store),
        kind=call.kind,
        user=call.user["id"],
        body=body,
        starts_at=starts_at if starts_at is not None else zoom.now(),
        uuid=next_uuid(zoom),
        deleted=False,
    )
    return 201, shown(zoom, made)


def next_uuid(zoom: Zoom) -> str:
    """The id of the call to come."""
    return occurrence_uuid(zoom.store.count("zoom.meeting") + zoom.store.count("zoom.instance"))


def meeting_show(zoom: Zoom, call: Call, meeting_id: str) -> Answer:
    """`GET /meetings/{id}`."""
    return 200, shown(zoom, owned(zoom, call, meeting_id))


def meeting_list(zoom: Zoom, call: Call, user: str) -> Answer:
    """`GET /users/me/meetings`."""
    _only_me(call, user)
    found = zoom.store.every("zoom.meeting", user=call.user["id"], kind=call.kind, deleted=False)
    rows = [shown(zoom, one) for one in found]
    brief = [{name: value for name, value in row.items() if name not in _ONLY_ALONE} for row in rows]
    return 200, paged(zoom, call, f"{call.kind}s", brief)


def meeting_change(zoom: Zoom, call: Call, meeting_id: str) -> Answer:
    """`PATCH /meetings/{id}`: 204. What is not named stays."""
    meeting = owned(zoom, call, meeting_id)
    given = read(MeetingBody, call.body)
    use_of_day(zoom.store, zoom.rules, f"meetings {call.user['id']}", zoom.rules.daily_meetings)
    change = given.model_dump(exclude_unset=True, exclude={"default_password", "start_time"})
    if "type" in change:
        change["type"] = type_of(call.kind, given.type)
    settings = {**meeting["body"]["settings"], **change.pop("settings", {})}
    body = {**meeting["body"], **change, "settings": SettingsBody(**settings).model_dump()}
    starts_at = start_of(given.start_time, body["timezone"])
    zoom.store.put({**meeting, "body": body, "starts_at": meeting["starts_at"] if starts_at is None else starts_at})
    return 204, None


def meeting_delete(zoom: Zoom, call: Call, meeting_id: str) -> Answer:
    """`DELETE /meetings/{id}`: 204; not while it is held."""
    meeting = owned(zoom, call, meeting_id)
    for name in call.query:
        if name not in ("occurrence_id", "schedule_for_reminder", "cancel_meeting_reminder"):
            raise invalid((name, "Invalid field."))
    if "occurrence_id" in call.query:
        raise invalid(("occurrence_id", "The sandbox does not model the deletion of one occurrence."))
    if zoom.store.every("zoom.instance", meeting=meeting_id, ended=0):
        raise ZoomError(400, _IN_PROGRESS, "Sorry, you cannot delete this meeting since it is in progress.")
    zoom.store.put({**meeting, "deleted": True})
    return 204, None


def shown(zoom: Zoom, meeting: Json) -> Json:
    """A meeting as the API tells it; `occurrences` of a recurring one with fixed times."""
    body: Json = meeting["body"]
    number = meeting["id"]
    host = zoom.store.find("zoom.user", meeting["user"]) or {}
    running = zoom.store.every("zoom.instance", meeting=number, ended=0)
    told: Json = {
        "uuid": meeting["uuid"],
        "id": int(number),
        "host_id": meeting["user"],
        "host_email": host.get("email", ""),
        "topic": body["topic"] or f"{host.get('name', '')}'s Zoom Meeting",
        "type": body["type"],
        "status": "started" if running else "waiting",
        "start_time": written(meeting["starts_at"]),
        "duration": body["duration"],
        "timezone": body["timezone"],
        "agenda": body["agenda"],
        "created_at": written(meeting["created"]),
        "start_url": f"{zoom.base_url}/start/{number}?zak={meeting['user']}",
        "join_url": f"{zoom.base_url}/join/{number}",
        "password": body["password"],
        "tracking_fields": body["tracking_fields"],
        "settings": body["settings"],
    }
    if body["settings"]["approval_type"] != 2:
        told["registration_url"] = f"{zoom.base_url}/join/{number}"
    if body["type"] in _RECURRING and body["recurrence"]:
        told |= {"recurrence": body["recurrence"], "occurrences": _occurrences(meeting)}
    return told


def _occurrences(meeting: Json) -> list[Json]:
    """By the clock of the meeting's zone, so that ten o'clock stays ten o'clock."""
    body = meeting["body"]
    rule = body["recurrence"]
    first = datetime.fromtimestamp(meeting["starts_at"], ZoneInfo(body["timezone"]))
    days = rule["repeat_interval"] * (1 if rule["type"] == 1 else 7)
    starts = [
        (first + timedelta(days=days * number)).astimezone(UTC).timestamp() for number in range(rule["end_times"])
    ]
    return [
        {
            "occurrence_id": str(int(start * 1000)),
            "start_time": written(start),
            "duration": body["duration"],
            "status": "available",
        }
        for start in starts
    ]


def _endpoints(kind: Kind) -> list[Endpoint]:
    each, all_ = f"/{kind}s/{{id}}", f"/users/{{user}}/{kind}s"
    read_scope, write_scope = f"{kind}:read:{kind}", f"{kind}:write:{kind}"
    # Webinars have one scope for writing here; Zoom splits it as it does for meetings.
    change_scope = "meeting:update:meeting" if kind == "meeting" else write_scope
    delete_scope = "meeting:delete:meeting" if kind == "meeting" else write_scope
    return [
        Endpoint("POST", all_, write_scope, "Light", meeting_create, kind),
        Endpoint("GET", all_, read_scope, "Medium", meeting_list, kind),
        Endpoint("GET", each, read_scope, "Light", meeting_show, kind),
        Endpoint("PATCH", each, change_scope, "Light", meeting_change, kind),
        Endpoint("DELETE", each, delete_scope, "Light", meeting_delete, kind),
    ]


ENDPOINTS: list[Endpoint] = [
    Endpoint("GET", "/users/{user}", "user:read:user", "Light", user_show),
    *_endpoints("meeting"),
    *_endpoints("webinar"),
]
