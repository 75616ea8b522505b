"""What the API takes. A field that Zoom or the sandbox does not know is refused by name, and never ignored."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Literal, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sandbox.zoom_api.errors import invalid

_Body = TypeVar("_Body", bound="Body")
_MEETING_TYPES = (1, 2, 3, 8)
_WEBINAR_TYPES = (5, 6, 9)


class Body(BaseModel):
    """A request's JSON."""

    model_config = ConfigDict(extra="forbid", strict=True)


class SettingsBody(Body):
    """`settings` of a meeting or webinar."""

    approval_type: Literal[0, 1, 2] = 2
    registration_type: Literal[1, 2, 3] = 1
    auto_recording: Literal["local", "cloud", "none"] = "none"
    waiting_room: bool = False
    join_before_host: bool = False
    jbh_time: Literal[0, 5, 10, 15] = 0
    meeting_authentication: bool = False
    registrants_confirmation_email: bool = True
    registrants_email_notification: bool = True
    close_registration: bool = False
    allow_multiple_devices: bool = False
    host_video: bool = False
    participant_video: bool = False
    mute_upon_entry: bool = False
    audio: Literal["both", "telephony", "voip"] = "both"
    contact_name: str = ""
    contact_email: str = ""
    email_notification: bool = True
    alternative_hosts: str = ""
    show_share_button: bool = False
    private_meeting: bool = False
    practice_session: bool = False
    hd_video: bool = False
    on_demand: bool = False


class RecurrenceBody(Body):
    """`recurrence`: by the day or the week."""

    type: Literal[1, 2]
    repeat_interval: int = Field(default=1, ge=1, le=90)
    end_times: int = Field(ge=1, le=60)


class MeetingBody(Body):
    """`POST` and `PATCH` of a meeting or webinar."""

    topic: str = Field(default="", max_length=200)
    type: int | None = None
    start_time: str | None = None
    duration: int = Field(default=60, ge=1)
    timezone: str = "UTC"
    password: str = Field(default="", max_length=10)
    default_password: bool = False
    agenda: str = Field(default="", max_length=2000)
    recurrence: RecurrenceBody | None = None
    tracking_fields: list[dict[str, str]] = Field(default_factory=list)
    settings: SettingsBody = Field(default_factory=SettingsBody)


class RegistrantBody(Body):
    """`POST …/registrants`."""

    email: str = Field(min_length=3, max_length=128, pattern=r"^[^@\s]+@[^@\s]+$")
    first_name: str = Field(min_length=1, max_length=64)
    last_name: str = Field(default="", max_length=64)
    custom_questions: list[dict[str, str]] = Field(default_factory=list)
    auto_approve: bool | None = None
    language: str = "en-US"


class BatchRegistrantBody(Body):
    """One of `registrants` of a batch."""

    email: str = Field(min_length=3, max_length=128, pattern=r"^[^@\s]+@[^@\s]+$")
    first_name: str = Field(min_length=1, max_length=64)
    last_name: str = Field(default="", max_length=64)


class BatchBody(Body):
    """`POST /meetings/{id}/batch_registrants`."""

    registrants: list[BatchRegistrantBody] = Field(min_length=1, max_length=30)
    auto_approve: bool = False
    registrants_confirmation_email: bool = True


class WebinarBatchBody(Body):
    """The same of a webinar, which knows no confirmation mail."""

    registrants: list[BatchRegistrantBody] = Field(min_length=1, max_length=30)
    auto_approve: bool = False


class NamedRegistrant(Body):
    """One of `registrants` of a change of status; by id, or by email."""

    id: str | None = None
    email: str | None = None


class StatusBody(Body):
    """`PUT …/registrants/status`."""

    action: Literal["approve", "deny", "cancel"]
    registrants: list[NamedRegistrant] = Field(min_length=1, max_length=30)


def read(model: type[_Body], given: Any) -> _Body:
    """The body as `model`. Raises ZoomError 300 that names each field."""
    try:
        return model.model_validate(given)
    except ValidationError as error:
        raise invalid(
            *((".".join(str(part) for part in one["loc"]) or "body", f"{one['msg']}.") for one in error.errors())
        ) from error


def type_of(kind: str, given: int | None) -> int:
    """The type of a meeting or webinar, by default a scheduled one. Raises ZoomError 300."""
    known = _MEETING_TYPES if kind == "meeting" else _WEBINAR_TYPES
    wanted = given if given is not None else (2 if kind == "meeting" else 5)
    if wanted not in known:
        raise invalid(("type", "Invalid field."))
    return wanted


def start_of(start_time: str | None, timezone: str) -> float | None:
    """The moment that was written: `…Z` in UTC, else by the clock of `timezone`. Raises ZoomError 300."""
    try:
        zone = ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise invalid(("timezone", "Invalid field.")) from error
    if start_time is None:
        return None
    for form, clock in (("%Y-%m-%dT%H:%M:%SZ", UTC), ("%Y-%m-%dT%H:%M:%S", zone)):
        try:
            return datetime.strptime(start_time, form).replace(tzinfo=clock).timestamp()
        except ValueError:
            continue
    raise invalid(("start_time", "Invalid field."))
