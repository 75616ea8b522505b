"""Attendance that is played from a list of steps, at times of their own: what the control API takes.

A step's time is a moment (ISO 8601 with offset), or seconds after the meeting's start as it is scheduled.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from sandbox.store import Json
from sandbox.zoom_api import presence
from sandbox.zoom_api.account import Zoom
from sandbox.zoom_api.presence import Person

When = int | datetime
Deed = Literal["join", "leave", "start", "end", "restart", "reconnect", "guests", "recording"]
EVERYBODY = "*"
_LEFT = "left the meeting."


class Step(BaseModel):
    """One thing that happens.

    `who` is a registrant's id or email, `host`, or `*` for every approved registrant; without it `name` (and `email`)
    is a stranger who came by no link of a registrant. `device` tells two devices of one person apart.

    - `start`, `end`: of the call. `restart`: it ends, begins again `away` seconds later, and all come back.
    - `join`: until the step `leave`, the time `until`, or the end. `waits` seconds before it in the waiting room.
    - `reconnect`: leaves and is back `away` seconds later, `times` times, every `every` seconds.
    - `guests`: `count` strangers join. `recording`: the recording of the last call is ready.

    `silent` loses the webhooks of the step; the report still knows. `signed_in`: to another account of Zoom, with that
    account's id and no email. `hide_email`, `forget_registrant`: Zoom leaves these out.
    """

    model_config = ConfigDict(extra="forbid")

    do: Deed
    at: When | None = None
    until: When | None = None
    who: str = ""
    name: str = ""
    email: str = ""
    device: str = ""
    silent: bool = False
    signed_in: bool = False
    hide_email: bool = False
    forget_registrant: bool = False
    waits: int = Field(default=0, ge=0)
    away: int = Field(default=10, ge=0)
    times: int = Field(default=1, ge=1, le=100)
    every: int = Field(default=60, ge=1)
    count: int = Field(default=1, ge=1, le=5000)


class Script(BaseModel):
    """`POST /_control/api/zoom/meetings/{id}/play`: steps, and how their webhooks are sent."""

    model_config = ConfigDict(extra="forbid")

    steps: list[Step] = Field(min_length=1)
    copies: int | None = Field(default=None, ge=1, le=10)
    order: Literal["as_played", "shuffle", "reverse"] = "as_played"


class NotPlayable(ValueError):
    """A step names somebody whom the meeting does not know, or a time without its offset."""


def play(zoom: Zoom, meeting_id: str, script: Script) -> Json:
    """Everything that the steps say, by their times, in one transaction. Raises NotPlayable, ZoomError.

    Returns how many visits and calls there are then, and how many webhooks were queued.
    """
    meeting = zoom.meeting(meeting_id)
    queued = zoom.outbox.pending()
    copies = zoom.outbox.rules.copies
    with zoom.store.transaction():
        zoom.outbox.rules.copies = script.copies or copies
        try:
            moments = [(at, one) for step in script.steps for at, one in _moments(zoom, meeting, step)]
            for at, step in sorted(moments, key=lambda pair: pair[0]):
                _do(zoom, meeting, step, at)
        finally:
            zoom.outbox.rules.copies = copies
        if script.order != "as_played":
            zoom.outbox.reorder(script.order)
    return {
        "visits": zoom.store.count("zoom.visit", meeting=meeting_id),
        "calls": [one["id"] for one in zoom.store.every("zoom.instance", meeting=meeting_id)],
        "queued": zoom.outbox.pending() - queued,
    }


def _moments(zoom: Zoom, meeting: Json, step: Step) -> Iterator[tuple[float, Step]]:
    """The step as plain ones, each with its moment."""
    at = _moment(zoom, meeting, step.at)
    match step.do:
        case "reconnect":
            for number in range(step.times):
                away = at + number * step.every
                yield away, step.model_copy(update={"do": "leave"})
                yield away + step.away, step.model_copy(update={"do": "join", "waits": 0})
        case "guests":
            for number in range(1, step.count + 1):
                one = step.model_copy(update={"do": "join", "who": "", "name": f"{step.name or 'Guest'} {number}"})
                yield from _stay(zoom, meeting, one, at)
        case "join":
            yield from _stay(zoom, meeting, step, at)
        case _:
            yield at, step


def _stay(zoom: Zoom, meeting: Json, step: Step, at: float) -> Iterator[tuple[float, Step]]:
    yield at, step
    if step.until is not None:
        yield _moment(zoom, meeting, step.until), step.model_copy(update={"do": "leave"})


def _moment(zoom: Zoom, meeting: Json, given: When | None) -> float:
    if given is None:
        return zoom.now()
    if isinstance(given, datetime):
        if given.tzinfo is None:
            raise NotPlayable("A time needs its offset, as in 2026-03-29T10:00:00+01:00.")
        return given.timestamp()
    return float(meeting["starts_at"] + given)


def _do(zoom: Zoom, meeting: Json, step: Step, at: float) -> None:
    match step.do:
        case "start":
            presence.start(zoom, meeting, at, lost=step.silent)
        case "end":
            presence.end(zoom, meeting, at, lost=step.silent)
        case "restart":
            _restart(zoom, meeting, step, at)
        case "recording":
            _record(zoom, meeting, at)
        case _:
            for person in _people(zoom, meeting, step):
                _move(zoom, meeting, step, person, at)


def _move(zoom: Zoom, meeting: Json, step: Step, person: Person, at: float) -> None:
    if step.do == "leave":
        visit = presence.find_open(zoom, meeting, person.key, step.device)
        if visit is not None:
            presence.leave(zoom, meeting, visit, at, reason=f"{person.name} {_LEFT}", lost=step.silent)
        return
    if step.waits:
        presence.wait(zoom, meeting, person, at - step.waits, at)
    presence.join(zoom, meeting, person, at, device=step.device, lost=step.silent)


def _record(zoom: Zoom, meeting: Json, at: float) -> None:
    over = [one for one in zoom.store.every("zoom.instance", meeting=meeting["id"]) if one["ended"]]
    if not over:
        raise NotPlayable("No call is over yet that could have been recorded.")
    presence.recorded(zoom, meeting, over[-1], at)


def _restart(zoom: Zoom, meeting: Json, step: Step, at: float) -> None:
    instance = presence.running(zoom, meeting)
    there = [] if instance is None else presence.inside(zoom, instance)
    presence.end(zoom, meeting, at, lost=step.silent)
    presence.start(zoom, meeting, at + step.away, lost=step.silent)
    for visit in there:
        person = Person(visit["person"], visit["name"], visit["email"], visit["registrant"], visit["zoom_id"])
        presence.join(zoom, meeting, person, at + step.away, device=visit["device"])


def _people(zoom: Zoom, meeting: Json, step: Step) -> list[Person]:
    """Raises NotPlayable."""
    if step.who == presence.HOST:
        return [presence.host_of(zoom, meeting)]
    if not step.who:
        if not step.name:
            raise NotPlayable(f"The step {step.do} names nobody: give who, or a name.")
        zoom_id = "zu-stranger" if step.signed_in else ""
        return [Person(f"guest:{step.name}", step.name, step.email, zoom_id=zoom_id)]
    approved = zoom.store.every("zoom.registrant", meeting=meeting["id"], status="approved")
    wanted = step.who.lower()
    rows = [row for row in approved if step.who in (EVERYBODY, row["id"]) or row["email"] == wanted]
    if not rows and step.who != EVERYBODY:
        raise NotPlayable(f"The meeting has no approved registrant {step.who}.")
    return [
        presence.registrant_of(row, hide_email=step.hide_email, forget=step.forget_registrant, signed_in=step.signed_in)
        for row in rows
    ]
