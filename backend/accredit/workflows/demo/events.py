"""The demo's events: one to buy a place for, one to follow online, one that is sold out, one whose door is open
now, and one that is over."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from accredit.accounts.models import User
from accredit.accreditation.models import CreditType
from accredit.core.money import Money
from accredit.events import services as events
from accredit.events.models import Event, EventCategory
from accredit.events.rules.events import AttendanceMode, EventFormat, SessionKind
from accredit.events.services.events import CreditEntry
from accredit.events.services.taxonomy import category_create
from accredit.organizations.models import Organization
from accredit.registrations import services as registrations

from . import attended
from .courses import CATEGORIES

ZONE = ZoneInfo("Europe/London")
SPEAKERS = (
    ("Dr Amara Osei", "Consultant psychiatrist"),
    ("Prof. Ruth Calloway", "Chair of medical law"),
    ("Ben Achterberg", "Mental capacity advocate"),
)


@dataclass(frozen=True, slots=True)
class _Part:
    """A session or a break, in minutes after the event's beginning."""

    title: str
    start: int
    end: int
    speakers: tuple[int, ...] = ()
    kind: SessionKind = SessionKind.SESSION


@dataclass(frozen=True, slots=True)
class _Ticket:
    name: str
    mode: AttendanceMode
    price: int
    description: str = ""


@dataclass(frozen=True, slots=True)
class _Plan:
    title: str
    subtitle: str
    description: str
    format: EventFormat
    category: str
    credit: tuple[str, int]
    places: int | None
    parts: tuple[_Part, ...]
    tickets: tuple[_Ticket, ...]
    fields: dict[str, Any] = field(default_factory=dict)


CASES = _Plan(
    title="Capacity in practice: a day of cases",
    subtitle="Twelve real decisions, argued by the people who had to make them.",
    description=(
        "Bring a decision that still bothers you. In small groups we take it apart: **what was asked, who could "
        "answer, and what was written down**.\n\nLunch is included, and so is the handbook."
    ),
    format=EventFormat.IN_PERSON,
    category="ethics-law",
    credit=("Ethics & law", 600),
    places=20,
    parts=(
        _Part("What the law asks of a Tuesday morning", 0, 90, (1,)),
        _Part("Coffee", 90, 110, kind=SessionKind.BREAK),
        _Part("Six cases from the ward", 110, 200, (0, 2)),
        _Part("Lunch", 200, 260, kind=SessionKind.BREAK),
        _Part("Six cases from the community", 260, 420, (0, 1, 2)),
    ),
    tickets=(
        _Ticket("Standard", AttendanceMode.IN_PERSON, 14_500),
        _Ticket("In training", AttendanceMode.IN_PERSON, 6_000, "For students and those in their first two years."),
    ),
    fields={
        "venue_name": "Friends House",
        "venue_address": "173 Euston Road, London NW1 2BJ",
        "venue_city": "London",
        "venue_map_url": "https://www.openstreetmap.org/?mlat=51.5262&mlon=-0.1309#map=18/51.5262/-0.1309",
        "refund_tiers": [{"hours_before": 168, "percent": 100}, {"hours_before": 48, "percent": 50}],
    },
)
EVENING = _Plan(
    title="Reading a trial together",
    subtitle="One paper, one hour and a half, and nobody has to have read it before.",
    description=(
        "We read the abstract last. **Questions first**, then the methods, then what the authors say they found."
    ),
    format=EventFormat.ONLINE,
    category="research",
    credit=("Open", 150),
    places=None,
    parts=(_Part("The paper, from the back", 0, 90, (0,)),),
    tickets=(_Ticket("Online", AttendanceMode.ONLINE, 0),),
    fields={"online_url": "https://meet.example/reading-a-trial"},
)
ROUND = _Plan(
    title="Falls on the ward: teaching round",
    subtitle="Half an afternoon with the falls team, at the bedside.",
    description="Small groups, real charts, and **what to change tomorrow**.",
    format=EventFormat.IN_PERSON,
    category="clinical",
    credit=("Clinical", 300),
    places=30,
    parts=(_Part("At the bedside", 0, 120, (0,)), _Part("What we change", 120, 180, (2,))),
    tickets=(_Ticket("Place", AttendanceMode.IN_PERSON, 0),),
    fields={
        "venue_name": "Foundry Street Hospital, seminar room 2",
        "venue_address": "14 Foundry Street, Manchester M4 5BT",
        "venue_city": "Manchester",
    },
)
WARD = _Plan(
    title="A difficult conversation, practised",
    subtitle="Actors, small groups, and a second try for everybody.",
    description="Each brings a conversation. **We play it, stop, and play it again** until it goes another way.",
    format=EventFormat.IN_PERSON,
    category="communication",
    credit=("Communication", 300),
    places=8,
    parts=(
        _Part("First try", 0, 80, (2,)),
        _Part("Tea", 80, 100, kind=SessionKind.BREAK),
        _Part("Second try", 100, 180),
    ),
    tickets=(_Ticket("Place", AttendanceMode.IN_PERSON, 0),),
    fields={
        "venue_name": "Mediation House",
        "venue_address": "8 Albion Place, Leeds LS1 6JL",
        "venue_city": "Leeds",
        "outcomes": ["Say what is hard without hurting", "Hear what is not said"],
    },
)
AFTERNOON = _Plan(
    title="Frailty at the front door",
    subtitle="An afternoon on the first hour, for everybody who decides in it.",
    description="Two sessions, one real case, and **the question that is asked too late**.",
    format=EventFormat.HYBRID,
    category="clinical",
    credit=("Clinical", 300),
    places=5,
    parts=(
        _Part("Why frailty hides", 0, 90, (0,)),
        _Part("Tea", 90, 105, kind=SessionKind.BREAK),
        _Part("The case of Mrs Lund", 105, 180, (1, 2)),
    ),
    tickets=(
        _Ticket("In the room", AttendanceMode.IN_PERSON, 0),
        _Ticket("Online", AttendanceMode.ONLINE, 0),
    ),
    fields={
        "venue_name": "Mediation House",
        "venue_address": "8 Albion Place, Leeds LS1 6JL",
        "venue_city": "Leeds",
        "online_url": "https://meet.example/frailty",
    },
)


