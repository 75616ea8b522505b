"""Events for tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import factory
from factory.django import DjangoModelFactory

from accredit.accreditation.tests.factories import CreditTypeFactory
from accredit.core import clock
from accredit.events.models import (
    Capacity,
    Event,
    EventCategory,
    EventCredit,
    Question,
    Session,
    SessionSpeaker,
    Speaker,
    TicketType,
)
from accredit.organizations.tests.factories import OrganizationFactory


def tomorrow(hour: int) -> datetime:
    """A full hour of tomorrow, in UTC."""
    day = (clock.now() + timedelta(days=1)).date()
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


class EventCategoryFactory(DjangoModelFactory):
    class Meta:
        model = EventCategory

    name = factory.Sequence(lambda n: f"Ethics {n}")
    slug = factory.Sequence(lambda n: f"event-ethics-{n}")


class EventFactory(DjangoModelFactory):
    """A published in-person event tomorrow from 9 to 17 UTC, without programme or tickets; see `event_with_ticket`."""

    class Meta:
        model = Event

    organization = factory.SubFactory(OrganizationFactory)
    title = factory.Sequence(lambda n: f"Capacity in practice {n}")
    slug = factory.Sequence(lambda n: f"capacity-in-practice-{n}")
    description_md = "A day of cases, and **what the law asks**."
    format = "in_person"
    status = "published"
    time_zone = "Europe/London"
    venue_name = "Friends House"
    venue_address = "173 Euston Road, London"
    venue_city = "London"
    starts_at = factory.LazyFunction(lambda: tomorrow(9))
    ends_at = factory.LazyFunction(lambda: tomorrow(17))
    published_at = factory.LazyFunction(clock.now)


class SessionFactory(DjangoModelFactory):
    """As long as its event, unless told otherwise."""

    class Meta:
        model = Session

    event = factory.SubFactory(EventFactory)
    organization = factory.SelfAttribute("event.organization")
    title = factory.Sequence(lambda n: f"Session {n}")
    starts_at = factory.SelfAttribute("event.starts_at")
    ends_at = factory.SelfAttribute("event.ends_at")


class SpeakerFactory(DjangoModelFactory):
    class Meta:
        model = Speaker

    organization = factory.SubFactory(OrganizationFactory)
    name = factory.Sequence(lambda n: f"Dr Amara Osei {n}")
    headline = "Consultant psychiatrist"


class SessionSpeakerFactory(DjangoModelFactory):
    class Meta:
        model = SessionSpeaker

    session = factory.SubFactory(SessionFactory)
    organization = factory.SelfAttribute("session.organization")
    speaker = factory.SubFactory(SpeakerFactory, organization=factory.SelfAttribute("..organization"))


class CapacityFactory(DjangoModelFactory):
    class Meta:
        model = Capacity

    event = factory.SubFactory(EventFactory)
    organization = factory.SelfAttribute("event.organization")
    name = "The room"
    size = 100


class TicketTypeFactory(DjangoModelFactory):
    """A free ticket for the room. `price_amount=14500` gives it a price."""

    class Meta:
        model = TicketType

    event = factory.SubFactory(EventFactory)
    organization = factory.SelfAttribute("event.organization")
    capacity = factory.SubFactory(CapacityFactory, event=factory.SelfAttribute("..event"))
    name = factory.Sequence(lambda n: f"Standard {n}")
    mode = "in_person"
    price_currency = factory.SelfAttribute("organization.currency")


class QuestionFactory(DjangoModelFactory):
    class Meta:
        model = Question

    event = factory.SubFactory(EventFactory)
    organization = factory.SelfAttribute("event.organization")
    kind = "text"
    prompt = "What do you hope to take home?"


class EventCreditFactory(DjangoModelFactory):
    class Meta:
        model = EventCredit

    event = factory.SubFactory(EventFactory)
    organization = factory.SelfAttribute("event.organization")
    credit_type = factory.SubFactory(CreditTypeFactory)
    amount_hundredths = 600


def event_with_ticket(*, size: int | None = 100, price: int = 0, **fields: Any) -> TicketType:
    """A published event of one session, and its one ticket."""
    event = EventFactory(**fields)
    SessionFactory(event=event)
    mode = "online" if event.format == "online" else "in_person"
    ticket: TicketType = TicketTypeFactory(
        event=event, capacity=CapacityFactory(event=event, size=size), price_amount=price, mode=mode
    )
    return ticket
