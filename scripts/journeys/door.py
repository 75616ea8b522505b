"""Journey 3: an event in person. Tickets are scanned in and out, some while a device was offline, some sent twice;
attendance and certificates follow."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from .client import Client, require, wait_for
from .events import Occasion, certify, complete, confirmation, confirmed, credited, end, occasion, register, standing
from .stage import Person, Stage

ABOUT = {
    "title": "Falls on the ward, in person",
    "format": "in_person",
    "venue_name": "Foundry Street Hospital, seminar room 2",
    "venue_address": "14 Foundry Street, Manchester M4 5BT",
    "venue_city": "Manchester",
    "description_md": "At the bedside.",
}
GATE = [{"kind": "attendance", "percent": 80}]
Scan = dict[str, Any]


def play(stage: Stage) -> None:
    """The journey, step by step."""
    with stage.step("sign in"):
        organizer, door = stage.staff("organizer"), stage.staff("door")
    with stage.step("make the event"):
        event = occasion(organizer, about=ABOUT, mode="in_person", size=30, price=None)
        clauses = {"clauses": GATE, "issue_after_minutes": None, "when_changed": "ask"}
        organizer.put(f"/api/certificates/events/{event.id}/gate/", clauses)
        organizer.post(f"/api/events/{event.id}/publish/", {})
    with stage.step("sign up"):
        first, second, early = (stage.newcomer(name) for name in ("Ada Journey", "Bo Journey", "Cem Journey"))
    with stage.step("tickets"):
        tickets = {person.name: ticket(stage, event, person) for person in (first, second, early)}
        known = door.get(f"/api/registrations/check-in/{event.id}/manifest/")["tickets"]
        require({one["text"] for one in known} == set(tickets.values()), "the door's list is not that of the tickets")
    with stage.step("in"):
        entry = scan(tickets[first.name], "entry", event.after(minutes=0))
        require(sent(door, event, [entry]) == ["ok"], "the first ticket was not let in")
        again = scan(tickets[first.name], "entry", event.after(minutes=1))
        stranger = scan("no ticket of ours", "entry", event.after(minutes=1))
        require(sent(door, event, [again, stranger]) == ["already_in", "unknown"], "the door let somebody in wrongly")
    with stage.step("end"):
        end(event)
    with stage.step("offline"):
        # The other door was offline all the time: its scans come now, in the order in which they lay in its queue.
        queue = [
            scan(tickets[early.name], "exit", event.after(minutes=40), offline=True),
            scan(tickets[second.name], "entry", event.after(minutes=2), offline=True),
            scan(tickets[early.name], "entry", event.after(minutes=3), offline=True),
        ]
        require(set(sent(door, event, queue)) == {"ok"}, "what was scanned offline was refused")
    with stage.step("out, sent twice"):
        exits = [scan(tickets[person.name], "exit", event.after(minutes=90)) for person in (first, second)]
        require(sent(door, event, exits) == ["ok", "ok"], "somebody could not leave")
        before = acts(door, event)
        require(sent(door, event, exits) == ["ok", "ok"], "sent again, the same acts came to something else")
        sent(door, event, queue)
        require(acts(door, event) == before, "acts that were sent twice are kept twice")
    with stage.step("attendance"):
        complete(event)
        counted = {first.name: 90, second.name: 88, early.name: 37}
        wait_for("the minutes", lambda: event.minutes() == counted)
        inside = door.get(f"/api/registrations/check-in/{event.id}/manifest/")["inside"]
        require(inside == 0, f"{inside} are still inside")
    with stage.step("certificates"):
        certify(event, 2)
        certificates = [stage.certificate(person, event.title) for person in (first, second)]
        verify_url = stage.verified(certificates[0], first)
    with stage.step("credit"):
        earned = [credited(*pair)["amount"] for pair in zip((first, second), certificates, strict=True)]
        require(earned == ["1.5", "1.0"], f"90 and 88 minutes made {earned} credits")
    with stage.step("what is missing"):
        [lacks] = [one["detail"] for one in standing(event, early)["clauses"] if not one["met"]]
        require(not early.get("/api/certificates/")["results"], f"{early.name} has a certificate")
    stage.tell(
        event=event.slug,
        scans=len(before),
        minutes=event.minutes(),
        certificate_codes=[one["code"] for one in certificates],
        verify_url=verify_url,
        credits=earned,
        missing=lacks,
    )


def ticket(stage: Stage, event: Occasion, person: Person) -> str:
    """Registers for nothing, gets the mail with the ticket; the text of its QR code."""
    placed = register(event, person)
    place = confirmed(person, placed["registrations"][0]["id"])
    files = [one["content_type"] for one in confirmation(stage, event, person)["attachments"]]
    require("application/pdf" in files, "the ticket is not attached")
    return str(place["ticket"])


def scan(text: str, direction: str, at: datetime, *, offline: bool = False) -> Scan:
    """One act at the door, named by a nonce of its own."""
    return {
        "text": text,
        "direction": direction,
        "scanned_at": at.isoformat(),
        "nonce": str(uuid.uuid4()),
        "was_offline": offline,
        "device": "the side door" if offline else "the main door",
    }


def sent(door: Client, event: Occasion, scans: list[Scan]) -> list[str]:
    """What the acts came to, in the order in which they were given."""
    answer = door.post("/api/registrations/check-in/", {"event": event.id, "scans": scans})
    results = {one["nonce"]: one["result"] for one in answer["scans"]}
    return [results[one["nonce"]] for one in scans]


def acts(door: Client, event: Occasion) -> list[str]:
    """The nonces of all that happened at the door."""
    return [one["nonce"] for one in door.get(f"/api/registrations/check-in/{event.id}/log/")["results"]]
