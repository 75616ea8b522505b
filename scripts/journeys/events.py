"""What the journeys of events share: making one that is about to end, its places, its end, and what follows.

Presence is told with times of its own, so an event lies mostly in the past and nobody has to sit through it: it begins
an hour and a half ago, and its organizer lets it end once everybody has a place.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from .client import Client, UnexpectedAnswerError, new_key, require, wait_for
from .stage import Person, Stage

LENGTH = timedelta(minutes=90)
ADMITTED = ("confirmed", "attended", "absent")
ENDS_IN = timedelta(seconds=2)
CREDIT_TYPE = "Clinical"


@dataclass
class Occasion:
    """An event with one session and one ticket, as its organizer knows it."""

    organizer: Client
    id: str
    slug: str
    title: str
    session: str
    ticket: str
    starts_at: datetime
    ends_at: datetime

    def after(self, **passed: int) -> datetime:
        """So long after the beginning (`minutes=`, `seconds=`)."""
        return self.starts_at + timedelta(**passed)

    def places(self) -> list[Any]:
        """What the organizer sees in the table of registrations."""
        found: list[Any] = self.organizer.get(f"/api/registrations/event/{self.id}/")["results"]
        return found

    def minutes(self) -> dict[str, int]:
        """Whole minutes that count, by the name of the person."""
        lanes = self.organizer.get(f"/api/registrations/attendance/{self.id}/")["results"]
        return {lane["name"]: sum(one["counted_seconds"] for one in lane["sessions"]) // 60 for lane in lanes}


def occasion(organizer: Client, *, about: dict[str, Any], mode: str, size: int, price: int | None) -> Occasion:
    """A draft that began an hour and a half ago; `about` are fields of the event, `price` minor units."""
    bodies = organizer.get("/api/accreditation/accreditors/")["results"]
    [credit_type] = [kind for body in bodies for kind in body["credit_types"] if kind["name"] == CREDIT_TYPE]
    worth = {"credit_type": credit_type["id"], "amount": "1.5"}
    event = organizer.post("/api/events/", {**about, "credits": [worth]})
    starts_at = datetime.now(UTC).replace(microsecond=0) - LENGTH
    ends_at = starts_at + LENGTH + timedelta(hours=1)
    part = organizer.post(
        f"/api/events/{event['id']}/sessions/",
        {"title": "Cases", "starts_at": starts_at.isoformat(), "ends_at": ends_at.isoformat()},
    )
    capacity = organizer.post(f"/api/events/{event['id']}/capacities/", {"name": "Places", "size": size})
    ticket: dict[str, Any] = {"name": "Standard", "mode": mode, "capacity": capacity["id"]}
    if price is not None:
        ticket["price"] = {"amount": price, "currency": "GBP"}
    sold = organizer.post(f"/api/events/{event['id']}/ticket-types/", ticket)
    return Occasion(organizer, event["id"], event["slug"], event["title"], part["id"], sold["id"], starts_at, ends_at)


def register(event: Occasion, person: Person) -> Any:
    """One place for oneself: the answer, with where to pay it."""
    return person.post("/api/registrations/register/", wanted(event, person), Idempotency_Key=new_key())


def wanted(event: Occasion, person: Person) -> dict[str, Any]:
    """What somebody sends who registers."""
    attendee = {"ticket_type": event.ticket, "name": person.name, "email": person.email}
    return {"event": event.slug, "attendees": [attendee]}


def confirmed(person: Person, registration: str) -> Any:
    """The place, once it is confirmed."""

    def look() -> Any:
        place = person.get(f"/api/registrations/{registration}/")
        return place if place["status"] in ADMITTED else None

    return wait_for(f"the place of {person.name}", look)


def confirmation(stage: Stage, event: Occasion, person: Person) -> Any:
    """The mail that confirms a place. Its calendar file is about the event."""

    def look() -> Any:
        subject = f"Your place in “{event.title}”"
        return next((mail for mail in stage.mails(person.email) if mail["subject"].strip() == subject), None)

    mail = wait_for(f"the confirmation for {person.name}", look)
    [calendar] = [one for one in mail["attachments"] if one["content_type"] == "text/calendar"]
    text = stage.sandbox.open("GET", calendar["url"])[1].decode()
    lines = text.replace("\r\n ", "").replace("\\,", ",").splitlines()
    require("BEGIN:VEVENT" in lines and f"SUMMARY:{event.title}" in lines, f"the calendar file says {text[-600:]}")
    return mail


def end(event: Occasion) -> None:
    """The organizer lets the last session end now, and closes the event."""
    ends_at = datetime.now(UTC).replace(microsecond=0) + ENDS_IN
    event.organizer.patch(f"/api/events/{event.id}/sessions/{event.session}/", {"ends_at": ends_at.isoformat()})
    event.ends_at = ends_at
    time.sleep(max(0.0, (ends_at - datetime.now(UTC)).total_seconds()) + 0.1)


def complete(event: Occasion) -> None:
    """The organizer closes the event, unless it has closed by itself."""
    try:
        event.organizer.post(f"/api/events/{event.id}/complete/", {})
    except UnexpectedAnswerError as refusal:
        if refusal.status != 409:
            raise
    status = event.organizer.get(f"/api/events/{event.id}/edit/")["status"]
    require(status == "completed", f"the event is {status}")


def certify(event: Occasion, how_many: int) -> None:
    """The organizer issues certificates now; the run ends, with exactly so many in force."""
    path = f"/api/certificates/events/{event.id}/issue/"
    event.organizer.post(path, {}, Idempotency_Key=new_key())

    def look() -> Any:
        run = event.organizer.get(path)["run"]
        return run if run["status"] == "finished" and not run["waiting"] else None

    run = wait_for("the end of the run", look)
    require(run["done"] == how_many and not run["failed"], f"the run came to {run}")


def credited(person: Person, certificate: Any) -> Any:
    """The ledger's entry that rests on a certificate."""

    def look() -> Any:
        entries = person.get("/api/cpd/ledger/")["results"]
        mine = [one for one in entries if one["certificate"] and one["certificate"]["code"] == certificate["code"]]
        return mine[0] if mine else None

    return wait_for(f"the credit of {person.name}", look)


def standing(event: Occasion, person: Person) -> Any:
    """How somebody stands before the event's gate, in words."""
    return person.get(f"/api/certificates/event-progress/?event={event.slug}")