def hold(
    *,
    society: Organization,
    northbridge: Organization,
    actor_id: UUID,
    credit_types: dict[str, CreditType],
    guests: list[User],
    participants: list[User],
    now: datetime,
) -> None:
    """Publish the events to come, some with people who have places already, and have the last one take place."""
    categories = {
        one.slug: one for one in (category_create(name=name, position=place) for place, name in enumerate(CATEGORIES))
    }
    plans = (
        (CASES, society, _at(now, days=18, clock=time(9, 30))),
        (EVENING, northbridge, _at(now, days=3, clock=time(18, 0))),
        (ROUND, northbridge, now.replace(second=0, microsecond=0) - timedelta(minutes=30)),
    )
    for plan, organization, starts_at in plans:
        event = _publish(plan, organization, starts_at, actor_id, categories, credit_types, now=now)
        if plan is not CASES:
            _register(event, guests, now=now)
    to_come = _at(now, days=10, clock=time(14, 0))
    ward = _publish(WARD, society, to_come, actor_id, categories, credit_types, now=now)
    attended.sell_out(ward, participants[: WARD.places], actor_id=actor_id, now=now)
    held_at = _at(now, days=-2, clock=time(13, 0))
    before = held_at - attended.BEFORE
    afternoon = _publish(AFTERNOON, society, held_at, actor_id, categories, credit_types, now=before)
    attended.take_place(afternoon, participants, actor_id=actor_id, now=now)


def _at(now: datetime, *, days: int, clock: time) -> datetime:
    day = (now.astimezone(ZONE) + timedelta(days=days)).date()
    return datetime.combine(day, clock, tzinfo=ZONE)


def _publish(
    plan: _Plan,
    organization: Organization,
    starts_at: datetime,
    actor_id: UUID,
    categories: dict[str, EventCategory],
    credit_types: dict[str, CreditType],
    *,
    now: datetime,
) -> Event:
    name, amount = plan.credit
    event = events.event_create(
        organization=organization,
        actor_id=actor_id,
        title=plan.title,
        format=plan.format,
        changes={
            "subtitle": plan.subtitle,
            "description_md": plan.description,
            "category": categories[plan.category],
            "credits": [CreditEntry(credit_types[name], amount)],
            **plan.fields,
        },
        now=now,
    )
    people = [
        events.speaker_create(organization=organization, actor_id=actor_id, name=who, headline=what, now=now)
        for who, what in SPEAKERS
    ]
    for part in plan.parts:
        events.session_create(
            event=event,
            actor_id=actor_id,
            title=part.title,
            starts_at=starts_at + timedelta(minutes=part.start),
            ends_at=starts_at + timedelta(minutes=part.end),
            kind=part.kind,
            changes={"speakers": [people[place].id for place in part.speakers]},
            now=now,
        )
    capacity = events.capacity_create(event=event, actor_id=actor_id, name="All places", size=plan.places, now=now)
    for ticket in plan.tickets:
        if plan.format is EventFormat.HYBRID and ticket.mode is AttendanceMode.ONLINE:
            capacity = events.capacity_create(event=event, actor_id=actor_id, name="Online", size=None, now=now)
        changes: dict[str, Any] = {"description": ticket.description}
        if ticket.price:
            changes["price"] = Money(ticket.price, organization.currency)
        events.ticket_type_create(
            event=event,
            actor_id=actor_id,
            name=ticket.name,
            capacity=capacity,
            mode=ticket.mode,
            changes=changes,
            now=now,
        )
    event.refresh_from_db()
    return events.event_publish(event=event, actor_id=actor_id, now=now)


def _register(event: Event, guests: list[User], *, now: datetime) -> None:
    ticket = event.ticket_types.get()
    for guest in guests:
        registrations.registration_place(
            event=event,
            attendees=[registrations.Attendee(ticket.id, guest.display_name, guest.email)],
            booked_by=guest.id,
            now=now,
        )
