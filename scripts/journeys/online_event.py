"""Journey 2: a paid online event with two places. Three people try, one waits; Zoom tells who was there, one `left` is
lost; one answers the survey, gets the certificate and the credit; the other is told what is missing."""

from __future__ import annotations

from typing import Any

from .client import Client, new_key, require, wait_for
from .events import (
    Occasion,
    certify,
    complete,
    confirmation,
    confirmed,
    credited,
    end,
    occasion,
    register,
    standing,
    wanted,
)
from .stage import Person, Stage

HOST = "host@zoom.example"
ABOUT = {"title": "Consent by video", "format": "online", "description_md": "Cases, and what was said."}
PRICE = 4_500
QUESTIONS = [
    {"key": "useful", "kind": "rating", "prompt": "How useful was it?", "is_required": True},
    {"key": "change", "kind": "text", "prompt": "What will you do differently?"},
]
GATE = [{"kind": "attendance", "percent": 80}, {"kind": "survey"}, {"kind": "paid"}]


def play(stage: Stage) -> None:
    """The journey, step by step."""
    with stage.step("sign in"):
        organizer = stage.staff("organizer")
        owner = stage.staff("owner", organizer.organization)
    with stage.step("connect Zoom"):
        connect(owner)
    with stage.step("make the event"):
        event = occasion(organizer, about=ABOUT, mode="online", size=2, price=PRICE)
        survey = surveyed(event)
        asked(event)
    with stage.step("publish"):
        organizer.put(f"/api/integrations/zoom/events/{event.id}/", {"kind": "meeting"})
        organizer.post(f"/api/events/{event.id}/publish/", {})
    with stage.step("meeting at Zoom"):
        meeting = wait_for("the meeting", lambda: held_at_zoom(event))
    with stage.step("sign up"):
        stayed, left, late = (stage.newcomer(name) for name in ("Ines Journey", "Paul Journey", "Ruth Journey"))
    with stage.step("two pay"):
        places = {person.name: paid(event, person) for person in (stayed, left)}
    with stage.step("the third waits"):
        waiting = waits(event, late)
    with stage.step("confirmations"):
        links = {way_in(stage, event, meeting, person, places[person.name]) for person in (stayed, left)}
        require(len(links) == 2, "two people have the same link to join")
    with stage.step("Zoom tells"):
        end(event)
        joins_and_leaves(stage, event, meeting, stayed, left)
        wait_for("what Zoom's webhooks tell", lambda: event.minutes() == {stayed.name: 89, left.name: 85})
    with stage.step("Zoom reports"):
        organizer.post(f"/api/integrations/zoom/events/{event.id}/report/", {})
        wait_for("what Zoom's report adds", lambda: event.minutes() == {stayed.name: 89, left.name: 25})
    with stage.step("complete"):
        complete(event)
    with stage.step("survey"):
        wait_for("the survey's mail", lambda: stage.link_in_mail(stayed.email, f"/surveys/{survey}"))
        stayed.post(f"/api/feedback/surveys/{survey}/answer/", {"answers": {"useful": 5, "change": "Ask twice."}})
    with stage.step("certificate"):
        certify(event, 1)
        certificate = stage.certificate(stayed, event.title)
        verify_url = stage.verified(certificate, stayed)
    with stage.step("credit"):
        credit = credited(stayed, certificate)
        require(credit["amount"] == "1.0", f"89 of 90 minutes made {credit['amount']} credits")
    with stage.step("what is missing"):
        lacks = missing(event, left)
    stage.tell(
        event=event.slug,
        zoom_meeting=meeting,
        orders=[places[person.name]["order"] for person in (stayed, left)],
        waiting_position=waiting["position"],
        minutes=event.minutes(),
        certificate_code=certificate["code"],
        verify_url=verify_url,
        credit=credit["amount"],
        missing=lacks,
    )


def connect(owner: Client) -> None:
    """Gives the organization's Zoom account on the consent page, in one browser from beginning to end."""
    departure = owner.post("/api/integrations/zoom/connect/", {})
    arrived = owner.submit(departure["authorize_url"], email=HOST, decision="allow")
    require(arrived.endswith("zoom=connected"), f"the way to Zoom and back ended at {arrived}")
    status = owner.get("/api/integrations/zoom/status/")
    require(status["state"] == "connected", f"Zoom is {status['state']}")


