"""Surveys for tests."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import factory
from factory.django import DjangoModelFactory

from accredit.core import clock
from accredit.events.models import Event
from accredit.events.tests.factories import EventFactory, TicketTypeFactory, event_with_ticket
from accredit.feedback.models import Survey, SurveyQuestion
from accredit.registrations.tests.factories import RegistrationFactory


class SurveyFactory(DjangoModelFactory):
    """A published anonymous survey of an event to come; `course=…, event=None` makes it a course's. No questions."""

    class Meta:
        model = Survey

    event = factory.SubFactory(EventFactory)
    organization = factory.LazyAttribute(lambda row: (row.event or row.course).organization)
    title = factory.Sequence(lambda n: f"How was it {n}?")
    status = "published"
    published_at = factory.LazyFunction(clock.now)


class SurveyQuestionFactory(DjangoModelFactory):
    """Stars for the whole."""

    class Meta:
        model = SurveyQuestion

    survey = factory.SubFactory(SurveyFactory)
    organization = factory.SelfAttribute("survey.organization")
    key = factory.Sequence(lambda n: f"q{n}")
    position = factory.Sequence(lambda n: n)
    kind = "rating"
    prompt = "How was it?"


def event_over(**fields: Any) -> Event:
    """An event of one session that ended an hour ago and is completed."""
    now = clock.now()
    times = {"starts_at": now - timedelta(hours=9), "ends_at": now - timedelta(hours=1)}
    return event_with_ticket(**{"status": "completed", **times, **fields}).event


def guest(event: Event | None, **fields: Any) -> Any:
    """Somebody who was there and has no account."""
    return RegistrationFactory(ticket_type=ticket_of(event), person=None, booked_by=None, **fields)


def attendee(event: Event | None, **fields: Any) -> Any:
    """Somebody with an account who was there."""
    return RegistrationFactory(ticket_type=ticket_of(event), **{"status": "attended", **fields})


def ticket_of(event: Event | None) -> Any:
    assert event is not None
    return event.ticket_types.first() or TicketTypeFactory(event=event)


def question(key: str, kind: str = "rating", **fields: Any) -> dict[str, Any]:
    """A question as the API takes it; choices a, b and c where the kind has any."""
    choices = [{"id": one, "text": one.upper()} for one in "abc"] if kind in ("single", "multiple") else []
    return {"key": key, "kind": kind, "prompt": f"About {key}?", "choices": choices, **fields}
