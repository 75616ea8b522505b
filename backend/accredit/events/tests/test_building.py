"""Building an event, and its life, through the services."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from accredit.core import clock
from accredit.core.errors import IllegalTransition, ProblemError
from accredit.core.ids import new_id
from accredit.core.models import OutboxEvent
from accredit.core.money import Money
from accredit.events import services
from accredit.events.exceptions import (
    CapacityBelowTaken,
    CapacityInUse,
    EventNotReady,
    EventOver,
    ModeDoesNotFit,
    RepetitionNotPossible,
    TimesNotPossible,
)
from accredit.events.models import Capacity, Event, EventChange, Session, TicketType
from accredit.events.rules.events import AttendanceMode, EventFormat, EventStatus
from accredit.events.services.repetition import occurrences
from accredit.organizations.tests.factories import OrganizationFactory

from .factories import CapacityFactory, EventFactory, SessionFactory, TicketTypeFactory, event_with_ticket, tomorrow

pytestmark = pytest.mark.django_db
ACTOR = new_id()


def news() -> list[str]:
    return list(OutboxEvent.objects.order_by("created_at", "id").values_list("name", flat=True))


def draft() -> Event:
    return services.event_create(
        organization=OrganizationFactory(),
        actor_id=ACTOR,
        title="Capacity in practice",
        format=EventFormat.IN_PERSON,
        changes={"description_md": "A day of cases.", "venue_name": "Friends House"},
        now=clock.now(),
    )


def with_programme(event: Event) -> Event:
    services.session_create(
        event=event, actor_id=ACTOR, title="Morning", starts_at=tomorrow(9), ends_at=tomorrow(12), now=clock.now()
    )
    capacity = services.capacity_create(event=event, actor_id=ACTOR, name="The room", size=20, now=clock.now())
    services.ticket_type_create(
        event=event,
        actor_id=ACTOR,
        name="Standard",
        capacity=capacity,
        mode=AttendanceMode.IN_PERSON,
        changes={"price": Money(14500, "EUR")},
        now=clock.now(),
    )
    event.refresh_from_db()
    return event


@pytest.mark.happy
def test_an_event_is_built_published_and_completed() -> None:
    event = with_programme(draft())
    assert (event.starts_at, event.ends_at) == (tomorrow(9), tomorrow(12))
    services.event_publish(event=event, actor_id=ACTOR, now=clock.now())
    assert event.status == EventStatus.PUBLISHED
    with pytest.raises(EventNotReady):
        services.event_complete(event=event, actor_id=ACTOR, now=clock.now())
    assert services.events_complete_due(now=tomorrow(13)) == 1
    assert services.events_complete_due(now=tomorrow(13)) == 0
    event.refresh_from_db()
    assert event.status == EventStatus.COMPLETED
    assert news() == ["events.event_published", "events.event_completed"]


def test_what_an_event_lacks_is_said_all_at_once() -> None:
    event = services.event_create(
        organization=OrganizationFactory(), actor_id=ACTOR, title="Bare", format=EventFormat.IN_PERSON, now=clock.now()
    )
    with pytest.raises(EventNotReady) as refused:
        services.event_publish(event=event, actor_id=ACTOR, now=clock.now())
    assert [error.path for error in refused.value.errors] == [
        "description_md",
        "sessions",
        "venue_name",
        "ticket_types",
    ]


@pytest.mark.parametrize("status", ["completed", "cancelled", "archived"])
def test_what_is_over_cannot_be_changed(status: str) -> None:
    event = EventFactory(status=status)
    with pytest.raises(EventOver):
        services.event_update(event=event, actor_id=ACTOR, changes={"title": "Other"}, now=clock.now())
    with pytest.raises(IllegalTransition, match=status):
        services.event_publish(event=event, actor_id=ACTOR, now=clock.now())


def test_moving_a_published_event_counts_its_sequence_up_and_tells_what_moved() -> None:
    event = event_with_ticket().event
    session = Session.objects.get(event=event)
    services.session_update(
        session=session, actor_id=ACTOR, changes={"starts_at": tomorrow(10), "room": "Hall 2"}, now=clock.now()
    )
    services.event_update(event=event, actor_id=ACTOR, changes={"venue_name": "Elsewhere"}, now=clock.now())
    services.event_update(event=event, actor_id=ACTOR, changes={"subtitle": "Only words"}, now=clock.now())
    event.refresh_from_db()
    assert (event.sequence, event.starts_at) == (2, tomorrow(10))
    lines = [line["what"] for change in EventChange.objects.order_by("created_at", "id") for line in change.lines]
    assert lines == [f"session:{session.title}", "venue_name"]
    assert news().count("events.event_rescheduled") == 2


def test_a_published_event_keeps_what_it_needs() -> None:
    ticket = event_with_ticket()
    session = Session.objects.get(event=ticket.event)
    for refused in (
        lambda: services.session_delete(session=session, actor_id=ACTOR, now=clock.now()),
        lambda: services.ticket_type_close(ticket_type=ticket, actor_id=ACTOR, now=clock.now()),
        lambda: services.event_update(
            event=ticket.event, actor_id=ACTOR, changes={"description_md": " "}, now=clock.now()
        ),
    ):
        with pytest.raises(EventNotReady):
            refused()
    assert Session.objects.filter(pk=session.pk).exists()
    assert TicketType.objects.get(pk=ticket.pk).closed_at is None


def test_a_cancelled_event_says_why_and_is_never_completed() -> None:
    event = event_with_ticket().event
    services.event_cancel(event=event, actor_id=ACTOR, reason="The speaker is ill.", now=clock.now())
    assert (event.status, event.cancel_reason, event.sequence) == ("cancelled", "The speaker is ill.", 1)
    with pytest.raises(IllegalTransition):
        services.event_cancel(event=event, actor_id=ACTOR, reason="Again.", now=clock.now())
    assert services.events_complete_due(now=tomorrow(23)) == 0


def test_places_are_taken_all_or_none_and_never_beyond_the_size() -> None:
    capacity = CapacityFactory(size=5)
    assert services.places_take(capacity_id=capacity.id, count=3)
    assert not services.places_take(capacity_id=capacity.id, count=3)
    assert services.places_take(capacity_id=capacity.id, count=2)
    services.places_give_back(
        capacity_id=capacity.id, event_id=capacity.event_id, organization_id=capacity.organization_id, count=4
    )
    capacity.refresh_from_db()
    assert (capacity.taken, capacity.left) == (1, 4)
    assert "events.places_freed" in news()


def test_without_a_size_there_is_always_a_place() -> None:
    capacity = CapacityFactory(size=None)
    assert services.places_take(capacity_id=capacity.id, count=10_000)
    capacity.refresh_from_db()
    assert capacity.left is None


def test_the_database_refuses_more_places_than_there_are() -> None:
    capacity = CapacityFactory(size=5)
    with pytest.raises(IntegrityError, match="capacity_never_oversold"), transaction.atomic():
        Capacity.objects.filter(pk=capacity.pk).update(taken=6)
    with pytest.raises(CapacityBelowTaken):
        Capacity.objects.filter(pk=capacity.pk).update(taken=4)
        services.capacity_change(capacity=capacity, actor_id=ACTOR, size=3, now=clock.now())


def test_a_capacity_that_a_ticket_needs_stays() -> None:
    ticket = TicketTypeFactory()
    with pytest.raises(CapacityInUse):
        services.capacity_delete(capacity=ticket.capacity, actor_id=ACTOR, now=clock.now())


def test_an_online_place_needs_an_event_with_one() -> None:
    event = EventFactory()
    with pytest.raises(ModeDoesNotFit):
        services.ticket_type_create(
            event=event,
            actor_id=ACTOR,
            name="Stream",
            capacity=CapacityFactory(event=event),
            mode=AttendanceMode.ONLINE,
            now=clock.now(),
        )


def test_another_window_needs_a_reason_and_is_news() -> None:
    session = SessionFactory()
    with pytest.raises(TimesNotPossible):
        services.session_window_set(
            session=session, actor_id=ACTOR, starts_at=tomorrow(9), ends_at=tomorrow(11), reason=" ", now=clock.now()
        )
    services.session_window_set(
        session=session,
        actor_id=ACTOR,
        starts_at=tomorrow(9),
        ends_at=tomorrow(11),
        reason="Fire alarm",
        now=clock.now(),
    )
    assert session.window == (tomorrow(9), tomorrow(11))
    services.session_window_set(
        session=session, actor_id=ACTOR, starts_at=None, ends_at=None, reason="", now=clock.now()
    )
    assert session.window == (session.starts_at, session.ends_at)
    assert news().count("events.session_window_set") == 2


def test_a_series_keeps_the_time_of_day_over_the_change_of_the_clock() -> None:
    """Tuesdays at 18:00 in London around 25 October 2026, when summer time ends."""
    first = datetime(2026, 10, 20, 17, tzinfo=UTC)
    found = occurrences("FREQ=WEEKLY;COUNT=3", first, "Europe/London")
    assert found == [datetime(2026, 10, 27, 18, tzinfo=UTC), datetime(2026, 11, 3, 18, tzinfo=UTC)]
    assert {moment.astimezone(ZoneInfo("Europe/London")).hour for moment in found} == {18}


@pytest.mark.parametrize(
    "rule", ["FREQ=WEEKLY", "FREQ=HOURLY;COUNT=3", "nonsense;COUNT=2", "FREQ=DAILY;COUNT=500", "FREQ=DAILY;COUNT=1"]
)
def test_a_rule_that_gives_no_dates_or_too_many_is_refused(rule: str) -> None:
    with pytest.raises(RepetitionNotPossible):
        occurrences(rule, datetime(2026, 10, 20, 17, tzinfo=UTC), "Europe/London")


def test_a_series_makes_events_of_their_own() -> None:
    event = with_programme(draft())
    made = services.series_create(event=event, actor_id=ACTOR, rule="FREQ=WEEKLY;COUNT=3", now=clock.now())
    assert [one.starts_at for one in made] == [tomorrow(9) + timedelta(weeks=1), tomorrow(9) + timedelta(weeks=2)]
    for one in made:
        assert (one.status, one.series_id, one.slug == event.slug) == ("draft", event.series_id, False)
        assert Session.objects.get(event=one).title == "Morning"
        ticket = TicketType.objects.select_related("capacity").get(event=one)
        assert (ticket.price_amount, ticket.capacity.event_id, ticket.capacity.taken) == (14500, one.id, 0)
    with pytest.raises(RepetitionNotPossible):
        services.series_create(event=event, actor_id=ACTOR, rule="FREQ=WEEKLY;COUNT=3", now=clock.now())


@pytest.mark.parametrize(
    ("tiers", "path"),
    [
        ([{"hours_before": 24, "percent": 50}, {"hours_before": 48, "percent": 20}], "refund_tiers.1"),
        ([{"hours_before": 24, "percent": 0}], "refund_tiers.0"),
        ([{"hours_before": 99 - n, "percent": 50 - n} for n in range(6)], "refund_tiers"),
    ],
)
def test_a_refund_policy_falls_from_early_to_late(tiers: list[dict[str, Any]], path: str) -> None:
    with pytest.raises(ProblemError) as refused:
        services.event_update(event=EventFactory(), actor_id=ACTOR, changes={"refund_tiers": tiers}, now=clock.now())
    assert [error.path for error in refused.value.errors] == [path]
