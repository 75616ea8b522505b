"""The demo's event that is over, with all that comes of one: people in the room and online, a waiting list, a message,
a survey that was answered, certificates for those past the gate, and some who are short of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from accredit.accounts.models import User
from accredit.certificates import services as certificates
from accredit.certificates.rules.changes import WhenChanged
from accredit.events import services as events
from accredit.events.models import Event
from accredit.events.rules.events import AttendanceMode
from accredit.feedback import services as feedback
from accredit.feedback.models import Survey
from accredit.feedback.selectors import Seat
from accredit.registrations import services as registrations
from accredit.registrations.models import Registration
from accredit.registrations.rules.registrations import IntervalSource, RegistrationStatus

from .people import Person, settle

BEFORE = timedelta(days=7)
"""So long before the event people register."""
PARTICIPANTS = (
    Person("a.fenn@demo.example", "Adaeze Fenn", "learner"),
    Person("r.solberg@demo.example", "Runa Solberg", "learner"),
    Person("d.iyer@demo.example", "Dev Iyer", "learner"),
    Person("c.baptiste@demo.example", "Claire Baptiste", "learner"),
    Person("m.oduya@demo.example", "Michael Oduya", "learner"),
    Person("s.hargreave@demo.example", "Sian Hargreave", "learner"),
    Person("l.petrov@demo.example", "Lena Petrov", "learner"),
    Person("w.tanaka@demo.example", "Wataru Tanaka", "learner"),
)
QUESTIONS: tuple[dict[str, Any], ...] = (
    {"key": "whole", "kind": "rating", "prompt": "How was the afternoon as a whole?", "is_required": True},
    {"key": "parts", "kind": "rating", "about": "sessions", "prompt": "How useful was each session?"},
    {
        "key": "pace",
        "kind": "single",
        "prompt": "How was the pace?",
        "choices": [
            {"id": "slow", "text": "Too slow"},
            {"id": "right", "text": "Just right"},
            {"id": "fast", "text": "Too fast"},
        ],
    },
    {"key": "again", "kind": "nps", "prompt": "Would you tell a colleague to come?"},
    {"key": "words", "kind": "text", "prompt": "What will you do differently?"},
)
WORDS = (
    "The case of Mrs Lund will stay with me. More time for questions, please.",
    "I will write down who was asked, and what they said, before I write what we decided.",
    "Ask about the wish before the risk.",
    "Bring the advocate in on the first day.",
    "",
    "Look at the last good week, not at the worst hour.",
    "Ring the daughter myself.",
    "Walk with the patient before I read the score.",
    "",
    "Keep the form for the end.",
)


@dataclass(frozen=True, slots=True)
class _Stay:
    """How somebody attended: minutes after the beginning, and whether the survey was answered."""

    mode: AttendanceMode
    spans: tuple[tuple[int, int], ...]
    answers: bool = True


ROOM, ONLINE = AttendanceMode.IN_PERSON, AttendanceMode.ONLINE
STAYS = (
    _Stay(ROOM, ((-10, 188),)),
    _Stay(ROOM, ((-4, 181),)),
    _Stay(ROOM, ((2, 92), (108, 184))),
    _Stay(ROOM, ((0, 180),)),
    _Stay(ROOM, ((5, 178),), answers=False),
    _Stay(ONLINE, ((-2, 90), (104, 180))),
    # The line broke twice.
    _Stay(ONLINE, ((0, 34), (41, 90), (106, 150), (153, 180))),
    _Stay(ONLINE, ((1, 181),)),
    _Stay(ONLINE, ((0, 70),)),
    _Stay(ONLINE, ((0, 88), (120, 140))),
    _Stay(ONLINE, (), answers=False),
)
GUEST = ("Ifan Rhys", "ifan.rhys@post.example")
LATE = (("Nora Quill", "nora.quill@post.example"), ("Edmund Vale", "edmund.vale@post.example"))


def take_place(event: Event, people: Sequence[User], *, actor_id: UUID, now: datetime) -> None:
    """Register everybody before the event, have it happen, and let everything follow by `now`."""
    starts_at, ends_at = event.starts_at, event.ends_at
    if starts_at is None or ends_at is None:
        raise ValueError("The event has no times.")
    survey = _survey(event, actor_id=actor_id, now=starts_at - BEFORE)
    rows = list(_register(event, people, actor_id=actor_id, now=starts_at - BEFORE))
    certificates.event_gate_save(
        event=event,
        clauses=[{"kind": "attendance", "percent": 80}, {"kind": "survey"}],
        issue_after_minutes=60,
        when_changed=WhenChanged.ASK,
        actor_id=actor_id,
        now=starts_at - BEFORE,
    )
    settle()
    for row, stay in zip(rows, STAYS, strict=True):
        _stay(row, stay, starts_at, now=ends_at)
    events.event_complete(event=event, actor_id=actor_id, now=ends_at)
    settle()
    for place, (row, stay) in enumerate(zip(rows, STAYS, strict=True)):
        if stay.answers:
            answers = _answers(survey, place)
            feedback.survey_answer(survey=survey, seat=Seat(registration=row), answers=answers, now=now)
    settle()


def sell_out(event: Event, people: Sequence[User], *, actor_id: UUID, now: datetime) -> None:
    """Take every place of an event to come; two more people wait, and everybody is written to."""
    ticket = event.ticket_types.get()
    for person in people:
        _place(event, ticket.id, person, now=now)
    _wait(event, ticket.id, now=now)
    registrations.message_send(
        event=event,
        subject="Before we meet",
        body="Please think of one conversation that you would like to have again.\n\nNobody has to tell theirs.",
        statuses=[RegistrationStatus.CONFIRMED],
        actor_id=actor_id,
        now=now,
    )


def _register(event: Event, people: Sequence[User], *, actor_id: UUID, now: datetime) -> Iterator[Registration]:
    tickets = {ticket.mode: ticket.id for ticket in event.ticket_types.all()}
    for person, stay in zip(people, STAYS, strict=True):
        yield _place(event, tickets[stay.mode], person, now=now)
    name, email = GUEST
    guest = registrations.registration_place(
        event=event,
        attendees=[registrations.Attendee(tickets[ONLINE], name, email)],
        booked_by=None,
        contact_email=email,
        now=now,
    )
    _wait(event, tickets[ROOM], now=now)
    registrations.registration_cancel(
        registration=guest.registrations[0],
        actor_id=actor_id,
        reason="Cannot come after all.",
        refund=False,
        now=now,
    )
    registrations.message_send(
        event=event,
        subject="How to find us",
        body="The seminar room is on the second floor; the lift is behind the café.\n\nOnline it starts on time.",
        statuses=[RegistrationStatus.CONFIRMED],
        actor_id=actor_id,
        now=now,
    )


def _place(event: Event, ticket_id: UUID, person: User, *, now: datetime) -> Registration:
    attendee = registrations.Attendee(ticket_id, person.display_name, person.email)
    placed = registrations.registration_place(event=event, attendees=[attendee], booked_by=person.id, now=now)
    return placed.registrations[0]


def _wait(event: Event, ticket_id: UUID, *, now: datetime) -> None:
    for minute, (name, email) in enumerate(LATE):
        registrations.waiting_join(
            event=event,
            ticket_type_ids=[ticket_id],
            quantity=1,
            name=name,
            email=email,
            person_id=None,
            now=now + timedelta(minutes=minute),
        )


def _stay(row: Registration, stay: _Stay, starts_at: datetime, *, now: datetime) -> None:
    source = IntervalSource.DOOR if stay.mode is ROOM else IntervalSource.ZOOM
    for begin, end in stay.spans:
        registrations.interval_record(
            registration=row,
            source=source,
            external_id=f"demo:{row.id}:{begin}",
            starts_at=starts_at + timedelta(minutes=begin),
            ends_at=starts_at + timedelta(minutes=end),
            now=now,
        )


def _survey(event: Event, *, actor_id: UUID, now: datetime) -> Survey:
    survey = feedback.survey_create(
        activity=event,
        title="How was the afternoon?",
        intro="Five questions, two minutes. Nobody learns who said what.",
        is_anonymous=True,
        now=now,
    )
    feedback.questions_set(survey=survey, questions=QUESTIONS)
    return feedback.survey_publish(survey=survey, actor_id=actor_id, now=now)


def _answers(survey: Survey, place: int) -> Mapping[str, Any]:
    """What the person at this place of the list says: most are content, one is not."""
    words = WORDS[place % len(WORDS)]
    sessions = [str(one.id) for one in survey.event.sessions.filter(kind="session")] if survey.event else []
    return {
        "whole": (5, 5, 4, 5, 4, 5, 3, 5, 4, 5)[place % 10],
        "pace": ("right", "right", "fast", "right", "slow")[place % 5],
        "again": (10, 9, 8, 10, 7, 9, 6, 10, 9, 8)[place % 10],
        **{f"parts/{one}": (5, 4, 4, 3)[(place + nth) % 4] for nth, one in enumerate(sessions)},
        **({"words": words} if words else {}),
    }