def surveyed(event: Occasion) -> str:
    """A published survey for the event; its id."""
    survey: str = event.organizer.post("/api/feedback/surveys/", {"event": event.id})["id"]
    event.organizer.put(f"/api/feedback/surveys/{survey}/questions/", {"questions": QUESTIONS})
    event.organizer.post(f"/api/feedback/surveys/{survey}/publish/", {})
    return survey


def asked(event: Occasion) -> None:
    """The gate, tried out and then set: certificates are issued by hand."""
    path = f"/api/certificates/events/{event.id}/gate/"
    event.organizer.post(f"{path}dry-run/", {"clauses": GATE})
    event.organizer.put(path, {"clauses": GATE, "issue_after_minutes": None, "when_changed": "ask"})


def held_at_zoom(event: Occasion) -> Any:
    """The number of the event's meeting, once Zoom has given it."""
    zoom = event.organizer.get(f"/api/integrations/zoom/events/{event.id}/")
    require(not zoom["problem"], f"at the event stands: {zoom['problem']}")
    return next((one["zoom_id"] for one in zoom["meetings"] if one["status"] == "live"), None)


def paid(event: Occasion, person: Person) -> Any:
    """Registers, pays on the hosted page; the place when it is confirmed."""
    placed = register(event, person)
    person.pay(placed["checkout_url"])
    return confirmed(person, placed["registrations"][0]["id"])


def waits(event: Occasion, person: Person) -> Any:
    """Is refused a place, and joins the waiting list."""
    problem = person.refused("/api/registrations/register/", wanted(event, person), Idempotency_Key=new_key())
    require(problem["code"] == "sold_out", f"the third place was refused with {problem}")
    entry = person.post("/api/registrations/waiting-list/", {"event": event.slug, "ticket_types": [event.ticket]})
    require(entry["status"] == "waiting" and entry["position"] == 1, f"on the waiting list stands {entry}")
    return entry


def way_in(stage: Stage, event: Occasion, meeting: str, person: Person, place: Any) -> str:
    """The confirmation with its calendar file leads to the place, where the link stands by which Zoom knows them."""
    mail = confirmation(stage, event, person)
    require(any(place["id"] in link for link in mail["links"]), "the mail does not lead to the place")
    path = f"/api/registrations/{place['id']}/"
    link = wait_for(f"the link of {person.name}", lambda: person.get(path)["join_url"])
    known = {
        one["email"]: one["join_url"] for one in stage.sandbox.get(f"/_control/api/zoom/meetings/{meeting}")["people"]
    }
    require(link == known[person.email], f"the link of {person.name} is not theirs")
    return str(link)


def joins_and_leaves(stage: Stage, event: Occasion, meeting: str, stayed: Person, left: Person) -> None:
    """One is there throughout and reconnects once; the other goes after 25 minutes, and Zoom's word of it is lost."""

    def at(**passed: int) -> str:
        return event.after(**passed).isoformat()

    steps = [
        {"do": "join", "who": stayed.email, "at": at(minutes=0)},
        {"do": "join", "who": left.email, "at": at(minutes=5)},
        {"do": "reconnect", "who": stayed.email, "at": at(minutes=20), "away": 30},
        {"do": "leave", "who": left.email, "at": at(minutes=30), "silent": True},
        {"do": "end", "at": at(minutes=90)},
    ]
    played = stage.sandbox.post(f"/_control/api/zoom/meetings/{meeting}/play", {"steps": steps, "copies": 2})
    require(played["visits"] == 3, f"Zoom knows {played}")


def missing(event: Occasion, person: Person) -> list[str]:
    """What stands between somebody and the certificate, in words."""
    progress = standing(event, person)
    require(not progress["met"] and progress["certificate"] is None, f"{person.name} is past the gate")
    require(not person.get("/api/certificates/")["results"], f"{person.name} has a certificate")
    lacks = {one["kind"]: f"{one['text']}. {one['detail']}" for one in progress["clauses"] if not one["met"]}
    require(set(lacks) == {"attendance", "survey"}, f"what is missing is {lacks}")
    return list(lacks.values())
